/** Stores that mails we sent were not delivered: on their recipients, on their cases and in the streams of these. */
import type { DeliveryNews, Filed, RecipientNews } from '../domain/intake-plan';
import { addressKey } from '../domain/addresses';
import { addressHash } from '../domain/identity';
import {
  chunksOf,
  insertRows,
  readInChunks,
  updateRows,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

interface DeliveryRow {
  readonly id: number;
  readonly emailId: number;
  readonly hash: string;
  readonly state: string;
}

/** A report that is filed, with what it says. */
interface Reported {
  readonly email: Filed['email'];
  readonly delivery: DeliveryNews;
}

interface RowNews {
  readonly row: DeliveryRow;
  readonly news: RecipientNews;
}

/** A mail that we sent, and how many of its recipients are now known not to have it. */
export interface NewFailure {
  readonly emailId: number;
  readonly recipients: number;
}

/**
 * Joins the caller's transaction; the mails that report are stored already.
 * @returns what nobody has reported before
 */
export async function storeBounces(
  strapi: Strapi,
  transaction: Transaction,
  filed: readonly Filed[],
  now: Date,
): Promise<readonly NewFailure[]> {
  const reports = filed.flatMap(({ email, delivery }) => (delivery === null ? [] : [{ email, delivery }]));
  if (reports.length === 0) return [];
  const emailIds = [...new Set(reports.map(({ delivery }) => delivery.emailId))];
  const { knex, table } = transaction;
  const rows = await readInChunks<number, DeliveryRow>(emailIds, (chunk) =>
    knex(table(UIDS.delivery))
      .whereIn('email_id', chunk)
      .select('id', 'email_id as emailId', 'address_hash as hash', 'state'),
  );
  const failed = reports.flatMap(({ delivery }) => rowsOfNews(delivery, delivery.failed, rows));
  const delayed = reports.flatMap(({ delivery }) => rowsOfNews(delivery, delivery.delayed, rows));
  await storeStates(transaction, { failed, delayed }, now);
  await suppress(transaction, failed);
  await markCases(
    strapi,
    transaction,
    reports.filter(({ delivery }) => delivery.failed.length > 0),
    now,
  );
  return newFailures(reports, rows);
}

/** Failures that nobody has reported before; servers may report one twice. */
function newFailures(reports: readonly Reported[], rows: readonly DeliveryRow[]): readonly NewFailure[] {
  const known = new Set(rows.filter(({ state }) => state === 'bounced').map(({ id }) => id));
  return reports.flatMap(({ delivery }): readonly NewFailure[] => {
    const matched = rowsOfNews(delivery, delivery.failed, rows);
    const fresh = new Set(matched.map(({ row }) => row.id).filter((id) => !known.has(id)));
    for (const id of fresh) known.add(id);
    const recipients = fresh.size + delivery.failed.length - matched.length;
    return recipients === 0 ? [] : [{ emailId: delivery.emailId, recipients }];
  });
}

/** A failure is final. A delay is noted where the recipient's own server has the mail, and changes no state (the queue's). */
async function storeStates(
  transaction: Transaction,
  { failed, delayed }: { readonly failed: readonly RowNews[]; readonly delayed: readonly RowNews[] },
  now: Date,
): Promise<void> {
  const changes = new Map<number, { id: number; state: string; response: string; at: Date }>();
  for (const { row, news } of delayed)
    if (row.state === 'accepted')
      changes.set(row.id, { id: row.id, state: row.state, response: news.words, at: now });
  for (const { row, news } of failed)
    changes.set(row.id, { id: row.id, state: 'bounced', response: news.words, at: now });
  await updateRows(transaction, UIDS.delivery, [...changes.values()]);
}

/** Marks addresses that are dead, so that no automatic mail goes there. Only those to which the reported mail was sent. */
async function suppress(transaction: Transaction, failed: readonly RowNews[]): Promise<void> {
  const { knex, table } = transaction;
  const words = new Map(
    failed.flatMap(({ row, news }) => (news.hard === true ? [[row.hash, news.words] as const] : [])),
  );
  const known = await readInChunks<string, { readonly id: number; readonly hash: string }>(
    [...words.keys()],
    (chunk) =>
      knex(table(UIDS.correspondent))
        .whereIn('address_hash', chunk)
        .orderBy('id')
        .select('id', 'address_hash as hash'),
  );
  await updateRows(
    transaction,
    UIDS.correspondent,
    known.map(({ id, hash }) => ({ id, suppressed: true, suppressed_reason: words.get(hash) ?? '' })),
  );
}

/** Marks the cases and writes it into their streams. */
async function markCases(
  strapi: Strapi,
  { knex, table }: Transaction,
  reports: readonly Reported[],
  now: Date,
): Promise<void> {
  const caseIds = [...new Set(reports.flatMap(({ delivery }) => delivery.caseId ?? []))];
  if (caseIds.length > 0)
    await knex(table(UIDS.case)).whereIn('id', caseIds).update({ delivery_problem: true });
  await insertRows(
    strapi,
    UIDS.caseEvent,
    reports.flatMap(({ email, delivery }): readonly NewRow[] =>
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
function rowsOfNews(
  { emailId }: DeliveryNews,
  recipients: readonly RecipientNews[],
  rows: readonly DeliveryRow[],
): readonly RowNews[] {
  const own = rows.filter((row) => row.emailId === emailId);
  return recipients.flatMap((news) => {
    const hashes = news.addressKeys.map(addressHash);
    const row = own.find(({ hash }) => hashes.includes(hash)) ?? (own.length === 1 ? own[0] : undefined);
    return row === undefined ? [] : [{ row, news }];
  });
}

/** Who writes is not dead: marks of earlier failures are taken off the senders. Joins the caller's transaction. */
export async function forgetFailures(
  { knex, table }: Transaction,
  senders: readonly string[],
): Promise<void> {
  const hashes = [...new Set(senders.map(addressKey))].filter((key) => key !== '').map(addressHash);
  for (const chunk of chunksOf(hashes))
    await knex(table(UIDS.correspondent))
      .whereIn('address_hash', chunk)
      .andWhere({ suppressed: true })
      .update({ suppressed: false, suppressed_reason: null });
}
