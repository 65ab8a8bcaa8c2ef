/** Pages by keyset: where the next one begins is said by the last row, so rows that come meanwhile move nothing. */
import type { Knex } from 'knex';

/** The last row of the page before. */
export interface KeysetPlace {
  readonly at: Date;
  readonly id: number;
}

/**
 * Orders a statement by a date, newest first, and narrows it to one page and one row more, which tells whether there is
 * another page.
 * @param table its alias in the statement
 * @param column the date's raw name
 */
export function pageOf<Query extends Knex.QueryBuilder>(
  query: Query,
  { table, column }: { readonly table: string; readonly column: string },
  { after, limit }: { readonly after: KeysetPlace | null; readonly limit: number },
): Query {
  if (after !== null)
    query.andWhere((either) =>
      either
        .where(`${table}.${column}`, '<', after.at)
        .orWhere((same) => same.where(`${table}.${column}`, after.at).andWhere(`${table}.id`, '<', after.id)),
    );
  query
    .orderBy([
      { column: `${table}.${column}`, order: 'desc' },
      { column: `${table}.id`, order: 'desc' },
    ])
    .limit(limit + 1);
  return query;
}

/**
 * Of rows read with `pageOf`, those that are shown; where the next page begins, null when there is none.
 * @param placeOf the place of the last row that is shown
 */
export function cutPage<Row, Place>(
  rows: readonly Row[],
  limit: number,
  placeOf: (last: Row) => Place,
): { readonly shown: readonly Row[]; readonly next: Place | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}
