/** A mailbox on a server: how it is reached by IMAP and SMTP, and how it fares. Knows nothing of cases. */
import {
  boolean,
  contentType,
  datetime,
  enumeration,
  index,
  integer,
  json,
  secret,
  string,
  text,
} from '../schema';

const security = () => enumeration(['tls', 'starttls', 'none'], 'tls');

export default contentType({
  singularName: 'mailbox',
  pluralName: 'mailboxes',
  displayName: 'Mailbox',
  attributes: {
    address: string(),
    active: boolean(true),
    /** an app password is a password */
    authentication: enumeration(['password', 'oauth2'], 'password'),
    /** id of a configured provider, for `oauth2` */
    oauthProvider: string(),
    /** sealed: access and refresh token, see mailboxes/oauth */
    oauthGrant: secret(),
    oauthGrantedAt: datetime(),
    imapHost: string(),
    imapPort: integer(),
    imapSecurity: security(),
    imapUser: string(),
    imapSecret: secret(),
    smtpHost: string(),
    smtpPort: integer(),
    smtpSecurity: security(),
    smtpUser: string(),
    smtpSecret: secret(),
    folders: json(),
    readState: enumeration(['leave', 'mark-as-read', 'keep-unread'], 'leave'),
    /** hold an IDLE connection that shortens the wait */
    push: boolean(true),
    /** mail that lay there before the first connection: whether it is imported, since when, and whether it opens cases */
    historyImport: boolean(false),
    historySince: datetime(),
    historyOpensCases: boolean(false),
    /** path of the Sent folder; empty: the one the server marks as such (RFC 6154) */
    sentFolder: text(),
    /** import what other programs put into the Sent folder */
    sentWatch: boolean(false),
    /** put a copy of what we send there */
    sentStore: boolean(false),
    certificateAuthority: text(),
    /** sha256 of the one certificate that is trusted, hex; empty: trust is by authority */
    certificateFingerprint: string(),
    /** hours without mail after which admins are told; null: never */
    silenceAlarmHours: integer(),
    state: enumeration(
      ['unchecked', 'ok', 'failing', 'needs-attention', 'needs-authorization', 'inactive'],
      'unchecked',
    ),
    /** since when the IDLE connection stands; null: none */
    pushSince: datetime(),
    /** since when the silence alarm is on; null: off */
    silentSince: datetime(),
    serverKind: enumeration(['generic', 'gmail', 'exchange'], 'generic'),
    lastCheckedAt: datetime(),
    lastSuccessAt: datetime(),
    lastMailAt: datetime(),
    nextTryAt: datetime(),
    failures: integer(0),
    problemStep: string(),
    problemCode: string(),
    problemDetail: text(),
  },
  indexes: [index('mailboxes_due', ['active', 'next_try_at']), index('mailboxes_address', ['address'])],
});
