/**
 * An account as its form holds it, made from what is stored. Accounts of all kinds share one shape. What is
 * saved or tested is made of it in account-input.ts. Pure: no React, no requests.
 */
import type {
  AgentSummary,
  Authentication,
  CaseDistribution,
  FolderMapping,
  GroupAccountDetail,
  HistorySettings,
  ReadState,
  SentSettings,
  ServerAddress,
  ServerSuggestion,
} from '../../../../../server/src/api/contracts';
import type { AccountDetail } from './account-kinds';
import { autoReplyValues, newAutoReplyValues, type AutoReplyValues } from './auto-reply-values';
import { newRetentionValues, retentionValues, type RetentionValues } from './retention-values';
import { newThreadingValues, threadingValues, type ThreadingValues } from './threading-values';
import { emptyServer, type ServerValues, storedServerValues } from './server-values';

/** The servers as they are stored, without their secrets; both null for an account that is not saved yet. */
export type StoredServers = Pick<AccountDetail, 'imap' | 'smtp'>;

/** What to do with mail that is there already; `since` is a day, YYYY-MM-DD or empty. */
export interface HistoryValues {
  readonly from: 'now' | 'date' | 'all';
  readonly since: string;
  readonly opensCases: boolean;
}

/** Field names are those of the input, so that the server's validation errors find their fields. */
export interface AccountValues {
  readonly name: string;
  readonly address: string;
  readonly fromName: string;
  readonly active: boolean;
  readonly authentication: Authentication;
  /** id, or empty */
  readonly oauthProvider: string;
  readonly receives: boolean;
  readonly imap: ServerValues;
  readonly sends: boolean;
  readonly smtp: ServerValues;
  /** the password typed for IMAP is used for SMTP too */
  readonly sameSecret: boolean;
  readonly folders: readonly string[];
  readonly readState: ReadState;
  readonly push: boolean;
  readonly history: HistoryValues;
  readonly sent: SentSettings;
  readonly certificateAuthority: string;
  readonly certificateFingerprint: string;
  /** whole hours as typed; empty: no alarm */
  readonly silenceAlarmHours: string;
  readonly signature: string;
  /** accounts of others only: id of an admin user, or empty */
  readonly owner: string;
  /** own accounts only: documentId of an own folder, or empty for the inbox; as is the next */
  readonly folder: string;
  readonly folderMap: readonly FolderMapping[];
  /** group accounts only, as is all that follows */
  readonly teams: readonly string[];
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  /** id of an admin user, or empty */
  readonly directAssignee: string;
  readonly targetTeam: string;
  readonly threading: ThreadingValues;
  readonly retention: RetentionValues;
  readonly sendsNotifications: boolean;
  readonly autoReply: AutoReplyValues;
}

export const NO_STORED_SERVERS: StoredServers = { imap: null, smtp: null };

/** A new account: receives and sends, takes only new mail, and opens cases. */
export const newAccountValues = (): AccountValues => ({
  name: '',
  address: '',
  fromName: '',
  active: true,
  authentication: 'password',
  oauthProvider: '',
  receives: true,
  imap: emptyServer('imap'),
  sends: true,
  smtp: emptyServer('smtp'),
  sameSecret: true,
  folders: ['INBOX'],
  readState: 'leave',
  push: true,
  history: { from: 'now', since: '', opensCases: false },
  sent: { folder: '', watch: false, store: false },
  certificateAuthority: '',
  certificateFingerprint: '',
  silenceAlarmHours: '',
  signature: '',
  owner: '',
  folder: '',
  folderMap: [],
  teams: [],
  shared: true,
  createCase: true,
  distribution: 'none',
  directAssignee: '',
  targetTeam: '',
  threading: newThreadingValues(),
  retention: newRetentionValues(),
  sendsNotifications: false,
  autoReply: newAutoReplyValues(),
});

/** Tells the kinds apart by what only one of them has. */
export const isGroupAccount = (account: AccountDetail): account is GroupAccountDetail => 'teams' in account;

/** The owner of somebody's account, as administrators see it. */
export const ownerOf = (account: AccountDetail): AgentSummary | null =>
  'owner' in account ? account.owner : null;

const kindValues = (account: AccountDetail): Partial<AccountValues> => {
  if ('owner' in account) return { owner: String(account.owner.id) };
  return isGroupAccount(account)
    ? {
        teams: account.teams.map((team) => team.id),
        shared: account.shared,
        createCase: account.createCase,
        distribution: account.distribution,
        directAssignee: account.directAssignee === null ? '' : String(account.directAssignee.id),
        targetTeam: account.targetTeam?.id ?? '',
        threading: threadingValues(account.threading),
        retention: retentionValues(account.retention),
        sendsNotifications: account.sendsNotifications,
        autoReply: autoReplyValues(account.autoReply),
      }
    : { folder: account.folder ?? '', folderMap: account.folderMap };
};

const historyValues = ({ import: imports, since, opensCases }: HistorySettings): HistoryValues => ({
  from: !imports ? 'now' : since === null ? 'all' : 'date',
  since: since?.slice(0, 10) ?? '',
  opensCases,
});

/** A stored account as the form shows it. */
export const accountValues = (account: AccountDetail): AccountValues => ({
  ...newAccountValues(),
  name: account.name,
  address: account.address,
  fromName: account.fromName,
  active: account.active,
  authentication: account.authentication,
  oauthProvider: account.oauthProvider ?? '',
  receives: account.imap !== null,
  imap: storedServerValues('imap', account.imap),
  sends: account.smtp !== null,
  smtp: storedServerValues('smtp', account.smtp),
  sameSecret: account.smtp === null,
  folders: account.folders,
  readState: account.readState,
  push: account.push,
  history: historyValues(account.history),
  sent: account.sent,
  certificateAuthority: account.certificateAuthority,
  certificateFingerprint: account.certificateFingerprint,
  silenceAlarmHours: account.silenceAlarmHours === null ? '' : String(account.silenceAlarmHours),
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

const at = (server: ServerValues, address: ServerAddress, user: string): ServerValues => ({
  ...server,
  host: address.host,
  port: String(address.port),
  security: address.security,
  user,
});

/**
 * The servers and the way of signing in that are known for the address. Where the provider takes an app password,
 * that is easier than OAuth2 as long as nobody has set that up.
 * @param canSignIn whether the suggested OAuth2 provider is configured
 */
export const withSuggestion = (
  values: AccountValues,
  suggestion: ServerSuggestion,
  canSignIn: boolean,
): AccountValues => {
  const user = values.address.trim();
  const oauth2 = suggestion.authentication === 'oauth2' && (canSignIn || !suggestion.needsAppPassword);
  return {
    ...values,
    receives: true,
    imap: at(values.imap, suggestion.imap, user),
    sends: true,
    smtp: at(values.smtp, suggestion.smtp, user),
    authentication: oauth2 ? 'oauth2' : 'password',
    oauthProvider: oauth2 ? (suggestion.oauthProvider ?? '') : '',
  };
};

const isAt = (server: ServerValues, { host, port, security }: ServerAddress): boolean =>
  server.host.trim() === host && server.port.trim() === String(port) && server.security === security;

/** Whether the form holds what was suggested already. */
export const followsSuggestion = (values: AccountValues, { imap, smtp }: ServerSuggestion): boolean =>
  isAt(values.imap, imap) && isAt(values.smtp, smtp);

export const isImportingHistory = ({ health: { history } }: AccountDetail): boolean =>
  history !== null && history.finishedAt === null;
