/** A start without the plugin (switched off, not built, another branch) takes nothing: no table, no row, no right. */
import type { SearchPage } from '../../server/src/api/contracts';
import type { AdminClient, Permission } from '../support/admin-client';
import { countRows, noteAsEarlierVersion, readRows } from '../support/database';
import {
  AGENT_PERMISSIONS,
  answerInState,
  caseBySubject,
  caseDetail,
  distributing,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../support/mailroom';
import { startStrapi } from '../support/strapi-process';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';
const FILE = Buffer.from('What was attached');

let mailroom: Mailroom;
let lena: AdminClient;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
}, 180_000);

afterAll(() => mailroom?.stop());

/** What the agent sees of the case, in full. */
async function whatLenaSees() {
  const row = await caseBySubject(lena, 'To be kept', 'view=mine');
  const entries = await timeline(lena, row.id);
  const files = entries.flatMap((entry) => ('email' in entry ? (entry.email?.attachments ?? []) : []));
  const contents: string[] = [];
  for (const { id } of files)
    contents.push((await lena.download(`/mailroom/attachments/${id}`)).bytes.toString());
  const { body } = await lena.get<SearchPage>('/mailroom/search?q=note%20-absent');
  const found = body.items.map((hit) => hit.row.subject);
  return { detail: await caseDetail(lena, row.id), entries, contents, found };
}

test('everything is there again after a start without the plugin', async () => {
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, distributing('round-robin', team));
  await mailroom.receive(account, {
    from: 'jonas@feld.example',
    cc: 'partner@feld.example',
    subject: 'To be kept',
    text: 'Hello',
    attachments: [{ filename: 'file.txt', content: FILE }],
  });
  const { id } = await caseBySubject(lena, 'To be kept');
  await lena.post(`/mailroom/cases/${id}/notes`, { text: 'A note' });
  await lena.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'An answer', idempotencyKey: 'the only answer', status: 'pending' }),
  );
  await answerInState(lena, id, 'sent');
  // Its clock would otherwise read the file at some time between the counts.
  await mailroom.admin.post('/mailroom/jobs/search/run');
  const seen = await whatLenaSees();
  expect(seen.contents).toEqual([FILE.toString()]);
  expect(seen.found).toEqual(['To be kept']);

  await mailroom.strapi.stop();
  const rows = await countRows(mailroom.strapi.database);
  const filled = Object.entries(rows).filter(([, count]) => count > 0);
  // Accounts, mailboxes, teams, mails, cases, their links, and what hangs on them.
  expect(filled.length).toBeGreaterThan(14);
  await mailroom.restart({ env: { MAILROOM_ENABLED: 'false' } });
  expect((await lena.get('/mailroom/cases?view=open')).status).toBe(404);
  expect(await countRows(mailroom.strapi.database)).toEqual(rows);

  await mailroom.restart({ fresh: true });
  expect(await countRows(mailroom.strapi.database)).toEqual(rows);
  expect(await whatLenaSees()).toEqual(seen);
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok' });
  await mailroom.receive(account, { from: 'new@feld.example', subject: 'Still working', text: 'Hello' });
  expect((await caseBySubject(lena, 'Still working', 'view=mine')).number).toBe(seen.detail.number + 1);
}, 180_000);

/** What the agent's role allows, as it is stored. */
async function rightsOf(agent: AdminClient): Promise<readonly string[]> {
  const granted = await readRows<{ action: string; conditions: unknown }>(
    mailroom.strapi.database,
    `SELECT permission.action, permission.conditions FROM admin_permissions AS permission
       JOIN admin_permissions_role_lnk AS of_role ON of_role.permission_id = permission.id
       JOIN admin_users_roles_lnk AS of_user ON of_user.role_id = of_role.role_id
      WHERE of_user.user_id = ? AND permission.action LIKE 'plugin::mailroom.%'`,
    [String(agent.id)],
  );
  // PostgreSQL alone knows what JSON is.
  const read = (stored: unknown): unknown => (typeof stored === 'string' ? JSON.parse(stored) : stored);
  return granted.map(({ action, conditions }) => `${action} ${String(read(conditions))}`).sort();
}

async function setRights(agent: AdminClient, permissions: readonly Permission[]): Promise<void> {
  const user = await mailroom.admin.get<{ data: { roles: { id: number }[] } }>(`/admin/users/${agent.id}`);
  const rows = permissions.map((permission) => ({ subject: null, properties: {}, ...permission }));
  const path = `/admin/roles/${user.body.data.roles[0]?.id}/permissions`;
  expect((await mailroom.admin.put(path, { permissions: rows })).status).toBe(200);
}

const roleOf = async (code: string): Promise<number> => {
  const { body } = await mailroom.admin.get<{ data: readonly { id: number; code: string }[] }>(
    '/admin/roles',
  );
  return body.data.find((role) => role.code === code)?.id ?? 0;
};

interface Granted {
  readonly action: string;
  readonly conditions: readonly string[];
}

