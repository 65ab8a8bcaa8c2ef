/** How many of a team's open cases are one user's: only that user's open cases are looked at, which are few. */
import type { Knex } from 'knex';
import type { RowScope } from '../domain/row-scope';
import { awake, within } from './case-lists';
import { read, type Strapi } from './database';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

/** Open cases of the user that are not snoozed, within the scope, by team id. */
export async function countOwnByTeam(
  strapi: Strapi,
  userId: number,
  scope: RowScope,
): Promise<ReadonlyMap<number, number>> {
  const rows: { team_id: number; total: number | string }[] = await read(strapi, (knex, table) => {
    const query: Knex.QueryBuilder = knex(`${table(UIDS.case)} as matter`)
      .where({ 'matter.assignee_id': userId, 'matter.open': true })
      .join(`${caseTeamsTable(strapi)} as link`, 'link.case_id', 'matter.id');
    awake(query);
    within(strapi, query, scope);
    return query.groupBy('link.team_id').select('link.team_id', knex.raw('count(*) as total'));
  });
  return new Map(rows.map((row) => [row.team_id, Number(row.total)]));
}
