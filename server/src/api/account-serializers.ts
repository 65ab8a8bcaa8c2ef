/** Accounts as they leave the server: field by field, and without their secrets. */
import type { GroupAccount, PersonalAccount } from '../data/accounts';
import type { StoredHistoryProgress } from '../data/cursors';
import type { Mailbox, SealedServer } from '../data/mailboxes';
import { agentSummary } from '../data/users';
import { autoReplyView } from './admin/auto-reply';
import type {
  GroupAccountDetail,
  HistoryProgress,
  MailboxHealth,
  PersonalAccountDetail,
  ServerSettings,
} from './contracts';
import { iso, teamSummary } from './serializers';

const serverSettings = (server: SealedServer | null): ServerSettings | null =>
  server === null
    ? null
    : {
        host: server.host,
        port: server.port,
        security: server.security,
        user: server.user,
        secretSet: server.sealedSecret !== null,
      };

/** @param now for rate and time left */
export function historyProgressView(
  { total, done, startedAt, finishedAt }: StoredHistoryProgress,
  now: Date,
): HistoryProgress {
  const minutes = ((finishedAt ?? now).getTime() - startedAt.getTime()) / 60_000;
  const perMinute = done > 0 && minutes > 0 ? done / minutes : null;
  const left = finishedAt === null ? Math.max(0, total - done) : 0;
  return {
    total,
    done,
    startedAt: startedAt.toISOString(),
    finishedAt: iso(finishedAt),
    perMinute: perMinute === null ? null : Math.round(perMinute),
    secondsLeft: perMinute === null ? null : Math.ceil((left / perMinute) * 60),
  };
}

const health = ({ active, health: row }: Mailbox, history: HistoryProgress | null): MailboxHealth => ({
  state: active ? row.state : 'inactive',
  lastCheckedAt: iso(row.lastCheckedAt),
  lastSuccessAt: iso(row.lastSuccessAt),
  lastMailAt: iso(row.lastMailAt),
  nextTryAt: iso(row.nextTryAt),
  failures: row.failures,
  problem: row.problem,
  pushSince: iso(row.pushSince),
  silentSince: iso(row.silentSince),
  history,
});

/** What accounts of all kinds have in common. */
export const accountBase = (
  {
    documentId,
    name,
    mailbox,
    fromName,
    signature,
  }: Pick<GroupAccount, 'documentId' | 'name' | 'mailbox' | 'fromName' | 'signature'>,
  history: HistoryProgress | null,
) => ({
  id: documentId,
  name,
  address: mailbox.address,
  active: mailbox.active,
  authentication: mailbox.authentication,
  oauthProvider: mailbox.oauthProvider,
  authorizedAt: iso(mailbox.oauthGrantedAt),
  imap: serverSettings(mailbox.imap),
  smtp: serverSettings(mailbox.smtp),
  folders: mailbox.folders,
  readState: mailbox.readState,
  push: mailbox.push,
  history: { ...mailbox.history, since: iso(mailbox.history.since) },
  sent: mailbox.sent,
  certificateAuthority: mailbox.certificateAuthority,
  certificateFingerprint: mailbox.certificateFingerprint,
  silenceAlarmHours: mailbox.silenceAlarmHours,
  fromName,
  signature,
  health: health(mailbox, history),
});

export const groupAccountDetail = (
  account: GroupAccount,
  history: HistoryProgress | null,
): GroupAccountDetail => ({
  ...accountBase(account, history),
  teams: account.teams.map(teamSummary),
  shared: account.shared,
  createCase: account.createCase,
  distribution: account.distribution,
  directAssignee: account.directAssignee === null ? null : agentSummary(account.directAssignee),
  targetTeam: account.targetTeam === null ? null : teamSummary(account.targetTeam),
  threading: account.threading,
  retention: account.retention,
  autoReply: autoReplyView(account.autoReply),
  sendsNotifications: account.sendsNotifications,
});

export const personalAccountDetail = (
  account: PersonalAccount,
  history: HistoryProgress | null,
): PersonalAccountDetail => ({
  ...accountBase(account, history),
  owner: agentSummary(account.owner),
});
