/**
 * What the form of an account can say is wrong before the server is asked. The server checks everything again.
 * Pure: returns the ids of texts, not texts.
 */
import type { FieldError } from '../form-errors';
import type { MessageId } from '../message-ids';
import type { AccountKind } from './account-kinds';
import { effectiveSmtp, parseHours, sharesSecret } from './account-input';
import type { AccountValues, StoredServers } from './account-values';
import { autoReplyErrors } from './auto-reply-values';
import { retentionErrors } from './retention-values';
import { threadingErrors } from './threading-values';
import { lacksSecret, parsePort, type Protocol, type ServerValues } from './server-values';

const REQUIRED: MessageId = 'settings.error.required';
const required = (path: string, value: string): readonly FieldError[] =>
  value.trim() === '' ? [{ path, id: REQUIRED }] : [];

/** Enough to tell a slip of the finger; the server decides. */
export const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());

const addressErrors = (address: string): readonly FieldError[] =>
  address.trim() === '' || looksLikeAddress(address)
    ? required('address', address)
    : [{ path: 'address', id: 'settings.error.address' }];

const serverErrors = (protocol: Protocol, server: ServerValues): readonly FieldError[] => [
  ...required(`${protocol}.host`, server.host),
  ...(parsePort(server.port) === null
    ? [{ path: `${protocol}.port`, id: 'settings.error.port' } as const]
    : []),
];

const imapErrors = (values: AccountValues, stored: StoredServers): readonly FieldError[] => [
  ...serverErrors('imap', values.imap),
  ...required('imap.user', values.imap.user),
  ...(values.authentication === 'password' && lacksSecret(stored.imap, values.imap)
    ? [{ path: 'imap.secret', id: REQUIRED }]
    : []),
  ...(values.folders.length === 0 ? [{ path: 'folders', id: 'settings.error.folders' } as const] : []),
];

/** With one password for both, the missing one is asked for where it is typed: at IMAP, and once only. */
const smtpErrors = (values: AccountValues, stored: StoredServers): readonly FieldError[] => {
  const errors = serverErrors('smtp', values.smtp);
  if (values.authentication === 'oauth2') return [...errors, ...required('smtp.user', values.smtp.user)];
  if (!lacksSecret(stored.smtp, effectiveSmtp(values))) return errors;
  if (!sharesSecret(values)) return [...errors, { path: 'smtp.secret', id: REQUIRED }];
  return lacksSecret(stored.imap, values.imap)
    ? errors
    : [...errors, { path: 'imap.secret', id: 'settings.error.secret-for-both' }];
};

/** SHA-256 in hex, as tools print it: with or without colons or spaces, in either case. */
const fingerprintErrors = (fingerprint: string): readonly FieldError[] =>
  /^([0-9a-f]{64})?$/i.test(fingerprint.replaceAll(/[\s:]/g, ''))
    ? []
    : [{ path: 'certificateFingerprint', id: 'settings.error.fingerprint' }];

const receivingErrors = ({ history, silenceAlarmHours }: AccountValues): readonly FieldError[] => [
  ...(history.from === 'date' ? required('history.since', history.since) : []),
  ...(Number.isNaN(parseHours(silenceAlarmHours))
    ? [{ path: 'silenceAlarmHours', id: 'settings.error.hours' } as const]
    : []),
];

/** What keeps the servers from being tried. */
export const validateServers = (values: AccountValues, stored: StoredServers): readonly FieldError[] => {
  if (!values.receives && !values.sends) return [{ path: 'receives', id: 'settings.error.no-server' }];
  return [
    ...(values.authentication === 'oauth2' ? required('oauthProvider', values.oauthProvider) : []),
    ...fingerprintErrors(values.certificateFingerprint),
    ...(values.receives ? imapErrors(values, stored) : []),
    ...(values.sends ? smtpErrors(values, stored) : []),
  ];
};

const distributionErrors = (values: AccountValues): readonly FieldError[] => {
  if (!values.createCase) return [];
  switch (values.distribution) {
    case 'none':
      return [];
    case 'direct-assignment':
      return required('directAssignee', values.directAssignee);
    default:
      return required('targetTeam', values.targetTeam);
  }
};

/** What keeps an account from being saved. */
export const validateAccount = (
  kind: AccountKind,
  values: AccountValues,
  stored: StoredServers,
): readonly FieldError[] => [
  ...required('name', values.name),
  ...addressErrors(values.address),
  ...(kind === 'personal' ? required('owner', values.owner) : []),
  ...validateServers(values, stored),
  ...(values.receives ? receivingErrors(values) : []),
  ...(kind === 'group'
    ? [
        ...distributionErrors(values),
        ...threadingErrors(values.threading),
        ...retentionErrors(values.retention),
        ...autoReplyErrors(values.autoReply),
      ]
    : []),
];
