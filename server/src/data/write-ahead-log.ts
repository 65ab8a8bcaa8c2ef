/**
 * SQLite with a write-ahead log copies the log back into the database at the end of the COMMIT that makes it long, and
 * answers when both are done (https://www.sqlite.org/wal.html, §3). Of a large transaction that would hold the thread twice as
 * long as writing alone: here copying has a turn of its own. Other databases, and SQLite without such a log, know nothing of it.
 */
import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { connectionOf, databaseKind, inTransaction, type Strapi, type Transaction } from './database';

/** Pages after which SQLite copies by itself; 0: it never does. */
type Pages = number;

const known = new WeakMap<Strapi, Pages>();

/** As `inTransaction`, for one that writes much. @throws as `inTransaction` */
export async function inLargeTransaction<Result>(
  strapi: Strapi,
  run: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const pages = await copiedAfter(strapi);
  if (pages === 0) return inTransaction(strapi, run);
  const { knex } = connectionOf(strapi);
  try {
    const result = await inTransaction(strapi, async (transaction) => {
      const done = await run(transaction);
      await copyAfter(transaction.knex, 0);
      return done;
    });
    await setImmediate();
    await knex.raw('pragma wal_checkpoint(passive)');
    await setImmediate();
    return result;
  } finally {
    await copyAfter(knex, pages);
  }
}

const copyAfter = async (knex: Knex, pages: Pages): Promise<void> =>
  void (await knex.raw(`pragma wal_autocheckpoint = ${pages}`));

async function copiedAfter(strapi: Strapi): Promise<Pages> {
  if (databaseKind(strapi) !== 'sqlite' || strapi.db.inTransaction()) return 0;
  const before = known.get(strapi);
  if (before !== undefined) return before;
  const { knex } = connectionOf(strapi);
  const [mode]: { journal_mode: string }[] = await knex.raw('pragma journal_mode');
  const [copies]: { wal_autocheckpoint: number }[] = await knex.raw('pragma wal_autocheckpoint');
  const pages = mode?.journal_mode === 'wal' ? (copies?.wal_autocheckpoint ?? 0) : 0;
  known.set(strapi, pages);
  return pages;
}
