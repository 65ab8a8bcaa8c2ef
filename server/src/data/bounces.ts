/** Stores that mails we sent were not delivered: on their recipients, on their cases and in the streams of these. */
import type { DeliveryNews, Filed } from '../domain/intake-plan';
import { addressHash } from '../domain/identity';
import { insertRows, updateRows, type NewRow, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

interface DeliveryRow {
  readonly id: number;
  readonly emailId: number;
  readonly hash: string;
  readonly address: string;
}

/** Joins the caller's transaction; the mails that report are stored already. */
export async function storeBounces(
  strapi: Strapi,
  transaction: Transaction,
  filed: readonly Filed[],
  now: Date,
): Promise<void> {
  const news = filed.flatMap(({ email, delivery }) => (delivery === null ? [] : [{ email, delivery }]));
  if (news.length === 0) return;
  const { knex, table } = transaction;
  const rows: readonly DeliveryRow[] = await knex(table(UIDS.delivery))
    .whereIn('email_id', [...new Set(news.map(({ delivery }) => delivery.emailId))])
    .select('id', 'email_id as emailId', 'address_hash as hash', 'address');
  const changes = new Map<
    number,
    { readonly id: number; readonly state: string; readonly response: string; readonly at: Date }
  >();
  for (const { delivery } of news)
    for (const { row, words } of bouncedRows(delivery, rows))
      changes.set(row.id, { id: row.id, state: 'bounced', response: words, at: now });
  await updateRows(transaction, UIDS.delivery, [...changes.values()]);
  const caseIds = [...new Set(news.flatMap(({ delivery }) => delivery.caseId ?? []))];
  if (caseIds.length > 0)
    await knex(table(UIDS.case)).whereIn('id', caseIds).update({ delivery_problem: true });
  await insertRows(
    strapi,
    UIDS.caseEvent,
    news.flatMap(({ email, delivery }): readonly NewRow[] =>
      delivery.caseId === null
        ? []
        : [
            {
              case: delivery.caseId,
              kind: 'bounce',
              email: email.id,
              details: {
                about: delivery.emailId,
                failed: delivery.failed.map(({ address, words, hard }) => ({ address, words, hard })),
              },
              reason: null,
              reasonParams: {},
              at: now,
            },
          ],
    ),
  );
}

/** Recipients by any address the report gives; the only recipient of a mail needs no address (forwards rewrite it). */
function bouncedRows(
  { emailId, failed }: DeliveryNews,
  rows: readonly DeliveryRow[],
): readonly { readonly row: DeliveryRow; readonly words: string }[] {
  const own = rows.filter((row) => row.emailId === emailId);
  return failed.flatMap(({ addressKeys, words }) => {
    const hashes = addressKeys.map(addressHash);
    const row = own.find(({ hash }) => hashes.includes(hash)) ?? (own.length === 1 ? own[0] : undefined);
    return row === undefined ? [] : [{ row, words }];
  });
}
