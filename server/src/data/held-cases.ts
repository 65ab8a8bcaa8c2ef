/** Cases of which nothing may be deleted. Holding and releasing them is cases/hold-case. */
import type { Knex } from 'knex';
import { read, readInChunks, type Connection, type Strapi } from './database';
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
