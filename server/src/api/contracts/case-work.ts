/** What agents do with cases beside answering: snooze, tag, merge, split, hand on; and when agents are away. */
import type { AgentSummary, Timestamp } from './common';
import type { CaseName } from './cases';

/** POST /mailroom/cases/:id/snooze; `until: null`: until the customer writes. DELETE wakes it. A customer's mail always does. */
export interface SnoozeInput {
  readonly until: Timestamp | null;
}

/**
 * PUT /mailroom/cases/:id/hold: rules delete nothing of the case from then on, and nobody by mistake. DELETE releases it. Both answer the
 * CaseDetail. What is held is deleted only by DELETE with `evenIfHeld=true`, by who may hold it; anybody else is told 409, code `held`.
 */
export interface HoldView {
  readonly since: Timestamp;
  /** null: an app, or somebody who is no user any more */
  readonly by: AgentSummary | null;
}

/** GET /mailroom/tags?search= */
export interface TagSummary {
  readonly id: string;
  readonly name: string;
}
/** PUT /mailroom/cases/:id/tags: these and no others; unknown ones are made. */
export interface TagsInput {
  readonly names: readonly string[];
}

/** POST /mailroom/cases/:id/merge: into that case, which goes on. Answers the CaseDetail of the other. */
export interface MergeInput {
  /** documentId */
  readonly into: string;
}
/** POST /mailroom/cases/:id/unmerge: the merged case is a case of its own again, with the mail it brought. */

/** POST /mailroom/emails/:id/split: the mail begins a case of its own. Answers its CaseName. */
export interface SplitInput {
  /** mails after it in the stream go with it */
  readonly withLater?: boolean;
  /** absent: that of the mail */
  readonly subject?: string;
  /** `rule`: to whom the account gives new cases; absent: to oneself */
  readonly assign?: 'me' | 'rule';
}
export type SplitResult = CaseName;

/** POST /mailroom/assignments: hands several cases on. Answers per case what came of it. */
export interface AssignmentsInput {
  /** documentIds, at most 200 */
  readonly cases: readonly string[];
  /** an agent; nobody; or by the rule of each case's account, now */
  readonly to:
    | { readonly kind: 'agent'; readonly id: number }
    | { readonly kind: 'nobody' }
    | { readonly kind: 'rule' }
    | { readonly kind: 'team'; readonly id: string };
}
export interface AssignmentsResult {
  readonly assigned: readonly { readonly id: string; readonly assignee: AgentSummary | null }[];
  /** documentIds that the user may not assign, or that nobody was found for */
  readonly unchanged: readonly string[];
}

/** GET /mailroom/agents: everybody whom a case can be given to. */
export interface AgentChoice extends AgentSummary {
  readonly away: boolean;
  /** of somebody who is away; null: until further notice */
  readonly awayUntil: Timestamp | null;
  /** see Availability */
  readonly capacity: number | null;
  /** cases that the agent has now */
  readonly openCases: number;
}

/** GET, PUT /mailroom/availability: one's own; with `/:user`, by administrators, anybody's. */
export interface Availability {
  readonly away: { readonly from: Timestamp; readonly until: Timestamp | null } | null;
  /** open cases with which distribution gives no more; null: no limit. Only administrators change it. */
  readonly capacity: number | null;
}
/** `capacity` that is absent stays */
export type AvailabilityInput = Pick<Availability, 'away'> & Partial<Pick<Availability, 'capacity'>>;
