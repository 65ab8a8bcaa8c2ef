/** What is done to many rows at once: how it is told, and what dropping rows onto a list of the navigation means. Pure. */
import type { Place } from './paths';
import type { BulkCaseAction, BulkInput, BulkMailAction, Me } from '../../../server/src/api/contracts';

export type BulkWords =
  | 'assigned'
  | 'unassigned'
  | 'closed'
  | 'restated'
  | 'prioritized'
  | 'snoozed'
  | 'woken'
  | 'tagged'
  | 'merged'
  | 'deleted'
  | 'marked'
  | 'archived'
  | 'trashed'
  | 'moved'
  | 'taken-back';

/** Which sentence tells what came of it. */
export function bulkWords(input: BulkInput): BulkWords {
  return input.subject === 'cases' ? caseWords(input.action) : mailWords(input.action);
}

function caseWords(action: BulkCaseAction): BulkWords {
  if (action.kind === 'assign') return action.to.kind === 'nobody' ? 'unassigned' : 'assigned';
  if (action.kind === 'status') return action.status === 'closed' ? 'closed' : 'restated';
  const words = {
    priority: 'prioritized',
    snooze: 'snoozed',
    wake: 'woken',
    tag: 'tagged',
    merge: 'merged',
    delete: 'deleted',
  } as const;
  return words[action.kind];
}

function mailWords(action: BulkMailAction): BulkWords {
  if (action.kind === 'move') return 'moved';
  if (action.mark === 'archive') return 'archived';
  return action.mark === 'trash' ? 'trashed' : 'marked';
}

/** What the rows become that are moved to a place; null: they cannot be moved there. */
export function caseMoveTo(place: Place, me: Me): BulkCaseAction | null {
  // The parts of a team say whose a case is and whether it is open: its own entry takes cases.
  if (place.kind === 'team' && place.part === undefined)
    return me.allowed.assignCases ? { kind: 'assign', to: { kind: 'team', id: place.team } } : null;
  if (place.kind !== 'cases') return null;
  if (place.view === 'mine' && me.allowed.assignCases)
    return { kind: 'assign', to: { kind: 'agent', id: me.agent.id } };
  if (place.view === 'unassigned' && me.allowed.assignCases)
    return { kind: 'assign', to: { kind: 'nobody' } };
  if (place.view === 'closed') return { kind: 'status', status: 'closed' };
  return null;
}

export function mailMoveTo(place: Place): BulkMailAction | null {
  if (place.kind === 'folder') return { kind: 'move', folder: place.folder };
  if (place.kind !== 'inbox') return null;
  switch (place.view) {
    case 'inbox':
      return { kind: 'move', folder: null };
    case 'important':
    case 'archive':
    case 'trash':
      return { kind: 'mark', mark: place.view };
    default:
      return null;
  }
}
