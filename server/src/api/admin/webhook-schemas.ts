/** What the panel may send about webhooks, as zod schemas. */
import { z } from '@strapi/utils';
import { DOMAIN_EVENTS } from '../../domain/domain-event';
import { WEBHOOK_LIMITS } from '../../domain/webhook';

const WEB_ADDRESS = 'Enter a whole address, as https://example.com/mailroom.';

/** A password in an address would stand in logs and in the panel. */
const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
};

export const webhook = z.strictObject({
  name: z.string().trim().min(1, 'Enter a name.').max(WEBHOOK_LIMITS.name),
  url: z.string().trim().max(WEBHOOK_LIMITS.url).refine(isWebAddress, WEB_ADDRESS),
  events: z
    .array(z.enum(DOMAIN_EVENTS))
    .min(1, 'Choose at least one event.')
    .max(DOMAIN_EVENTS.length)
    .transform((names) => DOMAIN_EVENTS.filter((name) => names.includes(name))),
  active: z.boolean(),
});

export const deliveryPage = z.strictObject({
  state: z.enum(['pending', 'delivered', 'failed']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
