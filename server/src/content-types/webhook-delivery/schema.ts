/** One event for one webhook: written with what it tells of, sent after the commit, tried again until it arrives. */
import { contentType, datetime, enumeration, index, integer, json, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'webhook-delivery',
  pluralName: 'webhook-deliveries',
  displayName: 'Webhook delivery',
  attributes: {
    webhook: toOne('webhook'),
    /** the same in every try, so that the receiver can tell a repetition */
    eventId: string(),
    event: string(),
    payload: json(),
    state: enumeration(['pending', 'delivered', 'failed'], 'pending'),
    attempts: integer(0),
    nextAttemptAt: datetime(),
    /** who is sending it now */
    claim: string(),
    /** HTTP status of the last answer; null: none came */
    responseStatus: integer(),
    /** what went wrong last, in words; null: nothing */
    problem: text(),
    durationMs: integer(),
    occurredAt: datetime(),
    lastAttemptAt: datetime(),
  },
  indexes: [
    index('webhook_deliveries_due', ['state', 'next_attempt_at', 'id']),
    index('webhook_deliveries_log', ['webhook_id', 'id']),
    index('webhook_deliveries_age', ['occurred_at']),
  ],
});
