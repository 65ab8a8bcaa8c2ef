/** Conditions on what belongs to a row, asked for each row that is looked at and never for all rows at once. */
import type { Knex } from 'knex';
import { connectionOf, type Strapi } from './database';

/**
 * Narrows a statement to rows for which another one, which names a column of theirs, answers something. Not by `exists`: where that is one of
 * several ways to fit, PostgreSQL reads the whole other table into memory first ("hashed SubPlan"), for a page of fifty rows too.
 * @param say makes a statement that selects a column which is never null
 */
export function hasRow(
  strapi: Strapi,
  query: Knex.QueryBuilder,
  say: (rows: Knex.QueryBuilder) => Knex.QueryBuilder,
): void {
  query.whereRaw('? is not null', [say(connectionOf(strapi).knex.queryBuilder()).limit(1)]);
}
