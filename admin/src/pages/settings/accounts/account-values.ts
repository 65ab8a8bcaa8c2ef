/**
 * An account as its form holds it, made from what is stored and turned into what is saved or tested. Group and
 * personal accounts share one shape. Pure: no React, no requests.
 */
import type {
  CaseDistribution,
  ConnectionTestInput,
  GroupAccountDetail,
  GroupAccountInput,
  PersonalAccountInput,
} from '../../../../../server/src/api/contracts';
import type { AccountDetail, AccountInput, AccountKind } from './account-kinds';
import { emptyServer, type ServerValues, storedServerValues, toServerInput } from './server-values';

/** The servers as they are stored, without their secrets; both null for an account that is not saved yet. */
export type StoredServers = Pick<AccountDetail, 'imap' | 'smtp'>;

/** Field names are those of the input, so that the server's validation errors find their fields. */
export interface AccountValues {
  readonly name: string;
  readonly address: string;
  readonly fromName: string;
  readonly active: boolean;
  readonly receives: boolean;
  readonly imap: ServerValues;
  readonly sends: boolean;
  readonly smtp: ServerValues;
  /** the password typed for IMAP is used for SMTP too */
  readonly sameSecret: boolean;
  readonly folders: readonly string[];
  readonly importFrom: 'now' | 'date';
  /** YYYY-MM-DD or empty */
  readonly fetchSince: string;
  readonly markAsRead: boolean;
  readonly certificateAuthority: string;
  readonly signature: string;
  /** personal accounts only: id of an admin user, or empty */
  readonly owner: string;
  /** group accounts only, as is all that follows */
  readonly teams: readonly string[];
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  /** id of an admin user, or empty */
  readonly directAssignee: string;
  readonly targetTeam: string;
}

export const NO_STORED_SERVERS: StoredServers = { imap: null, smtp: null };

/** A new account: receives and sends, takes only new mail, and opens cases. */
export const newAccountValues = (): AccountValues => ({
  name: '',
  address: '',
  fromName: '',
  active: true,
  receives: true,
  imap: emptyServer('imap'),
  sends: true,
  smtp: emptyServer('smtp'),
  sameSecret: true,
  folders: ['INBOX'],
  importFrom: 'now',
  fetchSince: '',
  markAsRead: false,
  certificateAuthority: '',
  signature: '',
  owner: '',
  teams: [],
  shared: true,
  createCase: true,
  distribution: 'none',
  directAssignee: '',
  targetTeam: '',
});

/** Tells the two kinds apart by what only one of them has. */
export const isGroupAccount = (account: AccountDetail): account is GroupAccountDetail => 'teams' in account;

const kindValues = (account: AccountDetail): Partial<AccountValues> =>
  isGroupAccount(account)
    ? {
        teams: account.teams.map((team) => team.id),
        shared: account.shared,
        createCase: account.createCase,
        distribution: account.distribution,
        directAssignee: account.directAssignee === null ? '' : String(account.directAssignee.id),
        targetTeam: account.targetTeam?.id ?? '',
      }
    : { owner: String(account.owner.id) };

/** A stored account as the form shows it. */
export const accountValues = (account: AccountDetail): AccountValues => ({
  ...newAccountValues(),
  name: account.name,
  address: account.address,
  fromName: account.fromName,
  active: account.active,
  receives: account.imap !== null,
  imap: storedServerValues('imap', account.imap),
  sends: account.smtp !== null,
  smtp: storedServerValues('smtp', account.smtp),
  sameSecret: account.smtp === null,
  folders: account.folders,
  importFrom: account.history.import ? 'date' : 'now',
  fetchSince: account.history.since?.slice(0, 10) ?? '',
  markAsRead: account.readState === 'mark-as-read',
  certificateAuthority: account.certificateAuthority,
  signature: account.signature,
  ...kindValues(account),
});

/** The address of a new account; the user names follow it until they are set by hand. */
export const withAddress = (values: AccountValues, address: string): AccountValues =>
  values.imap.user === values.address
    ? withImap({ ...values, address }, { ...values.imap, user: address })
    : { ...values, address };

/** The IMAP server of a new account; the SMTP user follows until it is set by hand. */
export const withImap = (values: AccountValues, imap: ServerValues): AccountValues => ({
  ...values,
  imap,
  smtp: values.smtp.user === values.imap.user ? { ...values.smtp, user: imap.user } : values.smtp,
});

/** Whether the SMTP secret is taken from what is typed for IMAP. */
export const sharesSecret = (values: AccountValues): boolean =>
  values.receives && values.sends && values.sameSecret;

/**
 * The SMTP server with the secret that will be saved for it: its own, or the one typed for IMAP. A stored IMAP
 * secret cannot be copied here, as the panel never sees it.
 */
export const effectiveSmtp = (values: AccountValues): ServerValues =>
  sharesSecret(values) ? { ...values.smtp, secret: values.imap.secret } : values.smtp;

const mailboxInput = (values: AccountValues) => ({
  name: values.name.trim(),
  address: values.address.trim(),
  active: values.active,
  imap: values.receives ? toServerInput(values.imap) : null,
  smtp: values.sends ? toServerInput(effectiveSmtp(values)) : null,
  // An account that only sends watches no folder yet, but the server wants one to begin with.
  folders: values.folders.length === 0 ? newAccountValues().folders : values.folders,
  authentication: 'password' as const,
  oauthProvider: null,
  readState: values.markAsRead ? ('mark-as-read' as const) : ('leave' as const),
  push: true,
  history: {
    import: values.importFrom === 'date',
    since: values.importFrom === 'date' ? `${values.fetchSince}T00:00:00.000Z` : null,
    opensCases: values.importFrom === 'date' && values.createCase,
  },
  sent: { folder: '', watch: false, store: false },
  silenceAlarmHours: null,
  certificateAuthority: values.certificateAuthority.trim(),
  fromName: values.fromName.trim(),
  signature: values.signature,
});

const distributesToTeam = (distribution: CaseDistribution): boolean =>
  distribution === 'round-robin' || distribution === 'least-busy';

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
    targetTeam: distributesToTeam(distribution) ? values.targetTeam : null,
  };
};

/** What POST and PUT of a personal account take. */
export const toPersonalAccountInput = (values: AccountValues): PersonalAccountInput => ({
  ...mailboxInput(values),
  owner: Number(values.owner),
});

export const toAccountInput = (kind: AccountKind, values: AccountValues): AccountInput =>
  kind === 'group' ? toGroupAccountInput(values) : toPersonalAccountInput(values);

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
  };
};
