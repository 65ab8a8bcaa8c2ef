/** The ledger: what became of the message at (mailbox, folder, uidvalidity, uid), and why. */
import {
  bigInteger,
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
  singularName: 'message-location',
  pluralName: 'message-locations',
  displayName: 'Message location',
  attributes: {
    mailbox: toOne('mailbox'),
    folder: toOne('folder-cursor'),
    uidValidity: bigInteger(),
    uid: bigInteger(),
    /** `pending`: tried, not yet decided; `stale`: of an earlier UIDVALIDITY */
    outcome: enumeration(['pending', 'filed', 'ignored', 'quarantined', 'stale'], 'pending'),
    /** since when it is no longer on the server; what became of it here stays */
    goneAt: datetime(),
    /** system flags and keywords on the server, sorted, separated by spaces */
    flags: text(),
    reason: string(),
    reasonParams: json(),
    /** counted before parsing, so that a mail that kills the process counts too */
    tries: integer(0),
    email: toOne('email'),
    fingerprint: string(),
    sourceHash: string(),
    /** see domain/source-place; null when the source has a file of its own */
    sourcePlace: string(),
    size: integer(),
    subject: text(),
    sender: text(),
    receivedAt: datetime(),
    decidedAt: datetime(),
    /** version of Mailroom that decided: quarantined mail is tried again by a newer one */
    decidedBy: string(),
  },
  indexes: [
    unique('locations_place', ['folder_id', 'uid_validity', 'uid']),
    index('locations_outcome', ['outcome', 'decided_at']),
    index('locations_email', ['email_id']),
    index('locations_fingerprint', ['fingerprint']),
  ],
});
