/**
 * What webhooks are to be told: written with what it tells of, claimed by who sends it, kept as their log. Nothing here
 * sends anything.
 */
import { randomUUID } from 'node:crypto';
import type { DeliveryVerdict } from '../domain/webhook';
import type { DomainEvent } from '../domain/domain-event';
import { insertRows, read, rowsOf, toDate, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

export interface WebhookDelivery {
  readonly id: number;
  readonly documentId: string;
  readonly eventId: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly responseStatus: number | null;
  readonly problem: string | null;
  readonly durationMs: number | null;
  readonly occurredAt: Date;
  readonly lastAttemptAt: Date | null;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly eventId: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly state: DeliveryState;
  readonly attempts: number | null;
  readonly nextAttemptAt: unknown;
  readonly responseStatus: number | null;
  readonly problem: string | null;
  readonly durationMs: number | null;
  readonly occurredAt: unknown;
  readonly lastAttemptAt: unknown;
}

const deliveryFromRow = (row: Row): WebhookDelivery => ({
  id: row.id,
  documentId: row.documentId,
  eventId: row.eventId,
  event: row.event,
  payload: row.payload ?? {},
  state: row.state,
  attempts: row.attempts ?? 0,
  nextAttemptAt: toDate(row.nextAttemptAt),
  responseStatus: row.responseStatus,
  problem: row.problem,
  durationMs: row.durationMs,
  occurredAt: toDate(row.occurredAt) ?? new Date(0),
  lastAttemptAt: toDate(row.lastAttemptAt),
});

/** An event with the id by which receivers tell a repetition. */
const newEventId = (): string => `evt_${randomUUID()}`;

/**
 * Writes one row for each webhook that wants an event. Joins the caller's transaction, whose end decides about the rows too.
 * Webhooks are read each time: another process may have changed them.
 *
 * @returns how many rows
 */
export async function queueDeliveries(
  strapi: Strapi,
  { knex, table }: Transaction,
  events: readonly DomainEvent[],
  at: Date,
): Promise<number> {
  const query = knex(table(UIDS.webhook)).where({ active: true }).select('id', 'events');
  // Who deletes a webhook meanwhile waits for the rows that point to it; SQLite has one writer anyway.
  const webhooks: { id: number; events: string | readonly string[] | null }[] = await (strapi.db.dialect
    .client === 'postgres'
    ? query.forKeyShare()
    : query);
  if (webhooks.length === 0) return 0;
  const wanting = webhooks.map(({ id, events: names }) => ({ id, names: new Set(namesIn(names)) }));
  const rows = events.flatMap(({ name, payload }) => {
    const eventId = newEventId();
    return wanting
      .filter(({ names }) => names.has(name))
      .map(({ id }) => ({ webhook: id, eventId, event: name, payload, occurredAt: at, nextAttemptAt: at }));
  });
  return (await insertRows(strapi, UIDS.webhookDelivery, rows)).length;
}

/** PostgreSQL reads JSON itself, SQLite has text. */
const namesIn = (stored: string | readonly string[] | null): readonly string[] =>
  typeof stored === 'string' ? (JSON.parse(stored) as readonly string[]) : (stored ?? []);

/** A test, taken by its sender; after `until` whoever sends for the webhook takes it up. @returns its id */
export async function addPing(
  strapi: Strapi,
  webhookId: number,
  ping: {
    readonly event: string;
    readonly payload: object;
    readonly claim: string;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<number> {
  const { event, payload, claim, at, until } = ping;
  const row = { event, payload, claim, occurredAt: at, nextAttemptAt: until };
  const [id = 0] = await insertRows(strapi, UIDS.webhookDelivery, [
    { webhook: webhookId, eventId: newEventId(), ...row },
  ]);
  return id;
}

/** Active webhooks for which something is due. */
export async function webhooksToTell(strapi: Strapi, now: Date): Promise<readonly number[]> {
  const rows: { id: number }[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.webhookDelivery)} as delivery`)
      .join(`${table(UIDS.webhook)} as webhook`, 'webhook.id', 'delivery.webhook_id')
      .where('delivery.state', 'pending')
      .andWhere('delivery.next_attempt_at', '<=', now)
      .andWhere('webhook.active', true)
      .distinct('webhook.id as id'),
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes what is due for one webhook, oldest first, committed before anything is sent. Only the holder of the webhook's lease
 * may call it; a claim of somebody else is then of a process that is gone.
 */
export async function claimDeliveries(
  strapi: Strapi,
  webhookId: number,
  { claim, now, limit }: { readonly claim: string; readonly now: Date; readonly limit: number },
): Promise<readonly WebhookDelivery[]> {
  const due = await rowsOf<Row>(strapi, UIDS.webhookDelivery).findMany({
    where: { webhook: webhookId, state: 'pending', nextAttemptAt: { $lte: now } },
    orderBy: { id: 'asc' },
    limit,
  });
  if (due.length === 0) return [];
  await rowsOf<Row>(strapi, UIDS.webhookDelivery).updateMany({
    where: { id: { $in: due.map(({ id }) => id) }, state: 'pending' },
    data: { claim },
  });
  return due.map(deliveryFromRow);
}

export interface AttemptResult {
  readonly verdict: DeliveryVerdict;
  readonly attempts: number;
  readonly responseStatus: number | null;
  readonly durationMs: number;
  readonly at: Date;
}

/** Stores what came of an attempt, for the claim under which it was made; false when another has taken it meanwhile. */
export async function storeAttemptResult(
  strapi: Strapi,
  id: number,
  claim: string,
  { verdict, at, ...facts }: AttemptResult,
): Promise<boolean> {
  const { count } = await rowsOf<Row>(strapi, UIDS.webhookDelivery).updateMany({
    where: { id, claim, state: 'pending' },
    data: {
      ...facts,
      state: verdict.kind === 'later' ? 'pending' : verdict.kind,
      problem: verdict.kind === 'delivered' ? null : verdict.problem,
      nextAttemptAt: verdict.kind === 'later' ? verdict.nextAttemptAt : null,
      lastAttemptAt: at,
      claim: null,
    },
  });
  return count === 1;
}

/** Makes a delivery due once more, with all its attempts before it and under the same event id. One that is on its way stays so. */
export async function retryDelivery(strapi: Strapi, id: number, now: Date): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.webhookDelivery).updateMany({
    where: { id, $or: [{ state: { $ne: 'pending' } }, { claim: { $null: true } }] },
    data: { state: 'pending', attempts: 0, nextAttemptAt: now, claim: null },
  });
}

/** Whatever of a webhook waits for its next attempt is due now. */
export async function hastenDeliveries(strapi: Strapi, webhookId: number, now: Date): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.webhookDelivery).updateMany({
    where: { webhook_id: webhookId, state: 'pending', claim: { $null: true } },
    data: { nextAttemptAt: now },
  });
}

/** The log of a webhook, newest first. */
export async function findDeliveries(
  strapi: Strapi,
  webhookId: number,
  where: {
    readonly documentId?: string;
    readonly id?: number;
    readonly state?: DeliveryState;
    readonly before?: number;
  },
  limit: number,
): Promise<readonly WebhookDelivery[]> {
  const { before, ...exact } = where;
  // A value that is not given must not be asked for: Strapi would look for rows without one.
  const given = Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined));
  const rows = await rowsOf<Row>(strapi, UIDS.webhookDelivery).findMany({
    where: {
      webhook: webhookId,
      ...given,
      ...(before === undefined ? {} : { $and: [{ id: { $lt: before } }] }),
    },
    orderBy: { id: 'desc' },
    limit,
  });
  return rows.map(deliveryFromRow);
}

/** How deliveries of a webhook stand. */
export interface DeliveryCounts {
  readonly lastState: DeliveryState | null;
  readonly lastAttemptAt: Date | null;
  readonly pending: number;
  readonly failed: number;
}
export const NO_DELIVERIES: DeliveryCounts = { lastState: null, lastAttemptAt: null, pending: 0, failed: 0 };

/** By webhook; those without deliveries are absent. */
export async function countDeliveries(strapi: Strapi): Promise<ReadonlyMap<number, DeliveryCounts>> {
  const rows: { id: number | null; state: DeliveryState; count: number | string; last: unknown }[] =
    await read(strapi, (knex, table) =>
      knex(table(UIDS.webhookDelivery))
        .groupBy('webhook_id', 'state')
        .select('webhook_id as id', 'state')
        .count('* as count')
        .max('last_attempt_at as last'),
    );
  const counts = new Map<number, DeliveryCounts>();
  for (const { id, state, count, last } of rows) {
    if (id === null) continue;
    const before = counts.get(id) ?? NO_DELIVERIES;
    const at = toDate(last);
    const newer = at !== null && (before.lastAttemptAt === null || at > before.lastAttemptAt);
    counts.set(id, {
      ...before,
      ...(newer ? { lastState: state, lastAttemptAt: at } : {}),
      ...(state === 'delivered' ? {} : { [state]: Number(count) }),
    });
  }
  return counts;
}

/** Removes what happened before this moment, whatever became of it, and what is left of deleted webhooks. @returns how many */
export async function deleteOldDeliveries(strapi: Strapi, before: Date): Promise<number> {
  const { count } = await rowsOf<Row>(strapi, UIDS.webhookDelivery).deleteMany({
    where: { $or: [{ occurredAt: { $lt: before } }, { webhook_id: { $null: true } }] },
  });
  return count;
}
