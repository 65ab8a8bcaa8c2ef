/** Which mailboxes are due to be fetched, and which have been. What a fetch stores of a mailbox is in mailboxes. */
import { readInChunks, rowsOf, type Strapi } from './database';
import { WORKABLE } from './mailboxes';
import { UIDS } from './uids';

/**
 * Mailboxes whose next try is due.
 * @param pollWithPush seconds between two checks of a mailbox whose server tells of new mail by itself
 */
export async function mailboxesDue(
  strapi: Strapi,
  now: Date,
  pollWithPush: number,
): Promise<readonly { readonly id: number; readonly failures: number }[]> {
  const rows = await rowsOf<{ id: number; failures: number | null }>(strapi, UIDS.mailbox).findMany({
    select: ['id', 'failures'],
    where: {
      ...WORKABLE,
      $and: [
        { $or: [{ nextTryAt: { $null: true } }, { nextTryAt: { $lte: now } }] },
        {
          $or: [
            { pushSince: { $null: true } },
            { lastCheckedAt: { $null: true } },
            { lastCheckedAt: { $lte: new Date(now.getTime() - pollWithPush * 1000) } },
          ],
        },
      ],
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, failures }) => ({ id, failures: failures ?? 0 }));
}

/** Those of these mailboxes that have been looked at since, with how often they failed in a row. */
export async function checkedSince(
  strapi: Strapi,
  ids: readonly number[],
  since: Date,
): Promise<readonly { readonly id: number; readonly failures: number }[]> {
  const rows = await readInChunks(ids, (chunk) =>
    rowsOf<{ id: number; failures: number | null }>(strapi, UIDS.mailbox).findMany({
      select: ['id', 'failures'],
      where: { id: { $in: chunk }, lastCheckedAt: { $gte: since } },
    }),
  );
  return rows.map(({ id, failures }) => ({ id, failures: failures ?? 0 }));
}
