/** Removes rows that belong to nothing any more, in slices. What is asked is in an index, so that no table is read as a whole. */
import type { Knex } from 'knex';
import { inTransaction, read, rowsOf, type Strapi, type Transaction } from './database';
import { UIDS, type Uid } from './uids';

/** Rows of one slice: few enough that nobody waits for it. */
const SLICE = 1000;
const DAY = 24 * 60 * 60 * 1000;
/** Days for which an address is remembered that no mail and no case names. */
const FORGOTTEN = 90;
/** Days for which ended imports are listed. */
const IMPORTS = 365;

/** Relations of which a row needs one. */
const OWNERS: readonly (readonly [Uid, readonly string[]])[] = [
  [UIDS.participant, ['email_id']],
  [UIDS.delivery, ['email_id']],
  [UIDS.messageReference, ['email_id']],
  [UIDS.inboxEntry, ['email_id']],
  [UIDS.attachment, ['email_id', 'draft_id', 'case_event_id', 'template_id']],
  [UIDS.caseEvent, ['case_id', 'email_id']],
  [UIDS.tagging, ['email_id', 'case_id']],
  [UIDS.recordLink, ['email_id', 'case_id']],
];

/** Parts of mails and cases that are gone themselves. @returns how many */
export async function removeOrphans(strapi: Strapi): Promise<number> {
  let removed = 0;
  for (const [uid, columns] of OWNERS) {
    for (;;) {
      const rows = await read<{ id: number }[]>(strapi, (knex, table) => {
        const query = knex(table(uid)).limit(SLICE).select('id');
        for (const column of columns) query.whereNull(column);
        return query;
      });
      if (rows.length > 0)
        await inTransaction(strapi, ({ knex, table }) =>
          knex(table(uid))
            .whereIn(
              'id',
              rows.map(({ id }) => id),
            )
            .delete(),
        );
      removed += rows.length;
      if (rows.length < SLICE) break;
    }
  }
  return removed;
}

/**
 * Addresses that no mail and no case names and of which nothing is noted. A walk over all of them by their keys: worthwhile only
 * after mail was deleted.
 * @returns how many
 */
export async function removeUnnamedCorrespondents(strapi: Strapi, now: Date): Promise<number> {
  const before = new Date(now.getTime() - FORGOTTEN * DAY);
  let after = 0;
  let removed = 0;
  for (;;) {
    const slice = await read<{ id: number }[]>(strapi, (knex, table) =>
      knex(table(UIDS.correspondent)).where('id', '>', after).orderBy('id').limit(SLICE).select('id'),
    );
    const last = slice.at(-1);
    if (last === undefined) return removed;
    const range = { after, upTo: last.id };
    removed += await inTransaction(strapi, (transaction) => removeUnnamed(transaction, range, before));
    after = last.id;
  }
}

async function removeUnnamed(
  { knex, table }: Transaction,
  range: { readonly after: number; readonly upTo: number },
  before: Date,
): Promise<number> {
  // Locked before they are looked at: mail that comes in may name one again.
  const query = knex(table(UIDS.correspondent))
    .where('id', '>', range.after)
    .where('id', '<=', range.upTo)
    .where('created_at', '<', before)
    .whereNull('last_automatic_answer_at')
    .forUpdate();
  for (const column of ['blocked', 'suppressed', 'robot', 'remote_images'])
    query.where((mark: Knex.QueryBuilder) => mark.whereNull(column).orWhere(column, false));
  const ids = ((await query.select('id')) as { id: number }[]).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const named: { id: number }[] = await knex(table(UIDS.participant))
    .whereIn('correspondent_id', ids)
    .distinct('correspondent_id as id');
  const asked: { id: number }[] = await knex(table(UIDS.case))
    .whereIn('requester_id', ids)
    .distinct('requester_id as id');
  const kept = new Set([...named, ...asked].map(({ id }) => id));
  const gone = ids.filter((id) => !kept.has(id));
  if (gone.length > 0) await knex(table(UIDS.correspondent)).whereIn('id', gone).delete();
  return gone.length;
}

/** What was begun and ended, or given up: bulk actions, imports, sign-ins. @returns how many */
export async function removeEndedRuns(strapi: Strapi, now: Date): Promise<number> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY);
  const removals = [
    rowsOf(strapi, UIDS.bulkRun).deleteMany({ where: { seenAt: { $lt: daysAgo(1) } } }),
    rowsOf(strapi, UIDS.importRun).deleteMany({ where: { finishedAt: { $lt: daysAgo(IMPORTS) } } }),
    rowsOf(strapi, UIDS.authorizationAttempt).deleteMany({ where: { expiresAt: { $lt: daysAgo(1) } } }),
  ];
  const counts = await Promise.all(removals);
  return counts.reduce((sum, { count }) => sum + count, 0);
}
