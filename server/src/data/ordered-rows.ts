/** Rows that people put into an order by hand, which a column `order` keeps. */
import { inTransaction, rowsOf, updateRows, type Strapi } from './database';
import type { UIDS } from './uids';

type OrderedUid = (typeof UIDS)['folder' | 'savedView'];

/** The place after all others. */
export async function nextPlace(strapi: Strapi, uid: OrderedUid): Promise<number> {
  const [last] = await rowsOf<{ readonly order: number | null }>(strapi, uid).findMany({
    select: ['order'],
    orderBy: { order: 'desc' },
    limit: 1,
  });
  return (last?.order ?? 0) + 1;
}

/** Puts rows into this order, in the places that they take up together. */
export async function orderRows(
  strapi: Strapi,
  uid: OrderedUid,
  rows: readonly { readonly id: number; readonly order: number }[],
): Promise<void> {
  const first = Math.min(...rows.map(({ order }) => order));
  await inTransaction(strapi, (transaction) =>
    // Two that were made at one moment may share a place.
    updateRows(
      transaction,
      uid,
      rows.map(({ id }, position) => ({ id, order: first + position })),
    ),
  );
}
