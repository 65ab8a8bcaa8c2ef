/** Which actions a filter may have, by whose mail it is asked about (EspoCRM §1.3, with what our cases add). */
import type { FilterAction, FilterScope } from '../filter';

export type FilterActionKind = FilterAction['kind'];

/** What concerns cases is the business of those who set up the mail of all; a user's filter touches that user's inbox. */
const ALLOWED: Readonly<Record<FilterScope['kind'], readonly FilterActionKind[]>> = {
  global: [
    'skip',
    'mark-read',
    'mark-important',
    'assign-user',
    'assign-team',
    'set-priority',
    'add-tag',
    'no-notification',
    'no-case',
    'custom',
  ],
  'group-account': [
    'skip',
    'move-to-group-folder',
    'mark-read',
    'mark-important',
    'assign-user',
    'assign-team',
    'set-priority',
    'add-tag',
    'no-notification',
    'no-case',
    'custom',
  ],
  'personal-account': ['skip', 'move-to-folder', 'mark-read', 'mark-important', 'add-tag', 'no-notification'],
  user: ['skip', 'move-to-folder', 'mark-read', 'mark-important', 'no-notification'],
};

/** The actions that filters of a scope may have, in the order in which they are offered. */
export function allowedActions(scope: Pick<FilterScope, 'kind'>): readonly FilterActionKind[] {
  return ALLOWED[scope.kind];
}
