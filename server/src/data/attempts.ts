/**
 * What of a folder is being read right now, noted before it is read: a mail that ends the whole process leaves its note
 * behind (sync-engine §1.5). Taken away in the transaction that stores the outcomes.
 */
import { withoutContent } from './errors';
import { rowsOf, type Connection, type Strapi } from './database';
import { UIDS } from './uids';

export interface Attempt {
  /** uids, both included */
  readonly first: number;
  readonly last: number;
  /** what it counts against these uids if the process ends now */
  readonly count: number;
}

interface Row {
  readonly attemptFirstUid: string | number | null;
  readonly attemptLastUid: string | number | null;
  readonly attempts: number | null;
}

/** What an earlier process began in this folder and never ended. */
export async function findAttempt(strapi: Strapi, cursorId: number): Promise<Attempt | null> {
  const row = await rowsOf<Row>(strapi, UIDS.folderCursor).findOne({
    select: ['attemptFirstUid', 'attemptLastUid', 'attempts'],
    where: { id: cursorId },
  });
  const count = row?.attempts ?? 0;
  if (row === null || count === 0 || row.attemptFirstUid === null || row.attemptLastUid === null) return null;
  return { first: Number(row.attemptFirstUid), last: Number(row.attemptLastUid), count };
}

/** @param attempt null: nothing is being read */
export async function storeAttempt(
  { knex, table }: Connection,
  cursorId: number,
  attempt: Attempt | null,
): Promise<void> {
  await knex(table(UIDS.folderCursor))
    .where({ id: cursorId })
    .update({
      attempt_first_uid: attempt?.first ?? null,
      attempt_last_uid: attempt?.last ?? null,
      attempts: attempt?.count ?? 0,
    })
    .catch((error: unknown) => Promise.reject(withoutContent(error)));
}
