/** What a panel hears while it is open: hints at what to ask for again, never content. */
import type { AgentSummary } from './common';

/**
 * An event of GET /mailroom/live (text/event-stream). Ids are documentIds of rows that the listener may read.
 * `hello` is the first; `lists`: rows of lists or counters may have changed; `changed`: these themselves.
 */
export type LiveEvent =
  | { readonly kind: 'hello' }
  | { readonly kind: 'lists' }
  | { readonly kind: 'changed'; readonly cases: readonly string[]; readonly emails: readonly string[] }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'presence'; readonly caseId: string; readonly present: readonly Presence[] };

/** Somebody else who has a case open. */
export interface Presence {
  readonly agent: AgentSummary;
  readonly doing: 'looking' | 'writing-answer' | 'writing-note';
}

/** POST /mailroom/presence: repeated while it lasts; `null`: gone. */
export interface PresenceInput {
  /** documentId */
  readonly caseId: string;
  readonly doing: Presence['doing'] | null;
}
