/** Runs of actions on many rows, as rows: any process can tell how far one is, or end it. */
import type { Refusal, Task } from '../domain/bulk';
import { inTransaction, insertRows, rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface BulkRunRecord {
  readonly id: number;
  readonly documentId: string;
  readonly subject: 'cases' | 'mails';
  readonly state: 'running' | 'done' | 'cancelled';
  readonly cancelled: boolean;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
  readonly undo: readonly Task<unknown>[];
  readonly seenAt: Date;
}

interface Row extends Omit<BulkRunRecord, 'refusals' | 'undo' | 'seenAt' | 'cancelled'> {
  readonly cancelled: boolean | null;
  readonly refusals: readonly Refusal[] | null;
  readonly undo: readonly Task<unknown>[] | null;
  readonly seenAt: string | null;
}

const fromRow = (row: Row): BulkRunRecord => ({
  ...row,
  cancelled: row.cancelled === true,
  refusals: row.refusals ?? [],
  undo: row.undo ?? [],
  seenAt: toDate(row.seenAt) ?? new Date(0),
});

/** Milliseconds for which a run that has ended is kept. */
const KEPT = 24 * 60 * 60 * 1000;

/** Begins a run; those of the user that nobody asks for any more are removed. @returns its id */
export async function createBulkRun(
  strapi: Strapi,
  run: { readonly userId: number; readonly subject: BulkRunRecord['subject']; readonly total: number },
  now: Date,
): Promise<number> {
  await rowsOf(strapi, UIDS.bulkRun).deleteMany({
    where: { user_id: run.userId, startedAt: { $lt: new Date(now.getTime() - KEPT) } },
  });
  const { userId, subject, total } = run;
  const [id] = await insertRows(strapi, UIDS.bulkRun, [
    { user: userId, subject, total, state: 'running', cancelled: false, startedAt: now, seenAt: now },
  ]);
  return id ?? 0;
}

/** The user's run. */
export async function findBulkRun(
  strapi: Strapi,
  userId: number,
  which: { readonly id: number } | { readonly documentId: string },
): Promise<BulkRunRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.bulkRun).findOne({ where: { ...which, user: userId } });
  return row === null ? null : fromRow(row);
}

/** How far a run is. */
export type BulkProgress = Pick<BulkRunRecord, 'done' | 'changed' | 'unchanged' | 'refusals'>;

/** Stores how far it is. @returns whether it is to go on */
export async function noteBulkProgress(
  strapi: Strapi,
  id: number,
  { done, changed, unchanged, refusals }: BulkProgress,
  now: Date,
): Promise<boolean> {
  const row = await rowsOf<Row>(strapi, UIDS.bulkRun).update({
    where: { id },
    data: { done, changed, unchanged, refusals, seenAt: now },
  });
  return row !== null && row.cancelled !== true;
}

/** @param undo what takes it back */
export async function endBulkRun(
  strapi: Strapi,
  id: number,
  { state, undo }: { readonly state: 'done' | 'cancelled'; readonly undo: readonly Task<unknown>[] },
  now: Date,
): Promise<void> {
  await rowsOf(strapi, UIDS.bulkRun).update({ where: { id }, data: { state, undo, seenAt: now } });
}

export async function cancelBulkRun(strapi: Strapi, id: number): Promise<void> {
  await rowsOf(strapi, UIDS.bulkRun).update({ where: { id }, data: { cancelled: true } });
}

/** Takes what undoes a run, so that nobody takes it twice. */
export async function takeBulkUndo(strapi: Strapi, id: number): Promise<readonly Task<unknown>[]> {
  return inTransaction(strapi, async ({ knex, table }) => {
    await knex(table(UIDS.bulkRun)).where({ id }).forUpdate().select('id');
    const row = await rowsOf<Row>(strapi, UIDS.bulkRun).findOne({ where: { id } });
    await rowsOf(strapi, UIDS.bulkRun).update({ where: { id }, data: { undo: null } });
    return row?.undo ?? [];
  });
}
