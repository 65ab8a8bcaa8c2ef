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
  Single,
  TeamDetail,
  TimelineEntry,
  Timeline,
} from '../../server/src/api/contracts';
import { createAgent, firstAdmin, type AdminClient, type Permission } from './admin-client';
import { startDovecot, type Dovecot } from './dovecot';
import { startSmtpSink, type SmtpSink } from './smtp-sink';
import { startStrapi, type StrapiOptions, type StrapiProcess } from './strapi-process';
import { waitUntil } from './wait-until';

/** What an agent may do in most tests: everything, within the own teams. */
export const AGENT_PERMISSIONS: readonly Permission[] = [
  'cases.read',
  'cases.work',
  'cases.assign',
  'mail.read',
  'mail.send-shared',
].map((name) => ({
  action: `plugin::mailroom.${name}`,
  conditions: ['plugin::mailroom.own-teams'],
}));

export const MAIL_PASSWORD = 'mail-password';
const SMTP_USER = 'relay';

export interface Mailroom {
  readonly strapi: StrapiProcess;
  readonly dovecot: Dovecot;
  readonly smtp: SmtpSink;
  readonly admin: AdminClient;
  agent(name: string, permissions?: readonly Permission[]): Promise<AdminClient>;
  team(name: string, members: readonly AdminClient[]): Promise<TeamDetail>;
  /** Settings of a group account whose address is also its user on Dovecot. */
  accountInput(address: string, settings?: Partial<GroupAccountInput>): GroupAccountInput;
  account(address: string, settings?: Partial<GroupAccountInput>): Promise<GroupAccountDetail>;
  /** Fetches an account's mail now and waits until it has been filed. */
  fetch(account: Pick<GroupAccountDetail, 'id'>): Promise<GroupAccountDetail>;
  stop(): Promise<void>;
}

/** @param users addresses that have a mailbox on Dovecot */
export async function startMailroom(
  users: readonly string[],
  options: StrapiOptions = {},
): Promise<Mailroom> {
  const [strapi, dovecot, smtp] = await Promise.all([
    // No fetching by the clock: tests say when, so that they can look at what is between.
    startStrapi({ ...options, env: { MAILROOM_FETCH_RULE: '0 0 0 1 1 *', ...options.env } }),
    startDovecot({ users: users.map((name) => ({ name, password: MAIL_PASSWORD })) }),
    startSmtpSink({ user: SMTP_USER, password: MAIL_PASSWORD }),
  ]);
  const admin = await firstAdmin(strapi.url);
  return {
    strapi,
    dovecot,
    smtp,
    admin,
    ...actionsOf(admin, dovecot, smtp),
    stop: async () => void (await Promise.all([strapi.stop(), dovecot.stop(), smtp.stop()])),
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
    fetchSince: '2000-01-01T00:00:00.000Z',
    certificateAuthority: `${dovecot.certificateAuthority}\n${smtp.certificateAuthority}`,
    markAsRead: false,
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
    account: async (address: string, settings: Partial<GroupAccountInput> = {}) =>
      created(
        await admin.post<Single<GroupAccountDetail>>(
          '/mailroom/group-accounts',
          accountInput(address, settings),
        ),
      ),
    fetch: async ({ id }: Pick<GroupAccountDetail, 'id'>) =>
      created(await admin.post<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}/fetch`)),
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
