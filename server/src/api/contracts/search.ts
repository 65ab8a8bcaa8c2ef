/** Search and the lists that are kept from it, as the panel sees them. */
import type { CaseRow, EmailRow } from './cases';
import type { Page, Single, TeamSummary } from './common';
import type { ProblemCode } from '../../domain/search/query';

/**
 * GET /mailroom/search: within the rows that the reading user may read. Without a word that ranks (operators alone), rows are
 * by newest activity.
 */
export interface SearchQuery {
  /** as typed: words, "phrases", -not, operators (domain/search) */
  readonly q: string;
  /** `all` when absent: cases, and mail that belongs to none */
  readonly kind?: 'all' | 'cases' | 'emails';
  readonly sort?: 'relevance' | 'newest';
  readonly cursor?: string;
  /** 1 to 100, 25 when absent */
  readonly limit?: number;
}

/** A piece of text around what was found; `hit` is shown marked. */
export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

export type SearchHit =
  | {
      readonly kind: 'case';
      readonly row: CaseRow;
      /** documentId of the mail in which it was found; null where it was found in the case itself */
      readonly email: string | null;
      readonly snippet: readonly SnippetPart[];
    }
  | {
      readonly kind: 'email';
      readonly row: EmailRow & { readonly case: { readonly id: string; readonly number: number } | null };
      readonly snippet: readonly SnippetPart[];
    };

/** What of a query could not be understood: it was left out of the search. An unknown operator is searched for as words. */
export interface SearchProblem {
  readonly code: ProblemCode;
  /** as typed */
  readonly term: string;
}

export interface SearchPage extends Page<SearchHit> {
  readonly problems: readonly SearchProblem[];
}

/** GET /mailroom/saved-views: one's own and those of the teams that one belongs to, in their order. */
export interface SavedViewSummary {
  readonly id: string;
  readonly name: string;
  /** as typed into the search box */
  readonly query: string;
  /** whose members have it; empty: one's own alone */
  readonly teams: readonly TeamSummary[];
  /** one's own alone, or one works on the cases of all its teams */
  readonly mayChange: boolean;
}
export type SavedViewList = Single<readonly SavedViewSummary[]>;

/** POST /mailroom/saved-views, PUT /mailroom/saved-views/:id */
export interface SavedViewInput {
  readonly name: string;
  readonly query: string;
  /** documentIds; empty: for oneself; absent: for oneself, or of a change: as they are */
  readonly teams?: readonly string[];
}

/** POST /mailroom/saved-views/order: these views, in this order. */
export interface SavedViewOrder {
  readonly ids: readonly string[];
}

/** GET /mailroom/saved-views/counters: rows that a view finds, by documentId; counted up to 100. */
export type SavedViewCounters = Single<Readonly<Record<string, number>>>;
