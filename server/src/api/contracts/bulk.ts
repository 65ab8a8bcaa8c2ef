/** One action on many cases or mails: begun, watched while it goes on, ended early, and taken back. */
import type { CasePriority, CaseStatus, ListCasesQuery, ListEmailsQuery } from './cases';
import type { AssignmentsInput } from './case-work';
import type { Timestamp } from './common';
import type { InboxMark, InboxView } from './inbox';

export type BulkCaseAction =
  | { readonly kind: 'assign'; readonly to: AssignmentsInput['to'] }
  | { readonly kind: 'status'; readonly status: Exclude<CaseStatus, 'duplicate'> }
  | { readonly kind: 'priority'; readonly priority: CasePriority }
  /** `until: null`: until the customer writes */
  | { readonly kind: 'snooze'; readonly until: Timestamp | null }
  | { readonly kind: 'wake' }
  /** names of tags */
  | { readonly kind: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** documentId of the case that goes on */
  | { readonly kind: 'merge'; readonly into: string }
  /** for everybody and for good */
  | { readonly kind: 'delete' };

export type BulkMailAction =
  | { readonly kind: 'mark'; readonly mark: InboxMark }
  /** null: out of the folder that `from` names */
  | { readonly kind: 'move'; readonly folder: string | null; readonly from?: 'own' | 'group' };

/** By documentIds, at most 200. */
interface NamedRows {
  readonly ids: readonly string[];
}

/** What is found of the subject, as it was typed into the search box. */
interface FoundRows {
  readonly search: string;
}

/** Rows by name, or everything that a list holds or a search finds when it begins, at most 5,000 rows. */
export type BulkCaseTarget =
  NamedRows | FoundRows | { readonly list: Pick<ListCasesQuery, 'view' | 'team' | 'part'> };
export type BulkMailTarget =
  | NamedRows
  /** mail that belongs to no case that the user may read: that of cases goes with them */
  | FoundRows
  | {
      readonly list: {
        readonly view: InboxView | ListEmailsQuery['view'] | 'sent';
        readonly folder?: string;
      };
    };

/** POST /mailroom/bulk-runs: answers once it is done or after a second, whichever comes first. */
export type BulkInput =
  | { readonly subject: 'cases'; readonly target: BulkCaseTarget; readonly action: BulkCaseAction }
  | { readonly subject: 'mails'; readonly target: BulkMailTarget; readonly action: BulkMailAction };

/** `interrupted`: the server was stopped in the middle; what was done stays. */
export type BulkState = 'running' | 'done' | 'cancelled' | 'interrupted';

/**
 * GET /mailroom/bulk-runs/:id. DELETE ends it after the rows that it is at; POST …/undo takes back what it changed and answers
 * the run that does so.
 */
export interface BulkRun {
  readonly id: string;
  readonly state: BulkState;
  readonly total: number;
  readonly done: number;
  /** rows that are now as they were wished and were not before */
  readonly changed: number;
  /** rows that were as wished, or that the user may not change */
  readonly unchanged: number;
  /** of rows that could not be changed: why, in words, and how many of each */
  readonly refusals: readonly { readonly words: string; readonly count: number }[];
  /** whether POST …/undo takes something back now */
  readonly undoable: boolean;
}
