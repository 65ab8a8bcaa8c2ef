/** What an action of a filter can name, as the items of a list. Pure. */
import type { FilterActionKind, FilterActionView, FilterChoices } from '../../../../server/src/api/contracts';

export interface TargetChoice {
  readonly value: string;
  readonly label: string;
}

const named = (items: readonly { readonly id: string; readonly name: string }[]): readonly TargetChoice[] =>
  items.map(({ id, name }) => ({ value: id, label: name }));

/** Empty for actions that name nothing, or no item of a list. */
export function targetChoices(kind: FilterActionKind, choices: FilterChoices): readonly TargetChoice[] {
  switch (kind) {
    case 'move-to-folder':
      return named(choices.folders);
    case 'move-to-group-folder':
      return named(choices.groupFolders);
    case 'assign-team':
      return named(choices.teams);
    case 'assign-user':
      return choices.agents.map(({ id, name }) => ({ value: String(id), label: name }));
    case 'custom':
      return choices.custom.map(({ name, label }) => ({ value: name, label }));
    default:
      return [];
  }
}

/** The name of the folder, user or team that an action names; empty where there is none, or while the lists load. */
export function nameOfTarget(action: FilterActionView, choices: FilterChoices | null): string {
  if (choices === null) return '';
  const target =
    'folder' in action
      ? action.folder
      : 'user' in action
        ? String(action.user)
        : 'team' in action
          ? action.team
          : 'name' in action
            ? action.name
            : null;
  return targetChoices(action.kind, choices).find(({ value }) => value === target)?.label ?? '';
}
