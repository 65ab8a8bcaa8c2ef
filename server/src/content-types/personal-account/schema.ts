/** A mailbox of one user. */
import { boolean, contentType, index, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'personal-account',
  pluralName: 'personal-accounts',
  displayName: 'Personal account',
  attributes: {
    name: string(),
    mailbox: toOne('mailbox'),
    owner: toOne('admin::user'),
    folder: toOne('folder'),
    fromName: string(),
    signature: text(),
    storeSent: boolean(false),
  },
  indexes: [index('personal_accounts_mailbox', ['mailbox_id'])],
});
