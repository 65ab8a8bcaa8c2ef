/** Webhooks and their log, as the panel sees them. */
import type { DomainEventName } from '../../domain/domain-event';
import type { Timestamp } from './common';

export type { DomainEventName };

/** GET, POST /mailroom/webhooks; GET, PUT, DELETE /mailroom/webhooks/:id */
export interface WebhookDetail {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly DomainEventName[];
  readonly active: boolean;
  readonly secretSet: boolean;
  /** of its last deliveries; null: there were none */
  readonly lastState: WebhookDeliveryState | null;
  readonly lastAttemptAt: Timestamp | null;
  readonly pending: number;
  readonly failed: number;
}
export interface WebhookInput {
  readonly name: string;
  readonly url: string;
  readonly events: readonly DomainEventName[];
  readonly active: boolean;
}
/** What POST /mailroom/webhooks and POST /mailroom/webhooks/:id/secret answer: the only time the secret is shown. */
export interface WebhookWithSecret extends WebhookDetail {
  readonly secret: string;
}

export type WebhookDeliveryState = 'pending' | 'delivered' | 'failed';

/** GET /mailroom/webhooks/:id/deliveries?state=&cursor=&limit= ; POST /mailroom/webhooks/:id/deliveries/:delivery/retry */
export interface WebhookDeliveryView {
  readonly id: string;
  readonly eventId: string;
  readonly event: DomainEventName | 'mailroom.ping';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: WebhookDeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Timestamp | null;
  readonly responseStatus: number | null;
  readonly problem: string | null;
  readonly durationMs: number | null;
  readonly occurredAt: Timestamp;
  readonly lastAttemptAt: Timestamp | null;
}
