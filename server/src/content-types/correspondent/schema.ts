/** One e-mail address the system has met. */
import { boolean, contentType, datetime, json, string, text, unique } from '../schema';

export default contentType({
  singularName: 'correspondent',
  pluralName: 'correspondents',
  displayName: 'Correspondent',
  attributes: {
    address: text(),
    /** sha256 of the lower-cased address */
    addressHash: string(),
    name: text(),
    language: string(),
    blocked: boolean(false),
    suppressed: boolean(false),
    suppressedReason: text(),
    robot: boolean(false),
    remoteImages: boolean(false),
    automaticAnswers: json(),
    lastAutomaticAnswerAt: datetime(),
  },
  indexes: [unique('correspondents_address', ['address_hash'])],
});
