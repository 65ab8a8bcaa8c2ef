/** The stream of a case. Rows are added, never changed; what tells of a mail is shown where the mail is. */
import { contentType, datetime, enumeration, index, json, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'case-event',
  pluralName: 'case-events',
  displayName: 'Case event',
  attributes: {
    case: toOne('case'),
    kind: enumeration([
      'case-opened',
      'email-received',
      'email-sent',
      'email-moved',
      'email-deleted',
      'post',
      'note',
      'status-changed',
      'priority-changed',
      'type-changed',
      'assigned',
      'linked',
      'unlinked',
      'tagged',
      'untagged',
      'snoozed',
      'woken',
      'held',
      'released',
      'merged',
      'unmerged',
      'split',
      'continued',
      'filtered',
      'automatic-mail',
      'bounce',
    ]),
    actor: toOne('admin::user'),
    email: toOne('email'),
    text: text(),
    /** what changed, by kind */
    details: json(),
    /** ids of the users whom a note or post mentions */
    mentions: json(),
    reason: string(),
    reasonParams: json(),
    at: datetime(),
  },
  indexes: [
    index('case_events_stream', ['case_id', 'at', 'id']),
    index('case_events_email', ['email_id', 'kind']),
  ],
});
