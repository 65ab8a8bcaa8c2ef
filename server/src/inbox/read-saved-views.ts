/**
 * Which saved views somebody has, and may change. A view of teams is its members': whoever works on the cases of all its
 * teams may change it. A view without teams is its owner's alone. What a view finds is always what its reader may read.
 */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import type { Strapi } from '../data/database';
import { findSavedViews, type SavedView } from '../data/saved-views';

/** The viewer's own views, and those of the teams that the viewer belongs to, in their order. */
export async function visibleSavedViews(strapi: Strapi, viewer: Viewer): Promise<readonly SavedView[]> {
  const teamIds = viewer.teams.map(({ id }) => id);
  const views = await findSavedViews(strapi, {
    $or: [{ owner: viewer.userId }, ...(teamIds.length === 0 ? [] : [{ teams: { id: { $in: teamIds } } }])],
  });
  return views.filter((view) => maySee(viewer, view));
}

/** The view, if the viewer has it. */
export async function readSavedView(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<SavedView | null> {
  const [view] = await findSavedViews(strapi, { documentId });
  return view !== undefined && maySee(viewer, view) ? view : null;
}

function maySee(viewer: Viewer, { ownerId, teams }: SavedView): boolean {
  if (teams.length === 0) return ownerId === viewer.userId;
  return viewer.teams.some(({ id }) => teams.some((team) => team.id === id));
}

/** Whether the viewer may rename, share and delete it. */
export function mayChangeView(viewer: Viewer, { ownerId, teams }: SavedView): boolean {
  return teams.length === 0
    ? ownerId === viewer.userId
    : mayManageViewsOf(
        viewer,
        teams.map(({ id }) => id),
      );
}

/** Whether the viewer works on the cases of each of these teams, and so may give them views. */
export const mayManageViewsOf = (viewer: Viewer, teamIds: readonly number[]): boolean =>
  teamIds.every((id) => isWithin(viewer.scope(ACTIONS.workCases), { ownerId: null, teamIds: [id] }));
