/** A webhook as its form holds it, and what the list says of one. Pure: no React, no requests. */
import type { WebhookDetail, WebhookInput } from '../../../../../server/src/api/contracts';
import { DOMAIN_EVENTS, type DomainEventName } from '../../../../../server/src/domain/domain-event';
import type { FieldError } from '../form-errors';

export interface WebhookValues {
  readonly name: string;
  readonly url: string;
  readonly events: readonly DomainEventName[];
  readonly active: boolean;
}

export const FIELD_NAMES: readonly (keyof WebhookValues)[] = ['name', 'url', 'events', 'active'];

export const newWebhookValues = (): WebhookValues => ({
  name: '',
  url: '',
  events: DOMAIN_EVENTS,
  active: true,
});

export const webhookValues = ({ name, url, events, active }: WebhookDetail): WebhookValues => ({
  name,
  url,
  events,
  active,
});

export const toWebhookInput = ({ name, url, events, active }: WebhookValues): WebhookInput => ({
  name: name.trim(),
  url: url.trim(),
  events,
  active,
});

/** Where a name leads, and whether it may, only the server knows. */
export const validateWebhook = ({ name, url, events }: WebhookValues): readonly FieldError[] => [
  ...(name.trim() === '' ? [{ path: 'name', id: 'settings.error.required' } as const] : []),
  ...(/^https?:\/\/[^/]/i.test(url.trim()) ? [] : [{ path: 'url', id: 'webhooks.error.url' } as const]),
  ...(events.length === 0 ? [{ path: 'events', id: 'webhooks.error.events' } as const] : []),
];

/** How a webhook is, in one word. */
export type WebhookState = 'off' | 'secret-lost' | 'failing' | 'well' | 'unused';

export function stateOf({ active, secretSet, lastState }: WebhookDetail): WebhookState {
  if (!secretSet) return 'secret-lost';
  if (!active) return 'off';
  if (lastState === null) return 'unused';
  return lastState === 'delivered' ? 'well' : 'failing';
}
