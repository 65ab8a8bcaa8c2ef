/** Who wrote to whom: one address in one header of one mail, with the name as it was written. */
import { contentType, enumeration, index, text, toOne } from '../schema';

export default contentType({
  singularName: 'participant',
  pluralName: 'participants',
  displayName: 'Participant',
  attributes: {
    email: toOne('email'),
    correspondent: toOne('correspondent'),
    role: enumeration(['from', 'reply-to', 'to', 'cc', 'bcc']),
    name: text(),
  },
  indexes: [
    index('participants_email', ['email_id', 'role']),
    index('participants_correspondent', ['correspondent_id', 'role', 'email_id']),
  ],
});
