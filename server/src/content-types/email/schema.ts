/** One message, in or out, once in the system however many mailboxes it reached. */
import { CLASSIFICATIONS } from '../../domain/classification/kinds';
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
  unique,
} from '../schema';

export default contentType({
  singularName: 'email',
  pluralName: 'emails',
  displayName: 'E-mail',
  attributes: {
    direction: enumeration(['in', 'out']),
    state: enumeration(
      ['received', 'draft', 'held', 'scheduled', 'queued', 'sending', 'sent', 'uncertain', 'failed'],
      'received',
    ),
    /** what makes two copies the same mail; see domain/identity */
    identityHash: string(),
    fingerprint: string(),
    messageId: text(),
    messageIdHash: string(),
    inReplyTo: text(),
    inReplyToHash: string(),
    references: json(),
    /** key of its conversation, see domain/thread-keys */
    threadHash: string(),
    /** of subjects that are compared, see domain/subject */
    subjectHash: string(),
    /** among ourselves: no customer sees it */
    internal: boolean(false),
    /** a case that it may belong to, although nothing proves it */
    suggestedCase: toOne('case'),
    suggestionReason: string(),
    suggestionReasonParams: json(),
    headers: json(),
    fromName: text(),
    fromAddress: text(),
    /** a domain, see domain/via; null in mail stored before there was any */
    via: string(),
    replyTo: json(),
    to: json(),
    cc: json(),
    bcc: json(),
    subject: text(),
    text: text(),
    html: text(),
    snippet: text(),
    /** `text` without what is folded away; lists and search use it */
    visibleText: text(),
    /** stretches of `text`, see domain/visible-part */
    folds: json(),
    forwarded: json(),
    invitation: json(),
    report: json(),
    signed: enumeration(['pgp', 'smime']),
    encrypted: enumeration(['pgp', 'smime']),
    classification: enumeration(CLASSIFICATIONS, 'human'),
    classificationSignals: json(),
    /** see domain/authentication */
    authentication: json(),
    warnings: json(),
    hasAttachments: boolean(false),
    /** larger than the limit: headers and text are here, files are fetched when somebody asks for them */
    incomplete: boolean(false),
    /** the Date header, or the time of receipt where it is missing or absurd */
    sentAt: datetime(),
    receivedAt: datetime(),
    reason: string(),
    reasonParams: json(),
    /** ids of the filters that it matched when it came */
    filterIds: json(),
    case: toOne('case'),
    groupAccount: toOne('group-account'),
    personalAccount: toOne('personal-account'),
    /** a folder of teams; not null: it is no longer among their other mail */
    groupFolder: toOne('folder'),
    author: toOne('admin::user'),
    /** of incoming mail: the automatic answer that it got, or why it got none */
    autoReplyReason: string(),
    autoReplyReasonParams: json(),
    /** of outgoing mail: written by Mailroom, not by a person */
    automatic: boolean(false),
    sourceHash: string(),
    /** of a source in a pack, see domain/source-place; null when it has a file of its own */
    sourcePlace: string(),
    size: integer(),
    /** what was deleted of it, a sum of domain/retention; null: nothing */
    removedParts: integer(),
    removedAt: datetime(),
    /** name of the account by whose rule; empty: because a person was anonymised */
    removedBy: text(),
    // of outgoing mail only
    idempotencyKey: string(),
    envelope: json(),
    attempts: integer(0),
    nextAttemptAt: datetime(),
    claim: string(),
    response: text(),
    /** when it was last put into the queue: giving up counts from here */
    queuedAt: datetime(),
    /** the mail that it answers */
    answers: toOne('email'),
    /** `pending`: the Sent folder is to be looked at, to store a copy of sent mail or to find mail whose fate is unknown */
    sentCopy: enumeration(['none', 'pending', 'stored', 'skipped', 'failed'], 'none'),
    sentCopyTries: integer(0),
    sentCopyNextAt: datetime(),
    /** the server's words when the copy could not be stored */
    sentCopyProblem: text(),
  },
  indexes: [
    unique('emails_identity', ['identity_hash']),
    unique('emails_idempotency', ['idempotency_key']),
    index('emails_fingerprint', ['fingerprint']),
    index('emails_message_id', ['message_id_hash']),
    index('emails_in_reply_to', ['in_reply_to_hash']),
    index('emails_thread', ['thread_hash']),
    index('emails_subject', ['subject_hash', 'id']),
    index('emails_answers', ['answers_id']),
    index('emails_suggested', ['suggested_case_id']),
    index('emails_case', ['case_id', 'sent_at', 'id', 'direction']),
    index('emails_due', ['state', 'next_attempt_at']),
    index('emails_automatic', ['automatic', 'queued_at']),
    index('emails_sent_copy', ['sent_copy', 'sent_copy_next_at']),
    index('emails_group_list', ['group_account_id', 'case_id', 'sent_at', 'id']),
    index('emails_group_folder', ['group_folder_id', 'sent_at', 'id']),
    index('emails_author', ['author_id', 'sent_at', 'id']),
    // What somebody is writing, of which there is little, whatever the same user has sent.
    index('emails_writing', ['author_id', 'state', 'case_id']),
    // Reports count by this alone, so that no body is read on the way.
    index('emails_reported', ['state', 'sent_at', 'case_id', 'classification', 'automatic', 'author_id']),
    // What is old enough to go is found by this alone, however much mail there is.
    index('emails_keeping', ['group_account_id', 'removed_parts', 'sent_at', 'id']),
    index('emails_personal_list', ['personal_account_id', 'case_id', 'sent_at', 'id']),
  ],
});
