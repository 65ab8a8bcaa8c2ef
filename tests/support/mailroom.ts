/**
 * One running Mailroom for a test file: Strapi with the plugin, a Dovecot, an SMTP sink, an admin. Tests make the teams,
 * agents and accounts that they need, with addresses of their own, so that they do not see each other's mail.
 */
import type {
  CaseDetail,
  CaseDistribution,
  CasePage,
  CaseRow,
  GroupAccountDetail,
  GroupAccountInput,
  Page,
  QuarantinedMail,
  Single,
  TeamDetail,
  TimelineEntry,
  Timeline,
} from '../../server/src/api/contracts';
import { createAgent, firstAdmin, type AdminClient, type Permission } from './admin-client';
import { startDovecot, type Dovecot } from './dovecot';
import { buildMail, type MailParts } from './mail-builder';
import { startSmtpSink, type SmtpSink } from './smtp-sink';
import { startStrapi, type StrapiOptions, type StrapiProcess } from './strapi-process';
import { copyTemplateInto, databaseFromTemplate } from './template';
import { temporaryFolder } from './temporary-folder';
import { startDatabaseServer, strapiDatabaseAt } from './test-database';
import { waitUntil } from './wait-until';

/** What an agent may do in most tests: everything, within the own teams. */
export const AGENT_PERMISSIONS: readonly Permission[] = [
  'cases.read',
  'cases.work',
  'cases.assign',
  'reports.read',
  'mail.read',
  'mail.send-shared',
  'filters.own',
].map((name) => ({
  action: `plugin::mailroom.${name}`,
  conditions: ['plugin::mailroom.own-teams'],
}));

export const MAIL_PASSWORD = 'mail-password';
const SMTP_USER = 'relay';

/** What a test says of a mail: who it is to follows from where it is delivered. */
export type IncomingParts = Omit<MailParts, 'to'> & Partial<Pick<MailParts, 'to'>>;

type Account = Pick<GroupAccountDetail, 'id' | 'address'>;

export interface Mailroom {
  /** The Strapi that runs now: a restart gives another one. */
  readonly strapi: StrapiProcess;
  readonly dovecot: Dovecot;
  readonly smtp: SmtpSink;
  readonly admin: AdminClient;
  agent(name: string, permissions?: readonly Permission[]): Promise<AdminClient>;
  team(name: string, members: readonly AdminClient[]): Promise<TeamDetail>;
  /** Settings of a group account whose address is also its user on Dovecot. */
  accountInput(address: string, settings?: Partial<GroupAccountInput>): GroupAccountInput;
  /**
   * Makes a group account and fetches once, so that mail delivered from now on is new mail; what lies there already is
   * history. `fetched: false` leaves the first fetch to the test.
   */
  account(
    address: string,
    settings?: Partial<GroupAccountInput>,
    options?: { readonly fetched?: boolean },
  ): Promise<GroupAccountDetail>;
  /** Fetches an account's mail now and waits until it has been filed. */
  fetch(account: Pick<GroupAccountDetail, 'id'>): Promise<GroupAccountDetail>;
  /** Delivers these mails to an account in this order, and fetches once. */
  receive(account: Account, ...mails: readonly IncomingParts[]): Promise<GroupAccountDetail>;
  /** Ends Strapi, by a signal or as a power cut would, and starts it again on the same data and port. */
  restart(options?: RestartOptions): Promise<void>;
  stop(): Promise<void>;
}

interface RestartOptions {
  readonly kill?: boolean;
  /**
   * In another process, where a test asks what a process leaves behind. Otherwise the one that stopped may start it again: loading
   * all modules costs more than most tests do, and what they remember they remember of one Strapi.
   */
  readonly fresh?: boolean;
  /** Holds until the next restart. */
  readonly env?: StrapiOptions['env'];
}

/** Nothing fetched or distributed by the clock: tests say when, so that they can look at what is between. */
const NO_CLOCK = { MAILROOM_FETCH_RULE: '0 0 0 1 1 *', MAILROOM_DISTRIBUTE_RULE: '0 0 0 1 1 *' };

/**
 * On SQLite, or on a database of its own of what MAILROOM_TEST_DATABASE names.
 * @param users addresses that have a mailbox on Dovecot
 */
export async function startMailroom(
  users: readonly string[],
  options: Omit<StrapiOptions, 'folder' | 'port'> = {},
): Promise<Mailroom> {
  const folder = await temporaryFolder('mailroom');
  await copyTemplateInto(folder.path);
  const copied = await databaseFromTemplate();
  const server = copied === null ? await startDatabaseServer() : null;
  const url = copied ?? server?.url;
  const database = url === undefined ? {} : { database: strapiDatabaseAt(url) };
  const start = (again: Pick<StrapiOptions, 'port' | 'env' | 'fresh'> = {}) =>
    startStrapi({
      ...database,
      ...options,
      ...again,
      folder: folder.path,
      env: { ...NO_CLOCK, ...options.env, ...again.env },
    });
  const [firstStrapi, dovecot, smtp] = await Promise.all([
    start(),
    startDovecot({ users: users.map((name) => ({ name, password: MAIL_PASSWORD })) }),
    startSmtpSink({ user: SMTP_USER, password: MAIL_PASSWORD }),
  ]);
  let strapi = firstStrapi;
  const admin = await firstAdmin(strapi.url);
  return {
    get strapi() {
      return strapi;
    },
    dovecot,
    smtp,
    admin,
    ...actionsOf(admin, dovecot, smtp),
    restart: async ({ kill = false, fresh = kill, env } = {}) => {
      await (kill ? strapi.kill() : strapi.stop());
      strapi = await start({ port: strapi.port, env, fresh });
    },
    stop: async () => {
      await Promise.all([strapi.stop(), dovecot.stop(), smtp.stop()]);
      await server?.stop();
      await folder.remove();
    },
  };
}

