/** What was entered for a filter becomes what is stored: names of folders, teams and users are looked up and checked. */
import type { Strapi } from '../../data/database';
import type { FilterSettings } from '../../data/filter-changes';
import { findTargets, type FilterTargets } from '../../data/filter-targets';
import type { FilterAction, FilterScope } from '../../domain/filter';
import { allowedActions } from '../../domain/filters/allowed-actions';
import { extensionsOf } from '../../extensions';
import { fieldErrors, type FieldError } from '../http';
import { isGroupFolder, type FolderReach } from './reach';
import type { FilterActionInput, FilterSettingsInput } from './schemas';

/** Or the words that say what to do about it. */
type Resolved = FilterAction | string;

/**
 * @param reach which folders its mail can be moved to
 * @throws ValidationError naming each action that cannot be
 */
export async function resolveSettings(
  strapi: Strapi,
  scope: FilterScope,
  reach: FolderReach,
  input: FilterSettingsInput,
): Promise<FilterSettings> {
  const { name, active, stop, criteria } = input;
  return {
    name,
    active,
    stop,
    criteria,
    actions: await resolveActions(strapi, scope, reach, input.actions),
  };
}

/** @throws ValidationError naming each action that cannot be */
export async function resolveActions(
  strapi: Strapi,
  scope: FilterScope,
  reach: FolderReach,
  actions: readonly FilterActionInput[],
): Promise<readonly FilterAction[]> {
  const targets = await findTargets(strapi, {
    by: 'documentId',
    users: actions.flatMap((action) => (action.kind === 'assign-user' ? [action.user] : [])),
    teams: actions.flatMap((action) => (action.kind === 'assign-team' ? [action.team] : [])),
    folders: actions.flatMap((action) => ('folder' in action ? [action.folder] : [])),
  });
  const allowed = new Set(allowedActions(scope));
  const alone = actions.length > 1 && scope.kind !== 'user';
  const resolved = actions.map((action): Resolved => {
    if (!allowed.has(action.kind)) return notAllowed(action, [...allowed]);
    if (action.kind === 'skip' && alone)
      return 'Mail that is left out is not imported, so nothing else can be done to it. Keep either this or the rest.';
    return action.kind === 'custom' ? resolveCustom(strapi, action) : resolveAction(action, targets, reach);
  });
  const faults = resolved.flatMap((one, index): readonly FieldError[] =>
    typeof one === 'string' ? [{ path: ['actions', String(index)], message: one }] : [],
  );
  if (faults.length > 0) throw fieldErrors(faults);
  return resolved.filter((one) => typeof one !== 'string');
}

const notAllowed = ({ kind }: FilterActionInput, allowed: readonly string[]): string =>
  `"${kind}" cannot be done here. Filters of this scope can: ${allowed.join(', ')}.`;

const resolveCustom = (
  strapi: Strapi,
  { kind, name }: Extract<FilterActionInput, { kind: 'custom' }>,
): Resolved =>
  extensionsOf(strapi).actions.has(name)
    ? { kind, name }
    : `The app has no filter action "${name}" (any more). Choose another, or remove this.`;

function resolveAction(
  action: Exclude<FilterActionInput, { kind: 'custom' }>,
  targets: FilterTargets,
  reach: FolderReach,
): Resolved {
  switch (action.kind) {
    case 'move-to-folder': {
      const folder = targets.folders.find(({ documentId }) => documentId === action.folder);
      return folder === undefined || folder.ownerId === null || folder.ownerId !== reach.ownerId
        ? 'Choose a folder of the user whose mail it is.'
        : { kind: action.kind, folderId: folder.id };
    }
    case 'move-to-group-folder': {
      const folder = targets.folders.find(({ documentId }) => documentId === action.folder);
      return folder === undefined || !isGroupFolder(reach, folder)
        ? 'Choose a folder of one of the account’s teams.'
        : { kind: action.kind, folderId: folder.id };
    }
    case 'assign-user':
      return targets.users.get(action.user)?.active === true
        ? { kind: action.kind, userId: action.user }
        : 'Cases can only be assigned to active users.';
    case 'assign-team': {
      const team = targets.teams.find(({ documentId }) => documentId === action.team);
      return team === undefined
        ? 'This team does not exist any more. Choose another.'
        : { kind: action.kind, teamId: team.id };
    }
    case 'set-priority':
    case 'add-tag':
      return action;
    default:
      return { kind: action.kind };
  }
}
