/** What the audit trail tells of accounts: every setting, and of secrets and sign-ins only that they are others. */
import { recordChange } from '../../access/audit';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../../data/accounts';
import type { Strapi } from '../../data/database';
import type { Mailbox, SealedServer } from '../../data/mailboxes';
import { agentSummary } from '../../data/users';
import { SealedFact, type AuditActor, type AuditFacts } from '../../domain/audit';

/**
 * Records that a group account was made, changed or deleted. Joins the caller's transaction.
 *
 * @param before null: it is new
 * @param id null: it is gone
 */
export async function recordGroupAccount(
  strapi: Strapi,
  before: GroupAccount | null,
  id: number | null,
): Promise<void> {
  const after = id === null ? null : ((await findGroupAccounts(strapi, { id }))[0] ?? null);
  const facts = (account: GroupAccount | null) => (account === null ? null : groupAccountFacts(account));
  await recordAccount(strapi, 'group-account', before, after, [facts(before), facts(after)]);
}

/** The same for a personal account, whoever set it up. */
export async function recordPersonalAccount(
  strapi: Strapi,
  before: PersonalAccount | null,
  id: number | null,
): Promise<void> {
  const after = id === null ? null : ((await findPersonalAccounts(strapi, { id }))[0] ?? null);
  const facts = (account: PersonalAccount | null) =>
    account === null ? null : personalAccountFacts(account);
  await recordAccount(strapi, 'personal-account', before, after, [facts(before), facts(after)]);
}

type Account = GroupAccount | PersonalAccount;

async function recordAccount(
  strapi: Strapi,
  subject: 'group-account' | 'personal-account',
  before: Account | null,
  after: Account | null,
  [from, to]: readonly [AuditFacts | null, AuditFacts | null],
): Promise<void> {
  const account = after ?? before;
  if (account === null) return;
  const { documentId: id, name } = account;
  await recordChange(strapi, { subject, id, name, before: from, after: to });
}

/** Records that an account was signed in at its provider. @param actor who did, in a request without a session */
export async function recordSignIn(strapi: Strapi, mailboxId: number, actor: AuditActor): Promise<void> {
  const where = { mailbox: mailboxId };
  const group = (await findGroupAccounts(strapi, where))[0];
  const account = group ?? (await findPersonalAccounts(strapi, where))[0];
  if (account === undefined) return;
  const { documentId: id, name, mailbox } = account;
  const before = { signIn: new SealedFact(null) };
  const after = signInOf(mailbox);
  const subject = group === undefined ? 'personal-account' : 'group-account';
  await recordChange(strapi, { subject, id, name, before, after, actor });
}

const groupAccountFacts = (account: GroupAccount): AuditFacts => ({
  ...mailboxFacts(account.mailbox),
  name: account.name,
  fromName: account.fromName,
  signature: account.signature,
  shared: account.shared,
  createCase: account.createCase,
  teams: account.teams.map(({ name }) => name),
  distribution: account.distribution,
  directAssignee: account.directAssignee === null ? null : agentSummary(account.directAssignee).name,
  targetTeam: account.targetTeam?.name ?? null,
  retention: { ...account.retention },
  threading: { ...account.threading, foreignReferences: account.threading.foreignReferences },
  sendsNotifications: account.sendsNotifications,
  autoReply: {
    active: account.autoReply.active,
    template: account.autoReply.template?.name ?? null,
    limits: { ...account.autoReply.limits },
  },
});

const personalAccountFacts = (account: PersonalAccount): AuditFacts => ({
  ...mailboxFacts(account.mailbox),
  name: account.name,
  owner: agentSummary(account.owner).name,
  fromName: account.fromName,
  signature: account.signature,
  folder: account.folderId,
  folderMap: account.folderMap.map(({ path }) => path),
});

const mailboxFacts = (mailbox: Mailbox): AuditFacts => ({
  address: mailbox.address,
  active: mailbox.active,
  authentication: mailbox.authentication,
  oauthProvider: mailbox.oauthProvider,
  ...signInOf(mailbox),
  imap: serverFacts(mailbox.imap),
  smtp: serverFacts(mailbox.smtp),
  folders: mailbox.folders,
  readState: mailbox.readState,
  push: mailbox.push,
  history: { ...mailbox.history },
  sent: { ...mailbox.sent },
  certificateAuthority: mailbox.certificateAuthority,
  certificateFingerprint: mailbox.certificateFingerprint,
  silenceAlarmHours: mailbox.silenceAlarmHours,
});

const signInOf = ({ oauthGrantedAt }: Mailbox): AuditFacts => ({
  signIn: new SealedFact(oauthGrantedAt?.toISOString() ?? null),
});

const serverFacts = (server: SealedServer | null): AuditFacts =>
  server === null
    ? {}
    : {
        host: server.host,
        port: server.port,
        security: server.security,
        user: server.user,
        secret: new SealedFact(server.sealedSecret),
      };
