/** Who is mentioned in which case, as rows. The notes themselves are case-events; who is told is notifications. */
import type { RowScope } from '../domain/row-scope';
import { within } from './case-lists';
import { insertRows, read, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** Joins the caller's transaction. */
export async function addMentions(
  strapi: Strapi,
  { caseId, eventId, at }: { readonly caseId: number; readonly eventId: number; readonly at: Date },
  userIds: readonly number[],
): Promise<void> {
  await insertRows(
    strapi,
    UIDS.mention,
    userIds.map((user) => ({ user, case: caseId, event: eventId, seen: false, at })),
  );
}

/** The user has looked at the case. */
export async function markMentionsSeen(strapi: Strapi, userId: number, caseId: number): Promise<void> {
  await rowsOf(strapi, UIDS.mention).updateMany({
    where: { user_id: userId, case_id: caseId, seen: false },
    data: { seen: true },
  });
}

/** Cases within the scope that mention the user and were not looked at since. */
export async function countUnseenMentions(strapi: Strapi, userId: number, scope: RowScope): Promise<number> {
  const [row]: { total?: number | string }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.mention)} as mention`)
      .join(`${table(UIDS.case)} as matter`, 'matter.id', 'mention.case_id')
      .where({ 'mention.user_id': userId, 'mention.seen': false })
      .countDistinct({ total: 'mention.case_id' });
    within(strapi, query, scope);
    return query;
  });
  return Number(row?.total ?? 0);
}
