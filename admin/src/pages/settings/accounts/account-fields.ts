/** The names of the fields that an account form shows, which are those that can show an error. Pure. */
import type { AccountKind } from './account-kinds';
import { type AccountValues, sharesSecret } from './account-values';

const serverFields = (protocol: 'imap' | 'smtp'): readonly string[] =>
  ['host', 'port', 'security', 'user', 'secret'].map((field) => `${protocol}.${field}`);

const GROUP_FIELDS = ['teams', 'shared', 'createCase'];
const CASE_FIELDS = ['distribution', 'directAssignee', 'targetTeam'];

export const accountFieldNames = (kind: AccountKind, values: AccountValues): readonly string[] => [
  ...['name', 'address', 'fromName', 'active', 'receives', 'sends', 'certificateAuthority', 'signature'],
  ...(values.receives ? [...serverFields('imap'), 'folders', 'markAsRead'] : []),
  ...(values.receives && values.importFrom === 'date' ? ['fetchSince'] : []),
  ...(values.sends
    ? serverFields('smtp').filter((field) => field !== 'smtp.secret' || !sharesSecret(values))
    : []),
  ...(kind === 'personal' ? ['owner'] : GROUP_FIELDS),
  ...(kind === 'group' && values.createCase ? CASE_FIELDS : []),
];
