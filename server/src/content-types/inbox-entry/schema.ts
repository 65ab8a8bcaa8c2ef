/** What one mail is to one user. Sparse: a row exists where mail came to the user in person. */
import { boolean, contentType, datetime, index, string, toOne, unique } from '../schema';

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
    /** of its mail: lists go by it */
    sentAt: datetime(),
  },
  indexes: [
    unique('inbox_entries_once', ['user_id', 'email_id']),
    index('inbox_entries_unread', ['user_id', 'unread', 'case_id']),
    // Counters: without it, SQLite goes through all that the user has.
    index('inbox_entries_counts', ['user_id', 'unread', 'trashed', 'archived', 'email_id']),
    index('inbox_entries_email', ['email_id']),
    // Lists, newest first: each has its rows at one place of an index, in order.
    index('inbox_entries_list', ['user_id', 'trashed', 'archived', 'sent_at', 'email_id']),
    index('inbox_entries_important', ['user_id', 'important', 'sent_at', 'email_id']),
    index('inbox_entries_because', ['user_id', 'because', 'sent_at', 'email_id']),
    index('inbox_entries_folder', ['folder_id', 'user_id', 'trashed', 'archived', 'sent_at', 'email_id']),
  ],
});
