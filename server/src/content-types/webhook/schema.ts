/** An address of an app that is told of what happens. */
import { boolean, contentType, json, secret, string, text } from '../schema';

export default contentType({
  singularName: 'webhook',
  pluralName: 'webhooks',
  displayName: 'Webhook',
  attributes: {
    name: string(),
    url: text(),
    /** names of events, see domain/domain-event */
    events: json(),
    active: boolean(true),
    /** encrypted; deliveries are signed with it */
    sealedSecret: secret(),
  },
});
