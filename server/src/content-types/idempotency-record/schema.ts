/** What a request of an app came to, so that the same request sent again gets the first answer. */
import { contentType, datetime, index, integer, json, string, unique } from '../schema';

export default contentType({
  singularName: 'idempotency-record',
  pluralName: 'idempotency-records',
  displayName: 'Idempotency record',
  attributes: {
    /** hash of caller, route and key */
    keyHash: string(),
    /** hash of the body: the same key with another body is a mistake */
    requestHash: string(),
    /** null while the request is being handled */
    status: integer(),
    response: json(),
    /** while it is being handled: whoever comes later may take it over from then on */
    claimedUntil: datetime(),
    startedAt: datetime(),
  },
  indexes: [
    unique('idempotency_records_key', ['key_hash']),
    index('idempotency_records_age', ['started_at']),
  ],
});
