/** What is done to many rows at once: how it is told, and what dropping rows onto a list of the navigation means. Pure. */
import type { Place } from './paths';
import type {
  BulkCaseAction,
  BulkCaseTarget,
  BulkInput,
  BulkMailAction,
  BulkMailTarget,
  Me,
} from '../../../server/src/api/contracts';

export type BulkSubject = BulkInput['subject'];

/** What is chosen or dragged together: cases, mails, or both; null: none of the kind. */
export interface BulkTargets {
  readonly cases: BulkCaseTarget | null;
  readonly mails: BulkMailTarget | null;
}

/** Rows that are named one by one. */
interface NamedRows {
  readonly ids: readonly string[];
}
export type NamedTargets = Readonly<Record<BulkSubject, NamedRows | null>>;

export interface BulkRow {
  readonly id: string;
  readonly subject: BulkSubject;
}

export function targetsOf(rows: readonly BulkRow[]): NamedTargets {
  const named = (subject: BulkSubject): NamedRows | null => {
    const ids = rows.filter((row) => row.subject === subject).map(({ id }) => id);
    return ids.length === 0 ? null : { ids };
  };
  return { cases: named('cases'), mails: named('mails') };
}

/** Chosen rows that an action is not for. `count` null: all of a list, of which nobody knows how many there are. */
export interface LeftOut {
  readonly subject: BulkSubject;
  readonly count: number | null;
}

/** @param chosen together with what the action is for */
export function leftOutOf({ subject }: BulkInput, chosen: BulkTargets): LeftOut | null {
  const other = subject === 'cases' ? 'mails' : 'cases';
  const target = chosen[other];
  return target && { subject: other, count: 'ids' in target ? target.ids.length : null };
}

/** What comes of rows that are moved to a place, which takes cases or mails; null: it takes none of them. */
export function moveTo(place: Place, chosen: BulkTargets, me: Me): BulkInput | null {
  const ofCases = chosen.cases && caseMoveTo(place, me);
  if (chosen.cases && ofCases) return { subject: 'cases', target: chosen.cases, action: ofCases };
  const ofMails = chosen.mails && mailMoveTo(place);
  return chosen.mails && ofMails && { subject: 'mails', target: chosen.mails, action: ofMails };
}

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
function caseMoveTo(place: Place, me: Me): BulkCaseAction | null {
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

function mailMoveTo(place: Place): BulkMailAction | null {
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
