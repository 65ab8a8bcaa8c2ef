/** Who may use and change which templates: saved replies of teams are their members', those of no team everybody's. */
import type { Template } from '../data/templates';
import { ACTIONS } from './actions';
import type { Viewer } from './viewer';

/** Whether the viewer may put it into a mail. */
export function mayUseTemplate(viewer: Viewer, { teams }: Pick<Template, 'teams'>): boolean {
  return (
    teams.length === 0 ||
    viewer.scope(ACTIONS.templates).kind === 'all' ||
    teams.some(({ id }) => viewer.teams.some((team) => team.id === id))
  );
}

/** Whether the viewer may change it: with the condition *own teams*, only what is those teams' alone. */
export function mayManageTemplate(viewer: Viewer, teams: readonly { readonly id: number }[]): boolean {
  const scope = viewer.scope(ACTIONS.templates);
  if (scope.kind !== 'some') return scope.kind === 'all';
  return teams.length > 0 && teams.every(({ id }) => scope.teamIds.includes(id));
}
