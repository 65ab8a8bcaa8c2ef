/** Which database a connection speaks to, where its words differ. What search wants of each is in search/. */
import type { Knex } from 'knex';

/** Whether it is MySQL or MariaDB. */
export const isMySql = (knex: Knex): boolean => knex.client.dialect === 'mysql';

export const isPostgres = (knex: Knex): boolean => knex.client.dialect === 'postgresql';

/**
 * Narrows a statement to rows with one of these ids, however many: on PostgreSQL they are one parameter, where a thousand take longer to
 * write, read and plan than the rows to find.
 */
export function withIds(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  ids: readonly number[],
): Knex.QueryBuilder {
  return isPostgres(knex)
    ? query.whereRaw('?? = any(?)', [column, [...ids]])
    : query.whereIn(column, [...ids]);
}

/** Texts one after another, as an expression of bindings and columns: `||` means "or" on MySQL. */
export const joinedTexts = (knex: Knex, parts: readonly string[]): string =>
  isMySql(knex) ? `concat(${parts.join(', ')})` : parts.join(' || ');

/** Ids of all rows, as one text with commas, in no order. */
export const listedIds = (knex: Knex, column: string): string =>
  isPostgres(knex) ? `string_agg(${column}::text, ',')` : `group_concat(${column})`;
