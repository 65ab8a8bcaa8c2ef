/** Webhooks over HTTP: their settings, their secrets, a test, and the log with what can be tried again. */
import { randomUUID } from 'node:crypto';
import { errors } from '@strapi/utils';
import { inTransaction, type Strapi } from '../../../data/database';
import {
  addPing,
  countDeliveries,
  findDeliveries,
  hastenDeliveries,
  NO_DELIVERIES,
  retryDelivery,
  type DeliveryCounts,
  type WebhookDelivery,
} from '../../../data/webhook-deliveries';
import {
  createWebhook,
  deleteWebhook,
  findWebhooks,
  updateWebhook,
  type Webhook,
  type WebhookSettings,
} from '../../../data/webhooks';
import { PING, WEBHOOK_LIMITS } from '../../../domain/webhook';
import { attempt, kickWebhooks, secretOf } from '../../../jobs/deliver-webhooks';
import { EncryptionKeyMissing, sealSecret } from '../../../mailboxes/credentials';
import { checkedUrl, HostNotAllowed } from '../../../platform/allowed-hosts/check';
import { connectionPolicyOf } from '../../../platform/allowed-hosts/settings';
import { newWebhookSecret } from '../../../platform/webhook-request';
import { runtimeOf } from '../../../runtime';
import type { Page, Single, WebhookDeliveryView, WebhookDetail, WebhookWithSecret } from '../../contracts';
import { recordWebhook } from '../../audit/settings';
import { Conflict, decodeCursor, encodeCursor, fieldErrors, found, parse, withViewer } from '../../http';
import * as schemas from '../webhook-schemas';

/** Milliseconds after which a test whose sender is gone is sent by the clock. */
const PING_PATIENCE = 60_000;

