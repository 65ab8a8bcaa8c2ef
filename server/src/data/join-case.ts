/** The case of a row, looked up by its id, however many cases there are. */
import type { Knex } from 'knex';
import { connectionOf, tableOf, type Strapi } from './database';
import { isPostgres } from './dialect';
import { UIDS } from './uids';

/**
 * Joins the case as `matter`. PostgreSQL would read all cases for the few hundred rows of a statement, unless it is told to look up one
 * after the other.
 * @param caseId the column that names it
 */
export function joinCase(
  strapi: Strapi,
  query: Knex.QueryBuilder,
  join: 'left join' | 'inner join',
  caseId: string,
): void {
  const cases = tableOf(strapi, UIDS.case);
  if (isPostgres(connectionOf(strapi).knex))
    query.joinRaw(`${join} lateral (select * from ?? as one where one.id = ?? offset 0) as matter on true`, [
      cases,
      caseId,
    ]);
  else query.joinRaw(`${join} ?? as matter on matter.id = ??`, [cases, caseId]);
}
