/** A rule over incoming mail, as plain data: whom it is for, which mails it means, and what becomes of them. */
import type { CasePriority } from './case-state';
import type { Classification } from './classification';

export type FilterScope =
  | { readonly kind: 'global' }
  | { readonly kind: 'group-account'; readonly accountId: number }
  | { readonly kind: 'personal-account'; readonly accountId: number }
  /** everything that comes into the inbox of one user */
  | { readonly kind: 'user'; readonly userId: number };

/**
 * What a mail must have: all that is given. Patterns are compared without regard to case, `*` stands for any run of
 * characters, and without `*` an address must be equal; a filter without criteria means no mail at all.
 */
export interface FilterCriteria {
  readonly from: string | null;
  /** any To address */
  readonly to: string | null;
  readonly cc: string | null;
  readonly subject: string | null;
  /** any of these occurs in the text */
  readonly bodyContains: readonly string[];
  /** all of these occur in the text */
  readonly bodyContainsAll: readonly string[];
  readonly hasAttachment: boolean | null;
  /** one of these; empty: any */
  readonly classifications: readonly Classification[];
}

export type FilterAction =
  /** global and of an account: not imported; of a user: not in the inbox */
  | { readonly kind: 'skip' }
  | { readonly kind: 'move-to-folder'; readonly folderId: number }
  | { readonly kind: 'move-to-group-folder'; readonly folderId: number }
  | { readonly kind: 'mark-read' }
  | { readonly kind: 'mark-important' }
  | { readonly kind: 'assign-user'; readonly userId: number }
  | { readonly kind: 'assign-team'; readonly teamId: number }
  | { readonly kind: 'set-priority'; readonly priority: CasePriority }
  | { readonly kind: 'add-tag'; readonly tag: string }
  | { readonly kind: 'no-notification' }
  | { readonly kind: 'no-case' }
  /** of the app: what it comes to is said mail by mail */
  | { readonly kind: 'custom'; readonly name: string };

export interface Filter {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly scope: FilterScope;
  readonly active: boolean;
  /** smaller first, within one scope; scopes are asked global, account, user */
  readonly order: number;
  /** when it matches, later filters of its scope are not asked */
  readonly stop: boolean;
  readonly criteria: FilterCriteria;
  readonly actions: readonly FilterAction[];
}

/** A filter's answer about one mail: what it matched by, or the first criterion that was not met. */
export type FilterTrial =
  | { readonly matched: true; readonly by: readonly FilterCriterion[] }
  | { readonly matched: false; readonly because: FilterCriterion | 'empty' | 'inactive' | 'stopped-before' };

export type FilterCriterion = keyof FilterCriteria;
