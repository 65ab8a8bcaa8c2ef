/** An id by which a stored mail is found beside its own Message-ID: one that it names, or one that a relay gave it. */
import { contentType, enumeration, index, string, toOne } from '../schema';

export default contentType({
  singularName: 'message-reference',
  pluralName: 'message-references',
  displayName: 'Message reference',
  attributes: {
    email: toOne('email'),
    idHash: string(),
    /** `reference`: the mail names it; `alias`: a relay put it in place of our Message-ID */
    kind: enumeration(['reference', 'alias'], 'reference'),
  },
  indexes: [
    index('message_references_id', ['id_hash', 'kind', 'email_id']),
    index('message_references_email', ['email_id']),
  ],
});
