/** What one mail is to one user. Sparse: a row exists where mail came to the user in person. */
import { boolean, contentType, index, string, toOne, unique } from '../schema';

export default contentType({
  singularName: 'inbox-entry',
  pluralName: 'inbox-entries',
  displayName: 'Inbox entry',
  attributes: {
    user: toOne('admin::user'),
    email: toOne('email'),
    case: toOne('case'),
    /** owner, addressed …: see InboxPlacement; `member` where the user reached team mail and did something with it */
    because: string(),
    unread: boolean(true),
    important: boolean(false),
    archived: boolean(false),
    trashed: boolean(false),
    folder: toOne('folder'),
  },
  indexes: [
    unique('inbox_entries_once', ['user_id', 'email_id']),
    index('inbox_entries_unread', ['user_id', 'unread', 'case_id']),
    index('inbox_entries_email', ['email_id']),
    index('inbox_entries_folder', ['folder_id', 'unread']),
  ],
});
