/** A mailbox of one user. */
import { boolean, contentType, index, json, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'personal-account',
  pluralName: 'personal-accounts',
  displayName: 'Personal account',
  attributes: {
    name: string(),
    mailbox: toOne('mailbox'),
    owner: toOne('admin::user'),
    /** where its mail goes instead of the owner's inbox, and where that of single folders of the mailbox goes */
    folder: toOne('folder'),
    folderMap: json(),
    fromName: string(),
    signature: text(),
    storeSent: boolean(false),
  },
  indexes: [index('personal_accounts_mailbox', ['mailbox_id'])],
});
