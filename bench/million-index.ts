/** The search index of the million mails, written as filling it does; PostgreSQL's own index of words is made anew at the end. */
import type { DocumentKind, SearchEngine } from '../server/src/data/search/engine';
import { postgresEngine } from '../server/src/data/search/postgres';
import { sqliteEngine } from '../server/src/data/search/sqlite';
import type { BulkWriter } from './bulk-writer';

export interface SearchRows {
  add(kind: DocumentKind, document: Parameters<SearchEngine['replace']>[2][number]): void;
  /** where enough of them wait */
  write(): Promise<void>;
  finish(): Promise<void>;
}

/** Documents that are written together. */
const DOCUMENTS = 1_000;

export async function searchRows({ knex, postgres }: BulkWriter): Promise<SearchRows> {
  const engine = postgres ? postgresEngine : sqliteEngine;
  const waiting = new Map<DocumentKind, Parameters<SearchEngine['replace']>[2][number][]>();
  if (postgres)
    for (const table of ['mailroom_search_emails', 'mailroom_search_cases'])
      await knex.raw(`drop index if exists ${table}_words`);
  const write = async (least: number): Promise<void> => {
    for (const [kind, documents] of waiting)
      if (documents.length >= least) {
        waiting.set(kind, []);
        await engine.replace(knex, kind, documents);
      }
  };
  return {
    add(kind, document) {
      const documents = waiting.get(kind) ?? [];
      waiting.set(kind, documents);
      documents.push(document);
    },
    write: () => write(DOCUMENTS),
    async finish() {
      await write(1);
      if (!postgres) return;
      for (const table of ['mailroom_search_emails', 'mailroom_search_cases'])
        await knex.raw(`create index if not exists ${table}_words on ${table} using gin (document)`);
    },
  };
}
