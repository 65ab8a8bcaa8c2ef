/** Saved views over HTTP: one's own, and those of one's teams. */
import type { Viewer } from '../../../access/viewer';
import { inTransaction, type Strapi } from '../../../data/database';
import { orderRows } from '../../../data/ordered-rows';
import {
  createSavedView,
  deleteSavedView,
  updateSavedView,
  type SavedView,
  type SavedViewSettings,
} from '../../../data/saved-views';
import { UIDS } from '../../../data/uids';
import {
  mayChangeView,
  mayManageViewsOf,
  readSavedView,
  visibleSavedViews,
} from '../../../inbox/read-saved-views';
import { countFound } from '../../../inbox/search';
import { recordSavedView } from '../../audit/settings';
import type {
  SavedViewCounters,
  SavedViewInput,
  SavedViewList,
  SavedViewSummary,
  Single,
} from '../../contracts';
import { fieldErrors, forbidden, found, parse, withViewer } from '../../http';
import { teamSummary } from '../../serializers';
import * as schemas from '../saved-view-schemas';

/** Views that one user can have made: each is counted whenever the panel counts. */
const MOST_VIEWS = 50;

/** What a view finds is counted up to here. */
const MOST_COUNTED = 100;

export default ({ strapi }: { strapi: Strapi }) => {
  const list = async (viewer: Viewer): Promise<SavedViewList> => ({
    data: (await visibleSavedViews(strapi, viewer)).map((view) => summaryOf(view, viewer)),
  });

  return {
    list: withViewer(strapi, async (_context, viewer) => list(viewer)),

    counters: withViewer(strapi, async (_context, viewer): Promise<SavedViewCounters> => {
      const counters: Record<string, number> = {};
      // One after the other: a panel that counts must not keep others from the database.
      for (const { documentId, query } of await visibleSavedViews(strapi, viewer))
        counters[documentId] = await countFound(strapi, viewer, { q: query }, MOST_COUNTED);
      return { data: counters };
    }),

    create: withViewer(strapi, async (context, viewer): Promise<Single<SavedViewSummary>> => {
      const settings = settingsOf(viewer, parse(schemas.savedView, context.request.body), null);
      await requireRoom(strapi, viewer, settings);
      const id = await inTransaction(strapi, async () => {
        const made = await createSavedView(strapi, viewer.userId, settings);
        await recordSavedView(strapi, null, made);
        return made;
      });
      context.status = 201;
      return { data: await shown(strapi, viewer, id) };
    }),

    update: withViewer(strapi, async ({ params, request }, viewer): Promise<Single<SavedViewSummary>> => {
      const view = await changeable(strapi, viewer, params.id);
      const settings = settingsOf(viewer, parse(schemas.savedView, request.body), view);
      if (settings.teamIds.length === 0 && view.ownerId !== viewer.userId)
        throw fieldErrors([
          {
            path: ['teams'],
            message: 'Somebody else has made this view. Leave it to one team at least, or delete it.',
          },
        ]);
      await requireRoom(strapi, viewer, { ...settings, exceptId: view.id });
      await inTransaction(strapi, async () => {
        await updateSavedView(strapi, view.id, settings);
        await recordSavedView(strapi, view, view.id);
      });
      return { data: await shown(strapi, viewer, view.id) };
    }),

    delete: withViewer(strapi, async ({ params }, viewer) => {
      const view = await changeable(strapi, viewer, params.id);
      await inTransaction(strapi, async () => {
        await deleteSavedView(strapi, view.id);
        await recordSavedView(strapi, view, null);
      });
      return { data: { id: view.documentId } };
    }),

    order: withViewer(strapi, async ({ request }, viewer) => {
      const { ids } = parse(schemas.savedViewOrder, request.body);
      const visible = await visibleSavedViews(strapi, viewer);
      const views = [...new Set(ids)].map((id) => found(visible.find(({ documentId }) => documentId === id)));
      for (const view of views) requireChange(viewer, view);
      await orderRows(strapi, UIDS.savedView, views);
      return list(viewer);
    }),
  };
};

async function changeable(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string | undefined,
): Promise<SavedView> {
  const view = found(await readSavedView(strapi, viewer, documentId ?? ''));
  requireChange(viewer, view);
  return view;
}

function requireChange(viewer: Viewer, view: SavedView): void {
  if (!mayChangeView(viewer, view))
    throw forbidden('Only who works on the cases of all its teams can change this view');
}

/** @throws ValidationError for teams that the viewer does not belong to; PolicyError where the viewer does not work for them */
function settingsOf(viewer: Viewer, input: SavedViewInput, before: SavedView | null): SavedViewSettings {
  const { name, query, teams } = input;
  if (teams === undefined) return { name, query, teamIds: (before?.teams ?? []).map(({ id }) => id) };
  const known = [...viewer.teams, ...(before?.teams ?? [])];
  const teamIds = [...new Set(teams)].map((wanted) => {
    const team = known.find(({ documentId }) => documentId === wanted);
    if (team === undefined)
      throw fieldErrors([{ path: ['teams'], message: 'Share a view only with teams that you belong to.' }]);
    return team.id;
  });
  if (!mayManageViewsOf(viewer, teamIds))
    throw forbidden('Only who works on the cases of a team can share views with it');
  return { name, query, teamIds };
}

/** @throws ValidationError where the name is taken among those that the viewer sees, or there are too many */
async function requireRoom(
  strapi: Strapi,
  viewer: Viewer,
  { name, exceptId }: { readonly name: string; readonly exceptId?: number },
): Promise<void> {
  const others = (await visibleSavedViews(strapi, viewer)).filter(({ id }) => id !== exceptId);
  if (others.some((view) => view.name.toLowerCase() === name.toLowerCase()))
    throw fieldErrors([{ path: ['name'], message: 'Another view has this name.' }]);
  if (exceptId === undefined && others.length >= MOST_VIEWS)
    throw fieldErrors([
      {
        path: ['name'],
        message: `There are ${MOST_VIEWS} views already. Delete one that you no longer need.`,
      },
    ]);
}

async function shown(strapi: Strapi, viewer: Viewer, id: number): Promise<SavedViewSummary> {
  return summaryOf(found((await visibleSavedViews(strapi, viewer)).find((view) => view.id === id)), viewer);
}

const summaryOf = (view: SavedView, viewer: Viewer): SavedViewSummary => ({
  id: view.documentId,
  name: view.name,
  query: view.query,
  teams: view.teams.map(teamSummary),
  mayChange: mayChangeView(viewer, view),
});
