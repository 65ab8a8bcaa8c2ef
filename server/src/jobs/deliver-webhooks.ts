/**
 * The `webhooks` task: every webhook with something due has a run under a lease of its own, so that nothing is sent by two
 * processes at once and a dead address holds up nobody else.
 */
import { randomUUID } from 'node:crypto';
import { recordChange } from '../access/audit';
import { inTransaction, type Strapi } from '../data/database';
import {
  claimDeliveries,
  storeAttemptResult,
  webhooksToTell,
  type WebhookDelivery,
} from '../data/webhook-deliveries';
import { findWebhooks, updateWebhook, type Webhook } from '../data/webhooks';
import { verdictOf, type DeliveryAnswer, type DeliveryVerdict } from '../domain/webhook';
import { openSecret } from '../mailboxes/credentials';
import { postToWebhook } from '../platform/webhook-request';
import type { Runtime } from '../runtime';

/** Requests to one webhook at the same time. */
const AT_ONCE = 5;

// A type, since a run's result is a record of numbers.
export type DeliveryTotals = {
  readonly delivered: number;
  readonly postponed: number;
  readonly failed: number;
};

/** Webhooks for which more came while they were told. */
const again = new WeakMap<Runtime, Set<number>>();

/** Sends what is due. Runs of webhooks that are being told already are passed by; they take up what is new themselves. */
export async function deliverWebhooks(strapi: Strapi, runtime: Runtime): Promise<DeliveryTotals> {
  const ids = await webhooksToTell(strapi, new Date());
  const totals = await Promise.all(ids.map((id) => tellWebhook(strapi, runtime, id)));
  return totals.reduce(sum, NOTHING);
}

/** Sends soon, without anybody waiting for it; the clock sends what this misses. */
export function kickWebhooks(strapi: Strapi, runtime: Runtime): void {
  deliverWebhooks(strapi, runtime).catch((error: unknown) =>
    strapi.log.error(`[mailroom] webhooks: ${error instanceof Error ? error.name : 'failed'}`),
  );
}

const NOTHING: DeliveryTotals = { delivered: 0, postponed: 0, failed: 0 };

const sum = (one: DeliveryTotals, other: DeliveryTotals): DeliveryTotals => ({
  delivered: one.delivered + other.delivered,
  postponed: one.postponed + other.postponed,
  failed: one.failed + other.failed,
});

async function tellWebhook(strapi: Strapi, runtime: Runtime, id: number): Promise<DeliveryTotals> {
  const more = again.get(runtime) ?? new Set();
  again.set(runtime, more);
  let totals = NOTHING;
  do {
    more.delete(id);
    const run = await runtime.jobs.run(`webhook:${id}`, ({ signal }) => tellUnderLease(strapi, id, signal));
    if (run.kind === 'done') totals = sum(totals, run.value);
    else {
      if (run.why === 'running') more.add(id);
      return totals;
    }
  } while (more.has(id));
  return totals;
}

async function tellUnderLease(strapi: Strapi, id: number, signal: AbortSignal): Promise<DeliveryTotals> {
  let totals = NOTHING;
  while (!signal.aborted) {
    // As it is now: somebody may have changed its address, or switched it off.
    const [webhook] = await findWebhooks(strapi, { id, active: true });
    if (webhook === undefined) break;
    const claim = randomUUID();
    const due = await claimDeliveries(strapi, id, { claim, now: new Date(), limit: AT_ONCE });
    const verdicts = await Promise.all(
      due.map((delivery) => attempt(strapi, webhook, { delivery, claim, signal })),
    );
    for (const verdict of verdicts) totals = sum(totals, countOf(verdict));
    // A receiver in trouble is left alone until the clock comes round, instead of hearing of everything that waits for it.
    if (due.length < AT_ONCE || verdicts.some((verdict) => verdict?.kind !== 'delivered')) break;
  }
  return totals;
}

const countOf = (verdict: DeliveryVerdict | null): DeliveryTotals => ({
  delivered: verdict?.kind === 'delivered' ? 1 : 0,
  postponed: verdict?.kind === 'later' ? 1 : 0,
  failed: verdict?.kind === 'failed' ? 1 : 0,
});

export interface Attempt {
  readonly delivery: WebhookDelivery;
  /** under which it was taken */
  readonly claim: string;
  readonly signal: AbortSignal;
}

/**
 * Sends one delivery and stores what came of it.
 * @param isLast whether it is given up when it fails
 * @returns null when Strapi stopped meanwhile: then it is due still
 */
export async function attempt(
  strapi: Strapi,
  webhook: Webhook,
  { delivery, claim, signal }: Attempt,
  isLast = false,
): Promise<DeliveryVerdict | null> {
  const startedAt = new Date();
  const answer = await answerOf(strapi, webhook, delivery, signal);
  if (answer === null) return null;
  const at = new Date();
  const attempts = delivery.attempts + 1;
  const judged = verdictOf(answer, { attempts, now: at, chance: Math.random() });
  const verdict: DeliveryVerdict =
    isLast && judged.kind === 'later' ? { kind: 'failed', gone: false, problem: judged.problem } : judged;
  await storeAttemptResult(strapi, delivery.id, claim, {
    verdict,
    attempts,
    responseStatus: answer.kind === 'answered' ? answer.status : null,
    durationMs: at.getTime() - startedAt.getTime(),
    at: startedAt,
  });
  if (verdict.kind === 'failed' && verdict.gone) await switchOff(strapi, webhook);
  return verdict;
}

/** The receiver has said that it is gone; whoever looks into the audit trail later wants to know. */
async function switchOff(strapi: Strapi, { id, documentId, name, active }: Webhook): Promise<void> {
  await inTransaction(strapi, async () => {
    await updateWebhook(strapi, id, { active: false });
    await recordChange(strapi, {
      subject: 'webhook',
      id: documentId,
      name,
      before: { active },
      after: { active: false },
      actor: { kind: 'system' },
    });
  });
}

async function answerOf(
  strapi: Strapi,
  { url, sealedSecret }: Webhook,
  { eventId, event, payload, occurredAt }: WebhookDelivery,
  signal: AbortSignal,
): Promise<DeliveryAnswer | null> {
  const secret = secretOf(strapi, sealedSecret);
  // Unsigned it would be of no use to a receiver that checks, and a danger to one that does not.
  if (secret === null) return { kind: 'unanswered', problem: SECRET_LOST };
  const message = { id: eventId, event, createdAt: occurredAt, data: payload };
  try {
    return await postToWebhook(strapi, { url, secret }, message, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

const SECRET_LOST =
  'The secret can no longer be read, because the encryption key has changed. Renew the secret and give the new one to the receiver.';

/** The secret with which deliveries are signed; null when it cannot be read any more. */
export function secretOf(strapi: Strapi, sealedSecret: string | null): string | null {
  try {
    return openSecret(strapi, sealedSecret);
  } catch {
    return null;
  }
}
