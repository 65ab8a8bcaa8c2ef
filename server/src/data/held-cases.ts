/** Cases of which nothing may be deleted. Holding and releasing them is cases/hold-case. */
import type { Knex } from 'knex';
import { read, readInChunks, type Connection, type Strapi, type Transaction } from './database';
import { lockCases } from './intake-reads';
import { UIDS } from './uids';

/** Narrows a query whose cases are named `matter` to those that are not held. Cases from before there were holds say nothing of it. */
export const unheldOnly = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.where((free) => free.whereNull('matter.held').orWhere('matter.held', false));

/** Which of these cases are held. Joins the caller's transaction. */
export async function heldAmong(
  { knex, table }: Connection,
  caseIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await readInChunks<number, { id: number }>([...new Set(caseIds)], (chunk) =>
    knex(table(UIDS.case)).whereIn('id', chunk).where({ held: true }).select('id'),
  );
  return rows.map(({ id }) => id);
}

/**
 * Those of these mails whose cases are not held. Until the caller's transaction ends nobody holds one of these cases: whoever wants to
 * stands in line.
 */
export async function lockUnheldMails(
  transaction: Transaction,
  emailIds: readonly number[],
): Promise<readonly number[]> {
  const { knex, table } = transaction;
  for (const locked = new Set<number>(); ;) {
    const mails = await readInChunks<number, { id: number; case_id: number | null }>(emailIds, (chunk) =>
      knex(table(UIDS.email)).whereIn('id', chunk).orderBy('id').select('id', 'case_id'),
    );
    const caseIds = mails.flatMap(({ case_id: id }) => id ?? []);
    if (caseIds.every((id) => locked.has(id))) {
      const held = new Set(await heldAmong(transaction, caseIds));
      return mails.flatMap(({ id, case_id: of }) => (of !== null && held.has(of) ? [] : [id]));
    }
    // Somebody may have moved one of them into another case while these were waited for.
    await lockCases(transaction, caseIds);
    for (const id of caseIds) locked.add(id);
  }
}

/** All held cases: few, since somebody has marked each. */
export async function heldCaseIds(strapi: Strapi): Promise<readonly number[]> {
  const rows: { id: number }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.case)).where({ held: true }).select('id'),
  );
  return rows.map(({ id }) => id);
}

/** Numbers of those of these cases that are held, in their order. */
export async function heldNumbers(strapi: Strapi, caseIds: readonly number[]): Promise<readonly number[]> {
  const rows = await readInChunks<number, { number: number }>([...new Set(caseIds)], (chunk) =>
    read<{ number: number }[]>(strapi, (knex, table) =>
      knex(table(UIDS.case)).whereIn('id', chunk).where({ held: true }).select('number'),
    ),
  );
  return rows.map(({ number }) => number).sort((left, right) => left - right);
}
