/** Which snoozed cases are due. */
import type { Connection } from './database';
import { UIDS } from './uids';

/** Ids of cases whose time has come, those that wait longest first. */
export async function dueSnoozes(
  { knex, table }: Connection,
  now: Date,
  limit: number,
): Promise<readonly number[]> {
  const rows: { id: number }[] = await knex(table(UIDS.case))
    .where({ snoozed: true })
    .andWhere('snoozed_until', '<=', now)
    .orderBy('snoozed_until')
    .limit(limit)
    .select('id');
  return rows.map(({ id }) => id);
}
