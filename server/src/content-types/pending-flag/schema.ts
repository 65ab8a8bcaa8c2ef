/** A flag that a mail is to have on its server and does not have yet (sync-engine §1.7). Rows go when it is set. */
import { contentType, integer, string, toOne, unique } from '../schema';

export default contentType({
  singularName: 'pending-flag',
  pluralName: 'pending-flags',
  displayName: 'Pending flag',
  attributes: {
    /** sha256 of mailbox, mail and flag */
    key: string(),
    mailbox: toOne('mailbox'),
    email: toOne('email'),
    flag: string(),
    tries: integer(0),
  },
  indexes: [unique('pending_flags_key', ['key'])],
});
