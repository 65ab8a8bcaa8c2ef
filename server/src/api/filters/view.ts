/** Filters as they leave the server: field by field, with documentIds in place of ids. */
import type { Strapi } from '../../data/database';
import { findTargets, type FilterTargets } from '../../data/filter-targets';
import type { StoredFilter } from '../../data/filters';
import type { FilterAction } from '../../domain/filter';
import type { FilterActionView, FilterDetail } from '../contracts';
import { extensionsOf } from '../../extensions';
import { refOf, type FilterReach } from './reach';

/** Says any of the given actions; what they name is read once for all of them. */
export async function actionViewer(
  strapi: Strapi,
  actions: readonly FilterAction[],
): Promise<(action: FilterAction) => FilterActionView> {
  const targets = await targetsOf(strapi, actions);
  return (action) => actionView(action, targets);
}

/** Says actions in short words, with the names of whom and what they are about. */
export async function actionWords(
  strapi: Strapi,
  actions: readonly FilterAction[],
): Promise<(action: FilterAction) => string> {
  const targets = await targetsOf(strapi, actions);
  return (action) => {
    const what =
      action.kind === 'set-priority'
        ? action.priority
        : action.kind === 'add-tag'
          ? action.tag
          : targetName(strapi, action, targets);
    return what === '' ? action.kind : `${action.kind}: ${what}`;
  };
}

const targetsOf = (strapi: Strapi, actions: readonly FilterAction[]): Promise<FilterTargets> =>
  findTargets(strapi, {
    by: 'id',
    users: actions.flatMap((action) => (action.kind === 'assign-user' ? [action.userId] : [])),
    teams: actions.flatMap((action) => (action.kind === 'assign-team' ? [action.teamId] : [])),
    folders: actions.flatMap((action) => ('folderId' in action ? [action.folderId] : [])),
  });

function targetName(strapi: Strapi, action: FilterAction, { users, teams, folders }: FilterTargets): string {
  if ('folderId' in action) return folders.find(({ id }) => id === action.folderId)?.name ?? '';
  if (action.kind === 'assign-user') return users.get(action.userId)?.name ?? '';
  if (action.kind === 'assign-team') return teams.find(({ id }) => id === action.teamId)?.name ?? '';
  if (action.kind === 'custom') return extensionsOf(strapi).actions.get(action.name)?.extension.label ?? '';
  return '';
}

function actionView(action: FilterAction, { users, teams, folders }: FilterTargets): FilterActionView {
  switch (action.kind) {
    case 'move-to-folder':
    case 'move-to-group-folder': {
      const folder = folders.find(({ id }) => id === action.folderId);
      return { kind: action.kind, folder: folder?.documentId ?? null };
    }
    case 'assign-user':
      return { kind: action.kind, user: users.get(action.userId)?.id ?? null };
    case 'assign-team':
      return { kind: action.kind, team: teams.find(({ id }) => id === action.teamId)?.documentId ?? null };
    case 'set-priority':
      return { kind: action.kind, priority: action.priority };
    case 'add-tag':
      return { kind: action.kind, tag: action.tag };
    case 'custom':
      return { kind: action.kind, name: action.name };
    default:
      return { kind: action.kind };
  }
}

/** Those that are within reach, in the given order. */
export async function filterDetails(
  strapi: Strapi,
  reach: FilterReach,
  filters: readonly StoredFilter[],
): Promise<readonly FilterDetail[]> {
  const targets = await targetsOf(
    strapi,
    filters.flatMap(({ actions }) => actions),
  );
  return filters.flatMap((filter) => {
    const scope = refOf(reach, filter.scope);
    if (scope === null) return [];
    const { from, to, cc, subject, bodyContains, bodyContainsAll, hasAttachment, classifications } =
      filter.criteria;
    return [
      {
        id: filter.documentId,
        name: filter.name,
        scope,
        active: filter.active,
        order: filter.order,
        stop: filter.stop,
        criteria: { from, to, cc, subject, bodyContains, bodyContainsAll, hasAttachment, classifications },
        actions: filter.actions.map((action) => actionView(action, targets)),
        targetNames: filter.actions.map((action) => targetName(strapi, action, targets)),
        hits: filter.hits,
        lastHitAt: filter.lastHitAt?.toISOString() ?? null,
        version: filter.version,
      },
    ];
  });
}
