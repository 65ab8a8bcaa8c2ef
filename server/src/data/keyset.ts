/** Pages by keyset: where the next one begins is said by the last row, so rows that come meanwhile move nothing. */
import type { Knex } from 'knex';

/** The last row of the page before. */
export interface KeysetPlace {
  readonly at: Date;
  readonly id: number;
}

interface Column {
  /** its table's alias in the statement */
  readonly table: string;
  /** raw name of the date */
  readonly column: string;
  /** raw name of what decides between two of one moment; default: `id` */
  readonly id?: string;
}
interface Cut {
  readonly after: KeysetPlace | null;
  readonly limit: number;
}

/**
 * Orders a statement by a date, newest first, and narrows it to one page and one row more, which tells whether there is
 * another page.
 */
export const pageOf = <Query extends Knex.QueryBuilder>(query: Query, column: Column, cut: Cut): Query =>
  cutBy(query, column, cut, { sign: '<', order: 'desc' });

/** The same, oldest first. */
export const pageOfLongest = <Query extends Knex.QueryBuilder>(
  query: Query,
  column: Column,
  cut: Cut,
): Query => cutBy(query, column, cut, { sign: '>', order: 'asc' });

/** Narrows a statement to what comes after a place, newest first. */
export const comingAfter = <Query extends Knex.QueryBuilder>(
  query: Query,
  column: Column,
  after: KeysetPlace | null,
): Query => begin(query, column, after, '<');

/** The place is asked twice: a database can begin in its index at the date alone, not at "one or the other". */
function begin<Query extends Knex.QueryBuilder>(
  query: Query,
  { table, column, id = 'id' }: Column,
  after: KeysetPlace | null,
  sign: '<' | '>',
): Query {
  const at = `${table}.${column}`;
  if (after !== null)
    query
      .andWhere(at, `${sign}=`, after.at)
      .andWhere((either) => either.where(at, sign, after.at).orWhere(`${table}.${id}`, sign, after.id));
  return query;
}

function cutBy<Query extends Knex.QueryBuilder>(
  query: Query,
  column: Column,
  { after, limit }: Cut,
  { sign, order }: { readonly sign: '<' | '>'; readonly order: 'asc' | 'desc' },
): Query {
  begin(query, column, after, sign)
    .orderBy([
      { column: `${column.table}.${column.column}`, order },
      { column: `${column.table}.${column.id ?? 'id'}`, order },
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