export default ({ strapi }: { strapi: Strapi }) => {
  const one = async (documentId: string | undefined): Promise<Webhook> =>
    found((await findWebhooks(strapi, { documentId }))[0]);
  const detailOf = async (id: number): Promise<WebhookDetail> => {
    const webhook = found((await findWebhooks(strapi, { id }))[0]);
    return detail(strapi, webhook, (await countDeliveries(strapi)).get(id));
  };

  return {
    list: withViewer(strapi, async (): Promise<{ data: readonly WebhookDetail[] }> => {
      const [webhooks, counts] = await Promise.all([findWebhooks(strapi), countDeliveries(strapi)]);
      return { data: webhooks.map((webhook) => detail(strapi, webhook, counts.get(webhook.id))) };
    }),

    read: withViewer(strapi, async ({ params }): Promise<Single<WebhookDetail>> => ({
      data: await detailOf((await one(params.id)).id),
    })),

    create: withViewer(strapi, async (context): Promise<Single<WebhookWithSecret>> => {
      const settings = await settingsFrom(strapi, context.request.body);
      const { secret, sealed } = newSecret(strapi);
      const id = await inTransaction(strapi, async () => {
        const created = await createWebhook(strapi, settings, sealed, WEBHOOK_LIMITS.webhooks);
        await recordWebhook(strapi, null, created);
        return created;
      });
      if (id === null)
        throw new Conflict(
          `There are ${WEBHOOK_LIMITS.webhooks} webhooks already. Delete one that is not needed any more.`,
        );
      context.status = 201;
      return { data: { ...(await detailOf(id)), secret } };
    }),

    update: withViewer(strapi, async ({ params, request }): Promise<Single<WebhookDetail>> => {
      const before = await one(params.id);
      const settings = await settingsFrom(strapi, request.body);
      await inTransaction(strapi, async () => {
        await updateWebhook(strapi, before.id, settings);
        await recordWebhook(strapi, before, before.id);
      });
      // Another address may take what the old one did not; what waited while it was off is sent now.
      if (settings.active && (settings.url !== before.url || !before.active)) await resume(strapi, before.id);
      return { data: await detailOf(before.id) };
    }),

    delete: withViewer(strapi, async ({ params }): Promise<Single<{ readonly id: string }>> => {
      const webhook = await one(params.id);
      await inTransaction(strapi, async () => {
        await deleteWebhook(strapi, webhook.id);
        await recordWebhook(strapi, webhook, null);
      });
      return { data: { id: webhook.documentId } };
    }),

    renewSecret: withViewer(strapi, async ({ params }): Promise<Single<WebhookWithSecret>> => {
      const webhook = await one(params.id);
      const { id } = webhook;
      const { secret, sealed } = newSecret(strapi);
      await inTransaction(strapi, async () => {
        await updateWebhook(strapi, id, { sealedSecret: sealed });
        await recordWebhook(strapi, webhook, id);
      });
      await resume(strapi, id);
      return { data: { ...(await detailOf(id)), secret } };
    }),

    test: withViewer(strapi, async ({ params }): Promise<Single<WebhookDeliveryView>> => {
      const webhook = await one(params.id);
      const at = new Date();
      const claim = randomUUID();
      const id = await addPing(strapi, webhook.id, {
        event: PING,
        payload: { webhook: webhook.documentId },
        claim,
        at,
        until: new Date(at.getTime() + PING_PATIENCE),
      });
      const delivery = found((await findDeliveries(strapi, webhook.id, { id }, 1))[0]);
      await attempt(strapi, webhook, { delivery, claim, signal: new AbortController().signal }, true);
      return { data: deliveryView(found((await findDeliveries(strapi, webhook.id, { id }, 1))[0])) };
    }),

    deliveries: withViewer(strapi, async ({ params, query }): Promise<Page<WebhookDeliveryView>> => {
      const { state, cursor, limit } = parse(schemas.deliveryPage, query);
      const { id } = await one(params.id);
      const before = decodeCursor(cursor)?.id;
      const rows = await findDeliveries(strapi, id, { state, before }, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      return {
        items: shown.map(deliveryView),
        nextCursor: more ? encodeCursor(last.occurredAt, last.id) : null,
      };
    }),

    retry: withViewer(strapi, async ({ params }): Promise<Single<WebhookDeliveryView>> => {
      const webhook = await one(params.id);
      const where = { documentId: params.delivery ?? '' };
      const delivery = found((await findDeliveries(strapi, webhook.id, where, 1))[0]);
      if (!webhook.active) throw new Conflict('This webhook is switched off. Switch it on, then try again.');
      await retryDelivery(strapi, delivery.id, new Date());
      kickWebhooks(strapi, runtimeOf(strapi));
      return { data: deliveryView(found((await findDeliveries(strapi, webhook.id, where, 1))[0])) };
    }),
  };
};

async function resume(strapi: Strapi, id: number): Promise<void> {
  await hastenDeliveries(strapi, id, new Date());
  kickWebhooks(strapi, runtimeOf(strapi));
}

/** @throws ValidationError for an address that may not be called; one that cannot be looked up now may be there later */
async function settingsFrom(strapi: Strapi, body: unknown): Promise<WebhookSettings> {
  const settings = parse(schemas.webhook, body);
  try {
    await checkedUrl(await connectionPolicyOf(strapi), settings.url);
  } catch (error) {
    if (error instanceof HostNotAllowed)
      throw fieldErrors([
        {
          path: ['url'],
          message:
            'Mailroom may not connect to this address. Only public addresses over https are allowed, unless who runs the server allows others.',
        },
      ]);
  }
  return settings;
}

/** @throws ApplicationError when there is no key to seal it with */
function newSecret(strapi: Strapi): { readonly secret: string; readonly sealed: string } {
  const secret = newWebhookSecret();
  try {
    return { secret, sealed: sealSecret(strapi, secret) };
  } catch (error) {
    if (error instanceof EncryptionKeyMissing) throw new errors.ApplicationError(error.message);
    throw error;
  }
}

const detail = (
  strapi: Strapi,
  { documentId, name, url, events, active, sealedSecret }: Webhook,
  { lastState, lastAttemptAt, pending, failed }: DeliveryCounts = NO_DELIVERIES,
): WebhookDetail => ({
  id: documentId,
  name,
  url,
  events,
  active,
  secretSet: secretOf(strapi, sealedSecret) !== null,
  lastState,
  lastAttemptAt: lastAttemptAt?.toISOString() ?? null,
  pending,
  failed,
});

const deliveryView = ({ documentId, event, ...delivery }: WebhookDelivery): WebhookDeliveryView => ({
  id: documentId,
  eventId: delivery.eventId,
  event: event as WebhookDeliveryView['event'],
  payload: delivery.payload,
  state: delivery.state,
  attempts: delivery.attempts,
  nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
  responseStatus: delivery.responseStatus,
  problem: delivery.problem,
  durationMs: delivery.durationMs,
  occurredAt: delivery.occurredAt.toISOString(),
  lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
});
