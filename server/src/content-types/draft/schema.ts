/**
 * A mail that somebody is writing, or has finished and may still take back. It becomes an email when it is handed to the
 * outbox, and is gone then.
 */
import {
  boolean,
  contentType,
  datetime,
  enumeration,
  index,
  integer,
  json,
  string,
  text,
  toOne,
} from '../schema';

export default contentType({
  singularName: 'draft',
  pluralName: 'drafts',
  displayName: 'Draft',
  attributes: {
    user: toOne('admin::user'),
    kind: enumeration(['reply', 'reply-all', 'forward', 'new'], 'reply'),
    /** `scheduled`: sent at `sendAt`, which is seconds away where sending can be undone; `held`: somebody was faster */
    state: enumeration(['draft', 'scheduled', 'held'], 'draft'),
    /** counts what was saved, so that two machines do not overwrite each other */
    version: integer(1),
    case: toOne('case'),
    /** the mail that it answers or forwards */
    answers: toOne('email'),
    groupAccount: toOne('group-account'),
    personalAccount: toOne('personal-account'),
    to: json(),
    cc: json(),
    bcc: json(),
    subject: text(),
    /** sanitized; its plain text is made when it is sent */
    html: text(),
    sendAt: datetime(),
    /** sending could be undone only: nobody chose the time */
    undoable: boolean(false),
    /** what the case becomes when it is sent; null: it stays */
    caseStatus: string(),
    /** of a new mail: {contentType, documentId} that it was written from */
    record: json(),
    assignToAuthor: boolean(true),
    /** newest entry of the stream that its author had seen when it was begun */
    seenEventId: integer(),
    heldReason: string(),
    heldReasonParams: json(),
    savedAt: datetime(),
  },
  indexes: [
    index('drafts_user', ['user_id', 'state', 'saved_at', 'id']),
    index('drafts_case', ['case_id', 'user_id']),
    index('drafts_due', ['state', 'send_at']),
  ],
});
