/** Accounts as they would be entered, for requests that name only what they change. Secrets are never among it. */
import type { GroupAccount, PersonalAccount } from '../../data/accounts';
import type { Mailbox, SealedServer } from '../../data/mailboxes';

type Entered = Readonly<Record<string, unknown>>;

/** What a new account has that nobody says anything about. */
const USUAL: Entered = {
  active: true,
  authentication: 'password',
  oauthProvider: null,
  imap: null,
  smtp: null,
  folders: ['INBOX'],
  readState: 'leave',
  push: true,
  history: { import: false, since: null, opensCases: false },
  sent: { folder: '', watch: false, store: true },
  silenceAlarmHours: null,
  fromName: '',
  signature: '',
};

/** @param stored null: a new one */
export function enteredGroupAccount(stored: GroupAccount | null): Entered {
  if (stored === null)
    return {
      ...USUAL,
      ...{ teams: [], shared: false, createCase: true, distribution: 'none' },
      ...{ directAssignee: null, targetTeam: null },
    };
  return {
    ...common(stored),
    teams: stored.teams.map(({ documentId }) => documentId),
    shared: stored.shared,
    createCase: stored.createCase,
    distribution: stored.distribution,
    directAssignee: stored.directAssignee?.id ?? null,
    targetTeam: stored.targetTeam?.documentId ?? null,
  };
}

/** @param stored null: a new one */
export const enteredPersonalAccount = (stored: PersonalAccount | null): Entered =>
  stored === null ? USUAL : { ...common(stored), owner: stored.owner.id };

function common({
  name,
  fromName,
  signature,
  mailbox,
}: Pick<GroupAccount, 'name' | 'fromName' | 'signature'> & { readonly mailbox: Mailbox }): Entered {
  const { address, active, authentication, oauthProvider, folders, readState, push, history, sent } = mailbox;
  return {
    ...{ name, fromName, signature, address, active, authentication, oauthProvider },
    imap: serverOf(mailbox.imap),
    smtp: serverOf(mailbox.smtp),
    ...{ folders, readState, push, sent },
    history: { ...history, since: history.since?.toISOString() ?? null },
    silenceAlarmHours: mailbox.silenceAlarmHours,
  };
}

const serverOf = (server: SealedServer | null): Entered | null =>
  server === null
    ? null
    : { host: server.host, port: server.port, security: server.security, user: server.user };
