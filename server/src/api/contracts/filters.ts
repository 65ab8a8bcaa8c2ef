/** Filters as the panel and apps see them: rules over incoming mail, their order, dry runs and explanations. */
import type { CasePriority } from '../../domain/case-state';
import type {
  FilterAction,
  FilterCriteria,
  FilterCriterion,
  FilterScope,
  FilterTrial,
} from '../../domain/filter';
import type { AgentSummary, MailAddress, TeamSummary, Timestamp } from './common';

export type { FilterCriteria, FilterCriterion, FilterTrial };
export type FilterScopeKind = FilterScope['kind'];
export type FilterActionKind = FilterAction['kind'];

/** Whose mail a filter is asked about. Accounts by id, users by their number. */
export type FilterScopeRef =
  | { readonly kind: 'global' }
  | { readonly kind: 'group-account' | 'personal-account'; readonly account: string }
  | { readonly kind: 'user'; readonly user: number };

/** `folder`, `user` and `team` are null when what they named is gone; such a filter is saved again with another. */
export type FilterActionView =
  | { readonly kind: 'skip' | 'mark-read' | 'mark-important' | 'no-notification' | 'no-case' }
  | { readonly kind: 'move-to-folder' | 'move-to-group-folder'; readonly folder: string | null }
  | { readonly kind: 'assign-user'; readonly user: number | null }
  | { readonly kind: 'assign-team'; readonly team: string | null }
  | { readonly kind: 'set-priority'; readonly priority: CasePriority }
  | { readonly kind: 'add-tag'; readonly tag: string }
  /** an action of the app's own, by the name under which the app registers it */
  | { readonly kind: 'custom'; readonly name: string };

/** GET /mailroom/filters/:id */
export interface FilterDetail {
  readonly id: string;
  readonly name: string;
  readonly scope: FilterScopeRef;
  readonly active: boolean;
  /** smaller first, within one scope */
  readonly order: number;
  /** when it matches, later filters of its scope are not asked */
  readonly stop: boolean;
  readonly criteria: FilterCriteria;
  readonly actions: readonly FilterActionView[];
  /** the name of the folder, user or team of each action, in their order; empty where there is none */
  readonly targetNames: readonly string[];
  /** mails that it matched */
  readonly hits: number;
  readonly lastHitAt: Timestamp | null;
  /** sent back with a change, which is refused with 409 when somebody else has saved meanwhile */
  readonly version: number;
}

/**
 * POST /mailroom/filters, and PUT /mailroom/filters/:id with the version that was read and without a scope, which
 * never changes. DELETE /mailroom/filters/:id.
 */
export interface FilterInput {
  readonly name: string;
  readonly scope?: FilterScopeRef;
  readonly active: boolean;
  readonly stop: boolean;
  readonly criteria: FilterCriteria;
  readonly actions: readonly FilterActionView[];
  readonly version?: number;
}

/**
 * GET /mailroom/filters?of=own|shared: the scopes that the caller may have filters in, each with its filters in order.
 * With `kind` and `account` or `user` instead: that scope alone.
 */
export interface FilterGroup {
  readonly scope: FilterScopeRef;
  /** of the account or the user; empty for the global scope */
  readonly name: string;
  /** of the account or the user; empty for the global scope */
  readonly address: string;
  /** what filters of this scope can do */
  readonly actions: readonly FilterActionKind[];
  readonly filters: readonly FilterDetail[];
}

/** POST /mailroom/filters/order: all filters of a scope in their new order. */
export interface FilterOrderInput {
  readonly scope: FilterScopeRef;
  readonly filters: readonly string[];
}

/** GET /mailroom/filter-choices?kind=…&account=…|user=…: what a filter of this scope can name. */
export interface FilterChoices {
  readonly actions: readonly FilterActionKind[];
  readonly agents: readonly AgentSummary[];
  readonly teams: readonly TeamSummary[];
  /** of the user whose mail it is; empty for other scopes */
  readonly folders: readonly FilterFolder[];
  readonly groupFolders: readonly FilterFolder[];
  /** names of tags in use */
  readonly tags: readonly string[];
  /** actions of the app's own */
  readonly custom: readonly { readonly name: string; readonly label: string }[];
}
export interface FilterFolder {
  readonly id: string;
  readonly name: string;
}

/** POST /mailroom/filters/try: what a filter, saved or not, would have done to the newest mails of its scope. */
export interface FilterTryInput {
  readonly scope: FilterScopeRef;
  readonly criteria: FilterCriteria;
  readonly actions: readonly FilterActionView[];
  /** how many mails to look at, at most 1000 */
  readonly last: number;
  /** `next` of an answer, to go on where it ended */
  readonly cursor?: string;
}
export interface FilterTryResult {
  /** mails that were looked at */
  readonly looked: number;
  readonly matched: readonly TriedEmail[];
  /** mails that matched too, and that the caller may not read */
  readonly hidden: number;
  /** where older mails go on; null: there are none */
  readonly next: string | null;
}
export interface TriedEmail {
  readonly id: string;
  readonly subject: string;
  readonly from: MailAddress;
  readonly date: Timestamp;
  readonly by: readonly FilterCriterion[];
  readonly wouldHappen: readonly TriedAction[];
}

/** `happens` is false for what concerns new cases, where the mail opened none. */
export interface TriedAction {
  readonly action: FilterActionView;
  readonly happens: boolean;
}

/** GET /mailroom/emails/:id/filters: every filter that was in question for the mail, in the order they are asked. */
export interface ExplainedFilter {
  readonly id: string;
  readonly name: string;
  readonly scope: FilterScopeKind;
  /** of the account, or of another user; empty for all mail and for one's own inbox */
  readonly scopeName: string;
  /** the filter's answer as it is now */
  readonly trial: FilterTrial;
  /** it matched when the mail came, whatever it says now */
  readonly acted: boolean;
  /** whether the caller may open and change it */
  readonly editable: boolean;
}
