/** How far one folder of one mailbox has been read (sync-engine §1.2). Written only together with the outcomes it covers. */
import {
  bigInteger,
  boolean,
  contentType,
  datetime,
  enumeration,
  integer,
  string,
  text,
  toOne,
  unique,
} from '../schema';

export default contentType({
  singularName: 'folder-cursor',
  pluralName: 'folder-cursors',
  displayName: 'Folder cursor',
  attributes: {
    mailbox: toOne('mailbox'),
    /** the folder's path as the server names it */
    path: text(),
    /** sha256 of mailbox and path, since paths may be longer than an index allows */
    key: string(),
    uidValidity: bigInteger(),
    lastUid: bigInteger(),
    /** `import`: mail that came as files or over HTTP; its uids are counted by us */
    kind: enumeration(['folder', 'import'], 'folder'),
    /** SPECIAL-USE (RFC 6154), as far as it changes what we do */
    role: enumeration(['inbox', 'sent', 'junk', 'trash', 'all', 'other'], 'other'),
    highestModseq: bigInteger(),
    /** mail below lay there before the first connection, or before the server renumbered; never changes between */
    historyBelowUid: bigInteger(),
    /** history from here up is imported; goes down to 1, newest first */
    backfillLowUid: bigInteger(),
    /** mails of the history when its import began, and how many of them have an outcome */
    historyTotal: integer(),
    historyDone: integer(0),
    historyStartedAt: datetime(),
    historyFinishedAt: datetime(),
    /** when uids were last compared with the server's as a whole */
    reconciledAt: datetime(),
    /** when the server last renumbered; twice within a day makes its uids unstable */
    renumberedAt: datetime(),
    unstableUids: boolean(false),
    /** uids of the batch that was begun and not ended, and how often: written before parsing */
    attemptFirstUid: bigInteger(),
    attemptLastUid: bigInteger(),
    attempts: integer(0),
    epoch: integer(0),
    /** fencing token of the lease under which the cursor was last moved */
    leaseToken: bigInteger(),
  },
  indexes: [unique('folder_cursors_key', ['key'])],
});
