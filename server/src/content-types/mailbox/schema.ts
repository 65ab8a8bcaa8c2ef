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
    fetchSince: datetime(),
    certificateAuthority: text(),
    markAsRead: boolean(false),
    state: enumeration(['unchecked', 'ok', 'failing', 'needs-attention', 'inactive'], 'unchecked'),
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
