/**
 * What a database's own full-text search must do for us. One index for each kind of document: mails, entries of streams and
 * cases; each under the id of its row. Who may read what is no affair of an engine.
 */
import type { Knex } from 'knex';
import type { SearchField } from '../../domain/search/query';
import type { WordSequence } from '../../domain/search/words';
import type { Written } from '../conditions';

export const DOCUMENT_KINDS = ['email', 'entry', 'case'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** They are no content types: Strapi leaves tables alone that it has not made. */
export const INDEX_TABLES: Readonly<Record<DocumentKind, string>> = {
  email: 'mailroom_search_emails',
  entry: 'mailroom_search_entries',
  case: 'mailroom_search_cases',
};

/** Parts of a document, the weightiest first. */
export const PARTS = ['subject', 'sender', 'recipients', 'body', 'files'] as const;
export type Part = (typeof PARTS)[number];

/** A document as words of domain/search/words. */
export type IndexDocument = { readonly id: number } & { readonly [Name in Part]: readonly string[] };

/** A sequence of words that must stand in a document, or in one part of it. */
export interface WordClause extends WordSequence {
  readonly field: SearchField;
  /** all words of an index that the last word may be the beginning of, where an engine has looked them up: they stand for `prefix` */
  readonly endings?: readonly string[];
}

/** How a statement asks the index that is joined to it under the name of its table. */
export interface Matching {
  readonly condition: Written;
  /** what the rank is made of, selected as `rank_source` for each row that is found */
  readonly source: Written;
  /** of rows with `rank_source`; the higher, the better */
  readonly score: Written;
}

export interface SearchEngine {
  /** whether a condition says at little cost of each row that was found whether another one fits it too */
  readonly judgesRows: boolean;
  /** begins a join in which the index comes first */
  readonly join: 'inner join' | 'cross join';
  /** the column of an index that holds a row's id */
  readonly id: 'id' | 'rowid';
  /** Makes what is missing. */
  create(knex: Knex): Promise<void>;
  /** Writes documents in few statements, in place of those with their ids. */
  replace(knex: Knex, kind: DocumentKind, documents: readonly IndexDocument[]): Promise<void>;
  remove(knex: Knex, kind: DocumentKind, ids: readonly number[]): Promise<void>;
  /**
   * Works a little on letting go of words of documents that were replaced or removed, where the database keeps them until it tidies up.
   * @param begins whether it is the first call of several
   * @returns whether there is more to do; absent: there never is
   */
  tidyUp?(knex: Knex, kind: DocumentKind, begins: boolean): Promise<boolean>;
  /**
   * Looks up what beginnings of words stand for, where the database would go through all documents with such a word otherwise.
   * @returns clauses that find the same documents
   */
  complete?(knex: Knex, kind: DocumentKind, clauses: readonly WordClause[]): Promise<readonly WordClause[]>;
  /** @param clauses all of which must fit; one at least */
  matching(kind: DocumentKind, clauses: readonly WordClause[]): Matching;
}

/** Documents and words of one statement: a larger one would hold the main thread too long on SQLite (sync-engine §2.3). */
const STATEMENT = { documents: 50, words: 40_000 } as const;

/** Documents in parts, each small enough for one statement. */
export function* statementsOf(documents: readonly IndexDocument[]): Generator<readonly IndexDocument[]> {
  let part: IndexDocument[] = [];
  let words = 0;
  for (const document of documents) {
    const size = PARTS.reduce((sum, name) => sum + document[name].length, 0);
    if (part.length > 0 && (part.length >= STATEMENT.documents || words + size > STATEMENT.words)) {
      yield part;
      part = [];
      words = 0;
    }
    part.push(document);
    words += size;
  }
  if (part.length > 0) yield part;
}

/** The part that a field is about; null: all of them. */
export const partOf = (field: SearchField): Part | null =>
  field === null ? null : field === 'from' ? 'sender' : field === 'to' ? 'recipients' : 'subject';
