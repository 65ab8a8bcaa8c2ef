/**
 * What is saved or tested of an account, made of what its form holds. Pure: no React, no requests.
 */
import type {
  ConnectionTestInput,
  GroupAccountInput,
  HistorySettings,
  OwnAccountInput,
  PersonalAccountInput,
  ServerSettingsInput,
} from '../../../../../server/src/api/contracts';
import { choosesFromTeam } from '../../../../../server/src/domain/distribution-kind';
import type { AccountInput, AccountKind } from './account-kinds';
import { type AccountValues, type HistoryValues, newAccountValues } from './account-values';
import { type ServerValues, toServerInput } from './server-values';
import { autoReplyInput } from './auto-reply-values';
import { retentionInput } from './retention-values';
import { threadingInput } from './threading-values';

/** Whether the SMTP secret is taken from what is typed for IMAP. */
export const sharesSecret = (values: AccountValues): boolean =>
  values.authentication === 'password' && values.receives && values.sends && values.sameSecret;

/**
 * The SMTP server with the secret that will be saved for it: its own, or the one typed for IMAP. A stored IMAP
 * secret cannot be copied here, as the panel never sees it.
 */
export const effectiveSmtp = (values: AccountValues): ServerValues =>
  sharesSecret(values) ? { ...values.smtp, secret: values.imap.secret } : values.smtp;

/** At the provider's sign-in no passwords are used, so none is sent. */
const serverInput = ({ authentication }: AccountValues, server: ServerValues): ServerSettingsInput =>
  toServerInput(authentication === 'oauth2' ? { ...server, secret: '' } : server);

const historyInput = ({ from, since, opensCases }: HistoryValues): HistorySettings => ({
  import: from !== 'now',
  since: from === 'date' ? `${since}T00:00:00.000Z` : null,
  opensCases: from !== 'now' && opensCases,
});

const mailboxInput = (values: AccountValues) => ({
  name: values.name.trim(),
  address: values.address.trim(),
  active: values.active,
  imap: values.receives ? serverInput(values, values.imap) : null,
  smtp: values.sends ? serverInput(values, effectiveSmtp(values)) : null,
  // An account that only sends watches no folder yet, but the server wants one to begin with.
  folders: values.folders.length === 0 ? newAccountValues().folders : values.folders,
  authentication: values.authentication,
  oauthProvider: values.authentication === 'oauth2' ? values.oauthProvider : null,
  readState: values.readState,
  push: values.push,
  history: historyInput(values.history),
  sent: { ...values.sent, folder: values.sent.folder.trim() },
  silenceAlarmHours: parseHours(values.silenceAlarmHours),
  certificateAuthority: values.certificateAuthority.trim(),
  certificateFingerprint: values.certificateFingerprint.trim(),
  fromName: values.fromName.trim(),
  signature: values.signature,
});

/** Hours of silence as typed; null for none, `NaN` for what is no whole number of hours within a year. */
export const parseHours = (text: string): number | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const hours = /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : NaN;
  return hours >= 1 && hours <= 8760 ? hours : NaN;
};

/** What POST and PUT of a group account take. Without cases there is nothing to distribute. */
export const toGroupAccountInput = (values: AccountValues): GroupAccountInput => {
  const distribution = values.createCase ? values.distribution : 'none';
  return {
    ...mailboxInput(values),
    teams: values.teams,
    shared: values.shared,
    createCase: values.createCase,
    distribution,
    directAssignee: distribution === 'direct-assignment' ? Number(values.directAssignee) : null,
    targetTeam: choosesFromTeam(distribution) ? values.targetTeam : null,
    threading: threadingInput(values.threading),
    retention: retentionInput(values.retention),
    sendsNotifications: values.sends && values.sendsNotifications,
    autoReply: autoReplyInput(values.autoReply),
  };
};

/** What POST and PUT of a personal account take. */
export const toPersonalAccountInput = (values: AccountValues): PersonalAccountInput => ({
  ...mailboxInput(values),
  owner: Number(values.owner),
});

/** What POST and PUT of one's own account take. Folders that are not watched any more go nowhere. */
export const toOwnAccountInput = (values: AccountValues): OwnAccountInput => ({
  ...mailboxInput(values),
  folder: values.folder === '' ? null : values.folder,
  folderMap: values.folderMap.filter(({ path }) => values.folders.includes(path)),
});

const INPUTS: Readonly<Record<AccountKind, (values: AccountValues) => AccountInput>> = {
  group: toGroupAccountInput,
  personal: toPersonalAccountInput,
  own: toOwnAccountInput,
};

export const toAccountInput = (kind: AccountKind, values: AccountValues): AccountInput =>
  INPUTS[kind](values);

/** What a connection test of these values takes; `id` names the stored account whose secrets may be used. */
export const toConnectionTest = (
  kind: AccountKind,
  id: string | null,
  values: AccountValues,
): ConnectionTestInput => {
  const input = mailboxInput(values);
  return {
    ...(id === null ? {} : kind === 'group' ? { groupAccount: id } : { personalAccount: id }),
    ...(input.imap === null ? {} : { imap: input.imap, folders: input.folders }),
    ...(input.smtp === null ? {} : { smtp: input.smtp }),
    ...(input.certificateAuthority === '' ? {} : { certificateAuthority: input.certificateAuthority }),
    ...(input.certificateFingerprint === '' ? {} : { certificateFingerprint: input.certificateFingerprint }),
    authentication: input.authentication,
    oauthProvider: input.oauthProvider,
  };
};
