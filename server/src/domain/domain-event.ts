/**
 * What apps are told of: ids and scalars, no bodies, no addresses of customers. Emitted on Strapi's event hub and sent to
 * webhooks, both after the commit. Ids are documentIds; users are numbers.
 */

interface CaseFacts {
  readonly case: string;
  readonly number: number;
  readonly status: string;
  readonly groupAccount: string | null;
  readonly assignee: number | null;
}

interface EmailFacts {
  readonly email: string;
  readonly case: string | null;
  readonly number: number | null;
  readonly groupAccount: string | null;
}

export type DomainEvent =
  | { readonly name: 'mailroom.case.created'; readonly payload: CaseFacts }
  /** `from`: the assignee before */
  | {
      readonly name: 'mailroom.case.assigned';
      readonly payload: CaseFacts & { readonly from: number | null };
    }
  | { readonly name: 'mailroom.case.closed'; readonly payload: CaseFacts }
  | {
      readonly name: 'mailroom.email.received';
      readonly payload: EmailFacts & { readonly classification: string };
    }
  | { readonly name: 'mailroom.email.sent'; readonly payload: EmailFacts }
  /** `recipients`: how many of them it did not reach */
  | {
      readonly name: 'mailroom.email.bounced';
      readonly payload: EmailFacts & { readonly recipients: number };
    };

export type DomainEventName = DomainEvent['name'];

export const DOMAIN_EVENTS = [
  'mailroom.case.created',
  'mailroom.case.assigned',
  'mailroom.case.closed',
  'mailroom.email.received',
  'mailroom.email.sent',
  'mailroom.email.bounced',
] as const satisfies readonly DomainEventName[];
