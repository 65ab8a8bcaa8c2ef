/** The names of the fields that an account form shows, which are those that can show an error. Pure. */
import type { AccountKind } from './account-kinds';
import { sharesSecret } from './account-input';
import type { AccountValues } from './account-values';
import { AUTO_REPLY_FIELDS } from './auto-reply-values';
import { RETENTION_FIELDS } from './retention-values';
import { THREADING_FIELDS } from './threading-values';

const serverFields = (protocol: 'imap' | 'smtp', { authentication }: AccountValues): readonly string[] =>
  ['host', 'port', 'security', 'user', ...(authentication === 'password' ? ['secret'] : [])].map(
    (field) => `${protocol}.${field}`,
  );

const RECEIVING_FIELDS = [
  ...['folders', 'readState', 'push', 'history.from', 'history.opensCases'],
  ...['sent.folder', 'sent.watch', 'sent.store', 'silenceAlarmHours'],
];
const GROUP_FIELDS = ['teams', 'shared', 'createCase', 'sendsNotifications'];
const CASE_FIELDS = ['distribution', 'directAssignee', 'targetTeam'];

const KIND_FIELDS: Readonly<Record<AccountKind, readonly string[]>> = {
  group: [...GROUP_FIELDS, ...THREADING_FIELDS, ...RETENTION_FIELDS, ...AUTO_REPLY_FIELDS],
  personal: ['owner'],
  own: ['folder', 'folderMap'],
};

export const accountFieldNames = (kind: AccountKind, values: AccountValues): readonly string[] => [
  ...['name', 'address', 'fromName', 'active', 'authentication', 'receives', 'sends', 'signature'],
  ...['certificateAuthority', 'certificateFingerprint'],
  ...(values.authentication === 'oauth2' ? ['oauthProvider'] : []),
  ...(values.receives ? [...serverFields('imap', values), ...RECEIVING_FIELDS] : []),
  ...(values.receives && values.history.from === 'date' ? ['history.since'] : []),
  ...(values.sends
    ? serverFields('smtp', values).filter((field) => field !== 'smtp.secret' || !sharesSecret(values))
    : []),
  ...KIND_FIELDS[kind],
  ...(kind === 'group' && values.createCase ? CASE_FIELDS : []),
];
