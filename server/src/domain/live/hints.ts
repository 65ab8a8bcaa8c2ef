/** What an open panel is told: hints at what to ask for again, never content. Ids are documentIds of rows that its user may read. */
import type { AgentSummary } from '../agent';
import type { Doing } from './presence';

/** Somebody else who has a case open. */
export interface PresentAgent {
  readonly agent: AgentSummary;
  readonly doing: Doing;
}

export interface PresenceHint {
  readonly kind: 'presence';
  readonly caseId: string;
  readonly present: readonly PresentAgent[];
}

/**
 * `hello` is the first, and whatever was shown before it may be out of date; `lists`: rows of the listener's lists or counters may
 * have changed; `changed`: these themselves, and with them lists; `everything`: too much to name, or rows that are gone.
 */
export type LiveHint =
  | { readonly kind: 'hello' | 'lists' | 'notifications' | 'everything' }
  | { readonly kind: 'changed'; readonly cases: readonly string[]; readonly emails: readonly string[] }
  | PresenceHint;
