/** Which database a connection speaks to, where its words differ. What search wants of each is in search/. */
import type { Knex } from 'knex';

/** Whether it is MySQL or MariaDB. */
export const isMySql = (knex: Knex): boolean => knex.client.dialect === 'mysql';

/** Texts one after another, as an expression of bindings and columns: `||` means "or" on MySQL. */
export const joinedTexts = (knex: Knex, parts: readonly string[]): string =>
  isMySql(knex) ? `concat(${parts.join(', ')})` : parts.join(' || ');

/** Ids of all rows, as one text with commas, in no order. */
export const listedIds = (knex: Knex, column: string): string =>
  knex.client.dialect === 'postgresql' ? `string_agg(${column}::text, ',')` : `group_concat(${column})`;