/** What Strapi's role editor shows of ours for a role. */
async function grantedTo(roleId: number): Promise<readonly string[]> {
  const path = `/admin/roles/${roleId}/permissions`;
  const { body } = await mailroom.admin.get<{ data: readonly Granted[] }>(path);
  return body.data
    .filter(({ action }) => action.startsWith('plugin::mailroom.'))
    .map(({ action, conditions }) => `${action} ${[...conditions].sort().join(' ')}`.trim())
    .sort();
}

test('an Editor works the own teams from the first start on, and keeps just what an admin leaves', async () => {
  const editor = await roleOf('strapi-editor');
  const defaults = await grantedTo(editor);
  expect(defaults).toContain('plugin::mailroom.cases.read plugin::mailroom.own plugin::mailroom.own-teams');
  expect(defaults).toContain('plugin::mailroom.mail.send-shared plugin::mailroom.own-teams');
  expect(defaults).toContain('plugin::mailroom.accounts.own');
  expect(defaults.filter((right) => /delete|import|manage|group|global|audit/.test(right))).toEqual([
    'plugin::mailroom.templates.manage plugin::mailroom.own-teams',
  ]);
  expect(await grantedTo(await roleOf('strapi-author'))).toEqual([]);
  await mailroom.restart();
  expect(await grantedTo(editor)).toEqual(defaults);

  // Also where the admin takes everything.
  const path = `/admin/roles/${editor}/permissions`;
  expect((await mailroom.admin.put(path, { permissions: [] })).status).toBe(200);
  await mailroom.restart();
  await mailroom.restart({ env: { MAILROOM_ENABLED: 'false' } });
  await mailroom.restart();
  expect(await grantedTo(editor)).toEqual([]);
}, 180_000);

test('the role editor speaks the language of who uses it', async () => {
  const listed = async () => JSON.stringify((await mailroom.admin.get('/admin/permissions')).body);
  expect(await listed()).toContain('Work on cases: notes, status, priority');
  await mailroom.admin.put('/admin/users/me', { preferedLanguage: 'de' });
  const german = await listed();
  expect(german).toContain('Fälle bearbeiten: Notizen, Status, Priorität');
  expect(german).toContain('Eigene Teams: aus einem der Teams der Person');
  expect(german).not.toContain('Work on cases');
});

test('a role that had the whole administration of an earlier version gets its parts, once', async () => {
  const ida = await mailroom.agent('Ida', []);
  const user = await mailroom.admin.get<{ data: { roles: { id: number }[] } }>(`/admin/users/${ida.id}`);
  const roleId = user.body.data.roles[0]?.id ?? 0;
  await mailroom.strapi.stop();
  await noteAsEarlierVersion(mailroom.strapi.database, {
    action: 'plugin::mailroom.administration.manage',
    conditions: [],
    roleId,
  });
  await mailroom.restart();
  const parts = [
    'accounts.group',
    'jobs.manage',
    'mail.import',
    'quarantine.manage',
    'records.manage',
    'teams.manage',
  ];
  expect(await rightsOf(ida)).toEqual(parts.map((part) => `plugin::mailroom.${part} `));
  expect((await ida.get('/mailroom/group-accounts')).status).toBe(200);

  await setRights(ida, []);
  await mailroom.restart();
  expect(await rightsOf(ida)).toEqual([]);
}, 180_000);

test('roles allow afterwards what they allowed before, and nothing that was taken away', async () => {
  const ben = await mailroom.agent('Ben');
  await setRights(ben, AGENT_PERMISSIONS.slice(0, 2));
  const before = [await rightsOf(lena), await rightsOf(ben)];
  expect(before.map(({ length }) => length)).toEqual([AGENT_PERMISSIONS.length, 2]);
  await mailroom.restart({ env: { MAILROOM_ENABLED: 'false' } });
  await mailroom.restart();
  expect([await rightsOf(lena), await rightsOf(ben)]).toEqual(before);

  // A right that is taken while the plugin runs does not come back by a restart with it.
  await setRights(ben, []);
  await mailroom.restart();
  expect(await rightsOf(ben)).toEqual([]);
}, 180_000);

/** Other databases are served by several processes. */
(process.env.MAILROOM_TEST_DATABASE === undefined || process.env.MAILROOM_TEST_DATABASE === 'sqlite'
  ? test
  : test.skip)('a second process on one SQLite file ends itself and says what to do', async () => {
  const { folder, url } = mailroom.strapi;
  const second = await startStrapi({ folder, fresh: true });
  try {
    await waitUntil('the second process to end', () => hasEnded(second.pid), {
      timeout: 30_000,
      interval: 200,
    });
    expect(second.output()).toMatch(/Another Strapi \(process \d+ on .*\) serves this SQLite database/);
    expect(second.output()).toContain('use PostgreSQL');
  } finally {
    await second.kill();
  }
  expect((await fetch(`${url}/_health`)).status).toBe(204);
  // After a crash nobody is in the way, and what is asked for is done.
  await mailroom.restart({ kill: true });
  expect(await mailroom.strapi.call('jobs', 'run', 'wake')).toMatchObject({
    lastRun: { error: null, result: { woken: 0 } },
  });
  expect(mailroom.strapi.output()).not.toContain('Another Strapi');
});

/** Signal 0 asks whether there is such a process. */
function hasEnded(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}
