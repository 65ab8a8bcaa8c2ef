/**
 * What somebody may ask of a search: the operators, their words, and what a term means. Operators are English words in every
 * language, so that a saved view means the same to everybody. How text is read into it is in `parse`.
 */

export const OPERATORS = [
  'from',
  'to',
  'subject',
  'has',
  'in',
  'is',
  'assignee',
  'team',
  'tag',
  'account',
  'before',
  'after',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Values of `is:`. The first seven are of cases; `unread` is of mail and of cases that hold some. */
export const STATES = [
  'new',
  'assigned',
  'pending',
  'closed',
  'rejected',
  'duplicate',
  'open',
  'snoozed',
  'held',
  'unassigned',
  'mine',
  'unread',
] as const;
export type SearchState = (typeof STATES)[number];

/** Values of `in:` besides names of folders. */
export const PLACES = ['inbox', 'archive', 'trash', 'sent'] as const;
export type SearchPlace = (typeof PLACES)[number];

/** Values of `has:`. */
export const BELONGINGS = ['attachment'] as const;

/** What words are looked for in; null: in everything that is indexed. */
export type SearchField = 'from' | 'to' | 'subject' | null;

export type SearchPerson =
  { readonly kind: 'me' } | { readonly kind: 'none' } | { readonly kind: 'named'; readonly name: string };

export type SearchMoment =
  /** the beginning of a day, as 2026-01-31, in UTC */
  | { readonly kind: 'day'; readonly day: string }
  /** that many days before now */
  | { readonly kind: 'ago'; readonly days: number };

/** What one term asks for; a row fits where all terms do. */
export type Meaning =
  /** `exact`: these words in this order; otherwise every word, or its beginning */
  | { readonly kind: 'text'; readonly field: SearchField; readonly text: string; readonly exact: boolean }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'attachment' }
  | { readonly kind: 'place'; readonly place: SearchPlace }
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'state'; readonly state: SearchState }
  | { readonly kind: 'assignee'; readonly person: SearchPerson }
  | { readonly kind: 'team' | 'tag' | 'account'; readonly name: string }
  | { readonly kind: 'before' | 'after'; readonly moment: SearchMoment };

export type ProblemCode = 'unknown-value' | 'not-a-date' | 'unknown-operator' | 'nothing-to-search';

/** A stretch of what was typed. Places are UTF-16 units; `end` is behind the last. */
export interface TypedTerm {
  readonly start: number;
  readonly end: number;
  /** as typed */
  readonly typed: string;
  readonly negated: boolean;
  /** where an operator was typed, known or not: its name in lower case, and where its value begins */
  readonly operator: string | null;
  readonly valueStart: number;
  /** the value, or the words, without quotes */
  readonly value: string;
  /** null: it asks for nothing (yet) */
  readonly meaning: Meaning | null;
  readonly problem: ProblemCode | null;
}

export interface ParsedSearch {
  /** in the order in which they were typed; they do not overlap */
  readonly terms: readonly TypedTerm[];
}