export function actionsOf(admin: AdminClient, dovecot: Dovecot, smtp: SmtpSink) {
  const accountInput = (address: string, settings: Partial<GroupAccountInput> = {}): GroupAccountInput => ({
    name: address,
    address,
    active: true,
    imap: {
      host: dovecot.host,
      port: dovecot.imapsPort,
      security: 'tls',
      user: address,
      secret: MAIL_PASSWORD,
    },
    smtp: { host: smtp.host, port: smtp.port, security: 'starttls', user: SMTP_USER, secret: MAIL_PASSWORD },
    folders: ['INBOX'],
    authentication: 'password',
    oauthProvider: null,
    readState: 'leave',
    push: false,
    history: { import: false, since: null, opensCases: false },
    sent: { folder: '', watch: false, store: false },
    silenceAlarmHours: null,
    certificateAuthority: `${dovecot.certificateAuthority}\n${smtp.certificateAuthority}`,
    fromName: 'Our Support',
    signature: '',
    teams: [],
    shared: true,
    createCase: true,
    distribution: 'none',
    directAssignee: null,
    targetTeam: null,
    ...settings,
  });
  const fetchNow = async ({ id }: Pick<GroupAccountDetail, 'id'>) =>
    created(await admin.post<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}/fetch`));
  return {
    agent: (name: string, permissions = AGENT_PERMISSIONS) =>
      createAgent(admin, {
        email: `${name.toLowerCase()}@agents.test`,
        firstname: name,
        lastname: 'Agent',
        permissions,
      }),
    team: async (name: string, members: readonly AdminClient[]) =>
      created(
        await admin.post<Single<TeamDetail>>('/mailroom/teams', {
          name,
          color: '#4945ff',
          members: members.map(({ id }) => id),
        }),
      ),
    accountInput,
    account: async (
      address: string,
      settings: Partial<GroupAccountInput> = {},
      { fetched = true }: { readonly fetched?: boolean } = {},
    ) => {
      const account = created(
        await admin.post<Single<GroupAccountDetail>>(
          '/mailroom/group-accounts',
          accountInput(address, settings),
        ),
      );
      return fetched ? fetchNow(account) : account;
    },
    fetch: fetchNow,
    receive: async (account: Account, ...mails: readonly IncomingParts[]) => {
      const built = await Promise.all(mails.map((parts) => buildMail({ to: account.address, ...parts })));
      await dovecot.deliver(account.address, ...built);
      return fetchNow(account);
    },
  };
}

function created<Body>({ status, body }: { readonly status: number; readonly body: Single<Body> }): Body {
  if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** A team's distribution, as account settings. */
export const distributing = (
  distribution: CaseDistribution,
  team: TeamDetail,
): Partial<GroupAccountInput> => ({
  distribution,
  teams: [team.id],
  targetTeam: team.id,
});

/** Every case of a view that the client sees, newest activity first. */
export async function casesOf(client: AdminClient, query = 'view=open'): Promise<readonly CaseRow[]> {
  const rows: CaseRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer: { status: number; body: CasePage } = await client.get<CasePage>(
      `/mailroom/cases?${query}&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    rows.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  }
  return rows;
}

export async function caseBySubject(
  client: AdminClient,
  subject: string,
  query = 'view=open',
): Promise<CaseRow> {
  const found = (await casesOf(client, query)).filter((row) => row.subject === subject);
  if (found.length !== 1) throw new Error(`${found.length} cases have the subject "${subject}"`);
  return found[0]!;
}

export async function caseDetail(client: AdminClient, id: string): Promise<CaseDetail> {
  const { status, body } = await client.get<Single<CaseDetail>>(`/mailroom/cases/${id}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

export async function timeline(client: AdminClient, id: string): Promise<readonly TimelineEntry[]> {
  const { status, body } = await client.get<Single<Timeline>>(`/mailroom/cases/${id}/timeline`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data.entries;
}

/** What of the account of this address is in quarantine, oldest first. */
export async function quarantined(client: AdminClient, address: string): Promise<readonly QuarantinedMail[]> {
  const { status, body } = await client.get<Page<QuarantinedMail>>('/mailroom/quarantine?limit=100');
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.items.filter(({ accountName }) => accountName === address).reverse();
}

/** The multipart form of an answer. */
export function replyForm(
  data: Readonly<Record<string, unknown>>,
  files: readonly { readonly name: string; readonly type: string; readonly content: Uint8Array }[] = [],
): FormData {
  const form = new FormData();
  form.append('data', JSON.stringify(data));
  for (const { name, type, content } of files)
    form.append('files', new Blob([new Uint8Array(content)], { type }), name);
  return form;
}

/** Waits until the newest answer of a case has reached a state. */
export async function answerInState(client: AdminClient, caseId: string, state: string) {
  return waitUntil(
    `an answer to be ${state}`,
    async () => {
      const sent = (await timeline(client, caseId)).filter((entry) => entry.kind === 'email-sent').at(-1);
      return sent?.kind === 'email-sent' && sent.email.state === state ? sent.email : null;
    },
    { timeout: 20_000, interval: 100 },
  );
}
