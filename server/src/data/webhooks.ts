/** Rows of webhooks: addresses of apps that are told of what happens. Their secrets are sealed, and opened elsewhere. */
import { DOMAIN_EVENTS, type DomainEventName } from '../domain/domain-event';
import { inTransaction, insertRows, rowsOf, type NewRow, type Strapi } from './database';
import { UIDS } from './uids';

export interface Webhook {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly DomainEventName[];
  readonly active: boolean;
  readonly sealedSecret: string | null;
}

export type WebhookSettings = Pick<Webhook, 'name' | 'url' | 'events' | 'active'>;

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string | null;
  readonly url: string | null;
  readonly events: readonly string[] | null;
  readonly active: boolean | null;
  readonly sealedSecret: string | null;
}

const webhookFromRow = (row: Row): Webhook => ({
  id: row.id,
  documentId: row.documentId,
  name: row.name ?? '',
  url: row.url ?? '',
  events: DOMAIN_EVENTS.filter((name) => row.events?.includes(name) === true),
  active: row.active === true,
  sealedSecret: row.sealedSecret,
});

/** By name. */
export async function findWebhooks(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly Webhook[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.webhook).findMany({
    where,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(webhookFromRow);
}

/** @returns its id; null when there are as many as there may be */
export async function createWebhook(
  strapi: Strapi,
  settings: WebhookSettings,
  sealedSecret: string,
  most: number,
): Promise<number | null> {
  return inTransaction(strapi, async () => {
    if ((await rowsOf<Row>(strapi, UIDS.webhook).count({})) >= most) return null;
    const [id = null] = await insertRows(strapi, UIDS.webhook, [{ ...settings, sealedSecret }]);
    return id;
  });
}

export async function updateWebhook(
  strapi: Strapi,
  id: number,
  change: Partial<WebhookSettings> & { readonly sealedSecret?: string },
): Promise<void> {
  const data: NewRow = { ...change };
  await rowsOf<Row>(strapi, UIDS.webhook).update({ where: { id }, data });
}

/** With its log. */
export async function deleteWebhook(strapi: Strapi, id: number): Promise<void> {
  await inTransaction(strapi, async ({ knex, table }) => {
    await knex(table(UIDS.webhook)).where({ id }).forUpdate().select('id');
    await rowsOf(strapi, UIDS.webhookDelivery).deleteMany({ where: { webhook_id: id } });
    await rowsOf<Row>(strapi, UIDS.webhook).delete({ where: { id } });
  });
}
