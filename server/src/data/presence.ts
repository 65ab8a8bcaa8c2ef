/** Who has a case open, as leases that all processes see. Whom that is told is decided elsewhere. */
import type { Doing, PageOfCase } from '../domain/live/presence';
import { inTransaction, insertMissing, read, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** One page of somebody's browser that shows a case. */
export interface PresentPage {
  readonly userId: number;
  readonly caseId: number;
  readonly page: string;
}

const rowOf = ({ userId, caseId, page }: PresentPage) => ({ user_id: userId, case_id: caseId, page });

/** Says what a page does until this moment. */
export async function renewPresence(
  strapi: Strapi,
  present: PresentPage,
  doing: Doing,
  until: Date,
): Promise<void> {
  const once = ['user_id', 'case_id', 'page'];
  await inTransaction(strapi, async (transaction) => {
    await insertMissing(transaction, UIDS.presence, [{ ...rowOf(present), doing, until }], once);
    await rowsOf(strapi, UIDS.presence).updateMany({ where: rowOf(present), data: { doing, until } });
  });
}

/** The page shows the case no more. */
export async function endPresence(strapi: Strapi, present: PresentPage): Promise<void> {
  await rowsOf(strapi, UIDS.presence).deleteMany({ where: rowOf(present) });
}

/** Forgets leases that ended before this moment. */
export async function forgetPresence(strapi: Strapi, before: Date): Promise<void> {
  await rowsOf(strapi, UIDS.presence).deleteMany({ where: { until: { $lt: before } } });
}

/** Every page that shows a case at this moment. */
export async function presentPages(strapi: Strapi, now: Date): Promise<readonly PageOfCase[]> {
  return read(strapi, (knex, table) =>
    knex(table(UIDS.presence))
      .where('until', '>', now)
      .whereNotNull('case_id')
      .whereNotNull('user_id')
      .select<PageOfCase[]>('case_id as caseId', 'user_id as userId', 'doing'),
  );
}
