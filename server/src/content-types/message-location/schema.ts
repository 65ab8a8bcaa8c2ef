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
    /** `pending`: tried, not yet decided; `stale`: of an earlier UIDVALIDITY; `gone`: no longer on the server */
    outcome: enumeration(['pending', 'filed', 'ignored', 'quarantined', 'stale', 'gone'], 'pending'),
    reason: string(),
    reasonParams: json(),
    /** counted before parsing, so that a mail that kills the process counts too */
    tries: integer(0),
    email: toOne('email'),
    fingerprint: string(),
    sourceHash: string(),
    size: integer(),
    subject: text(),
    sender: text(),
    receivedAt: datetime(),
    decidedAt: datetime(),
  },
  indexes: [
    unique('locations_place', ['folder_id', 'uid_validity', 'uid']),
    index('locations_outcome', ['outcome', 'decided_at']),
    index('locations_fingerprint', ['fingerprint']),
  ],
});
