/** How an outgoing mail fared with one recipient. */
import { contentType, datetime, enumeration, string, text, toOne, unique } from '../schema';

export default contentType({
  singularName: 'delivery',
  pluralName: 'deliveries',
  displayName: 'Delivery',
  attributes: {
    email: toOne('email'),
    address: text(),
    addressHash: string(),
    state: enumeration(['pending', 'accepted', 'deferred', 'refused', 'bounced'], 'pending'),
    response: text(),
    at: datetime(),
  },
  indexes: [unique('deliveries_once', ['email_id', 'address_hash'])],
});
