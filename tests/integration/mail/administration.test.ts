/** Which servers Mailroom connects to, and the trail of what was changed by whom. */
import { createServer, type Server } from 'node:net';
import type {
  AuditActorView,
  AuditEntryView,
  ConnectionSettingsView,
  ConnectionTestResult,
  CorrespondentInput,
  CorrespondentView,
  FirstRun,
  GroupAccountDetail,
  Page,
  ServerSettingsInput,
  Single,
} from '../../../server/src/api/contracts';
import { apiToken } from '../../support/app-users';
import { createRole, type AdminClient, type Answer } from '../../support/admin-client';
import { changeRows, storedMoment } from '../../support/database';
import { freePort } from '../../support/free-port';
import { startMailroom, type Mailroom } from '../../support/mailroom';
import { createOwnAccount } from '../../support/own-accounts';

const SUPPORT = 'support@shop.example';
const OMAR = 'omar@shop.example';
const NEW_SECRET = 'Neues-Geheimnis-0816';
const connections = (rules: object) => ({ MAILROOM_CONNECTIONS: JSON.stringify(rules) });
const HERE = connections({ privateNetworks: ['127.0.0.1'], ports: 'any' });

let mailroom: Mailroom;
let admin: AdminClient;
let auditor: AdminClient;
let omar: AdminClient;
let support: GroupAccountDetail;
let imap: ServerSettingsInput;
let smtp: ServerSettingsInput;
let beforeAnything: FirstRun;

const firstRun = async (client: AdminClient): Promise<FirstRun> =>
  (await client.get<Single<FirstRun>>('/mailroom/first-run')).body.data;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, OMAR], { env: HERE });
  admin = mailroom.admin;
  auditor = await mailroom.agent('Auditor', [{ action: 'plugin::mailroom.audit.read' }]);
  omar = await mailroom.agent('Omar', [
    { action: 'plugin::mailroom.accounts.own' },
    { action: 'plugin::mailroom.filters.own' },
  ]);
  beforeAnything = await firstRun(omar);
  support = await mailroom.account(SUPPORT);
  const input = mailroom.accountInput(SUPPORT);
  imap = input.imap as ServerSettingsInput;
  smtp = input.smtp as ServerSettingsInput;
}, 240_000);

afterAll(() => mailroom?.stop());

test('a new installation is led to its first case, and who cannot set it up is told whom to ask', async () => {
  const nothing = { hasTeam: false, hasAccount: false, address: null, hasMail: false, hasCase: false };
  const forOmar = { allowed: { teams: false, groupAccounts: false }, helpers: ['Ada Admin'] };
  expect(beforeAnything).toEqual({ ...nothing, ...forOmar });
  const forAdmin = { allowed: { teams: true, groupAccounts: true }, helpers: [] };
  expect(await firstRun(admin)).toEqual({ ...nothing, ...forAdmin, hasAccount: true, address: SUPPORT });
  // Where mail comes in is no business of who does not manage accounts.
  expect(await firstRun(omar)).toEqual({ ...nothing, ...forOmar, hasAccount: true });

  await mailroom.receive(support, { from: 'jonas@feld.example', subject: 'First', text: 'Hello' });
  expect(await firstRun(admin)).toMatchObject({ hasMail: true, hasCase: true, address: null });
  expect(await firstRun(omar)).toMatchObject({ hasCase: true, helpers: [] });
});

test('correspondents are found and changed with a reason, which the audit trail keeps', async () => {
  await mailroom.receive(support, { from: 'Elif Şahin <elif_s@post.example>', subject: 'Hi', text: 'Hi' });
  const found = async (query: string) =>
    (await admin.get<Page<CorrespondentView>>(`/mailroom/correspondents?${query}`)).body;
  const addresses = async (query: string) => (await found(query)).items.map(({ address }) => address);
  for (const part of ['elif_s', 'POST.example', 'Şahin', 'elif '])
    expect(await addresses(`search=${encodeURIComponent(part)}`)).toEqual(['elif_s@post.example']);
  // A sign of the database's own patterns is a sign like any other.
  expect(await addresses('search=elif%25')).toEqual([]);
  const first = await found('limit=1');
  const second = await found(`limit=1&cursor=${first.nextCursor}`);
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id);

  const [elif] = (await found('search=elif_s')).items;
  expect(elif).toMatchObject({ name: 'Elif Şahin', blocked: false, suppressed: false, suppressedReason: '' });
  const change = (input: CorrespondentInput, client = admin) =>
    client.put<Single<CorrespondentView>>(`/mailroom/correspondents/${elif!.id}`, input);
  expect((await change({ suppressed: true })).status).toBe(400);
  expect((await change({ blocked: true }, omar)).status).toBe(403);
  const { body } = await change({ suppressed: true, robot: true, reason: 'The mailbox was closed' });
  expect(body.data).toMatchObject({ suppressed: true, robot: true, blocked: false });
  // What is noted of the delivery stays when something else is changed.
  await change({ blocked: true, reason: 'Asked for it' });
  const noted = { blocked: true, suppressedReason: 'The mailbox was closed' };
  expect((await found('mark=suppressed')).items).toEqual([{ ...body.data, ...noted }]);
  expect(await addresses('mark=remoteImages')).toEqual([]);
  await change({ suppressed: false });
  expect((await found('search=elif_s')).items[0]).toMatchObject({ suppressed: false, suppressedReason: '' });

  const trail = await admin.get<Page<AuditEntryView>>('/mailroom/audit?subject=correspondent');
  expect(trail.body.items.map(({ fields }) => fields)).toMatchObject([
    { suppressed: { from: true, to: false } },
    { blocked: { from: false, to: true }, reason: { to: 'Asked for it' } },
    { suppressed: { to: true }, robot: { to: true }, reason: { to: 'The mailbox was closed' } },
  ]);
});

describe('servers', () => {
  const tried = async (data: object) => {
    const { body } = await admin.post<Single<ConnectionTestResult>>('/mailroom/connection-tests', data);
    return body.data.steps.map(({ milliseconds: _, problem, ...step }) => ({
      ...step,
      problem: problem && { ...problem, detail: problem.detail.replace(/:\d+$/, '') },
    }));
  };
  const refused = (server: 'imap' | 'smtp') =>
    expect.arrayContaining([
      expect.objectContaining({
        ...{ server, step: 'dns', outcome: 'failed', detail: '' },
        problem: expect.objectContaining({ code: 'host-not-allowed' }),
      }),
    ]);
  let listener: Server;
  let connected = 0;

  beforeAll(async () => {
    listener = createServer((socket) => {
      connected += 1;
      socket.destroy();
    });
    await new Promise<void>((listening) => listener.listen(0, '127.0.0.2', listening));
  });
  afterAll(() => new Promise((closed) => listener.close(closed)));

  test('a connection test does not tell open ports from closed ones where it may not connect', async () => {
    const open = (listener.address() as { port: number }).port;
    const closed = await freePort();
    for (const security of ['tls', 'starttls', 'none'] as const) {
      const at = (port: number) => ({
        imap: { ...imap, host: '127.0.0.2', port, security },
        smtp: { ...smtp, host: '127.0.0.2', port, security },
      });
      const [found, nothing] = [await tried(at(open)), await tried(at(closed))];
      expect(found).toEqual(nothing);
      expect(found).toEqual(refused('imap'));
      expect(found).toEqual(refused('smtp'));
    }
    expect(connected).toBe(0);
  });

  test.each([
    ...['169.254.169.254', '10.0.0.1', '192.168.1.1', '::1', '::ffff:10.0.0.1', '0.0.0.0', '100.64.0.1'],
    ...['2130706434', 'fd00:ec2::254', 'metadata.google.internal', 'no-such-host.internal', 'db'],
  ])('%s is not connected to', async (host) => {
    expect(await tried({ imap: { ...imap, host } })).toEqual(refused('imap'));
  });

  test('an account whose server is no longer allowed says so, and goes on when an admin allows it', async () => {
    await mailroom.restart({ env: connections({ ports: 'any' }) });
    const { health } = await mailroom.fetch(support);
    expect(health).toMatchObject({
      state: 'failing',
      problem: { step: 'dns', code: 'host-not-allowed', detail: `${imap.host}:${imap.port}` },
    });
    const { body } = await admin.get<Page<{ kind: string }>>('/mailroom/notifications');
    expect(body.items.map(({ kind }) => kind)).toContain('mailbox-needs-attention');

    const settings = '/mailroom/settings/connections';
    const before = await admin.get<Single<ConnectionSettingsView>>(settings);
    expect(before.body.data).toEqual({
      ...{ hosts: [], privateNetworks: [], ports: [], editable: true },
      configured: { hosts: [], privateNetworks: [], ports: 'any' },
    });
    const save = (change: object) =>
      admin.put<Single<ConnectionSettingsView>>(settings, {
        ...{ hosts: [], privateNetworks: [], ports: [] },
        ...change,
      });
    for (const wrong of [
      { privateNetworks: ['169.254.169.254'] },
      { privateNetworks: ['0.0.0.0/0'] },
      { privateNetworks: ['10.0.0.0/99'] },
      { hosts: ['https://mail.example.com'] },
      { ports: [0] },
      { netwroks: [] },
    ])
      expect(await save(wrong)).toMatchObject({ status: 400, body: { error: { name: 'ValidationError' } } });
    expect((await save({ privateNetworks: [imap.host], hosts: ['*.example.com'] })).status).toBe(200);
    expect((await mailroom.fetch(support)).health.problem).toMatchObject({ code: 'host-not-allowed' });
    expect((await save({ privateNetworks: [imap.host] })).status).toBe(200);
    expect((await mailroom.fetch(support)).health).toMatchObject({ state: 'ok', problem: null });
    expect((await save({ privateNetworks: [imap.host], hosts: ['*.example.com'] })).status).toBe(200);
    expect((await auditor.get(settings)).status).toBe(403);
  });

  test('the configuration may have the last word', async () => {
    const rules = { privateNetworks: ['127.0.0.1'], ports: 'any', editable: false };
    await mailroom.restart({ env: connections(rules) });
    // What admins have added, which would leave out this server, does not count.
    expect((await mailroom.fetch(support)).health).toMatchObject({ state: 'ok' });
    const refusal = await admin.put('/mailroom/settings/connections', {
      ...{ hosts: [], privateNetworks: ['127.0.0.1'], ports: [] },
    });
    expect(refusal).toMatchObject({
      ...{ status: 403, body: { error: { message: expect.stringContaining('config/plugins') } } },
    });
  });
});

describe('the audit trail', () => {
  const trail = async (query = ''): Promise<readonly AuditEntryView[]> => {
    const answer = await auditor.get<Page<AuditEntryView>>(`/mailroom/audit${query}`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body.items;
  };
  const last = async (subject: string): Promise<AuditEntryView | undefined> =>
    (await trail(`?subject=${subject}&limit=1`))[0];
  const ada = () => ({ kind: 'user', id: admin.id, name: 'Ada Admin' });
  const done = async <Body>(answer: Promise<Answer<Body>>): Promise<Body> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };

  test('an account: each field from what it was to what it is, and of a secret only that it is another', async () => {
    const path = `/mailroom/group-accounts/${support.id}`;
    expect(await last('group-account')).toMatchObject({
      actor: ada(),
      change: 'created',
      subjectId: support.id,
      fields: { address: { from: null, to: SUPPORT }, 'imap.secret': { secret: true } },
    });
    const input = mailroom.accountInput(SUPPORT, { name: 'Help' });
    await done(admin.put(path, { ...input, imap: { ...imap, secret: NEW_SECRET } }));
    const entry = await last('group-account');
    expect(entry).toMatchObject({ actor: ada(), change: 'updated', subjectName: 'Help' });
    expect(entry?.fields).toEqual({
      name: { from: support.name, to: 'Help' },
      'imap.secret': { secret: true },
      'smtp.secret': { secret: true },
    });
    // Nothing changes, so nothing is told.
    const without = ({ secret: _, ...server }: ServerSettingsInput) => server;
    await done(admin.put(path, { ...input, imap: without(imap), smtp: without(smtp) }));
    expect((await last('group-account'))?.id).toBe(entry?.id);
  });

  test('own accounts are told of; filters only where they concern the mail of others', async () => {
    await createOwnAccount(mailroom, omar, OMAR);
    const omars = { kind: 'user', id: omar.id };
    expect(await last('personal-account')).toMatchObject({ actor: omars, change: 'created' });
    const filter = (name: string, scope: object) => ({
      ...{ name, scope, active: true, stop: false, actions: [{ kind: 'mark-read' }] },
      criteria: { subject: '*invoice*' },
    });
    const own = filter('Mine', { kind: 'user', user: omar.id });
    await done(omar.post('/mailroom/filters', own));
    expect(await last('filter')).toBeUndefined();
    const { data } = await done(
      admin.post<Single<{ id: string }>>('/mailroom/filters', filter('All', { kind: 'global' })),
    );
    await done(admin.delete(`/mailroom/filters/${data.id}`));
    expect(await trail('?subject=filter')).toMatchObject([
      { change: 'deleted', subjectName: 'All', fields: { actions: { from: ['mark-read'], to: null } } },
      { change: 'created', subjectId: data.id, fields: { 'criteria.subject': { to: '*invoice*' } } },
    ]);
  });

  test('an app is told of by the name of its token', async () => {
    const app = await apiToken(admin, 'CRM', 'full-access');
    const filter = {
      ...{ name: 'Of the CRM', scope: { kind: 'global' }, actions: [{ kind: 'mark-read' }] },
      criteria: { subject: '*order*' },
    };
    expect((await app.post('/filters', { data: filter })).status).toBe(201);
    expect(await last('filter')).toMatchObject({
      actor: { kind: 'app', name: 'CRM' },
      ...{ change: 'created', subjectName: 'Of the CRM' },
    });
  });

  test('a webhook and its new secret', async () => {
    const input = {
      ...{ name: 'Hook', url: 'https://192.0.0.9/hook', events: ['mailroom.case.created'], active: true },
    };
    expect((await admin.post('/mailroom/webhooks', input)).status).toBe(400);
    const { data } = await done(
      admin.post<Single<{ id: string; secret: string }>>('/mailroom/webhooks', {
        ...input,
        url: 'https://1.1.1.1/hook',
        active: false,
      }),
    );
    const renewed = await done(
      admin.post<Single<{ secret: string }>>(`/mailroom/webhooks/${data.id}/secret`, {}),
    );
    const entries = await trail('?subject=webhook');
    expect(entries).toMatchObject([
      { change: 'updated', fields: { secret: { secret: true } } },
      { change: 'created', fields: { url: { to: 'https://1.1.1.1/hook' }, secret: { secret: true } } },
    ]);
    for (const { secret } of [data, renewed.data]) expect(JSON.stringify(entries)).not.toContain(secret);
  });

  test('teams, jobs, settings, and what roles may do', async () => {
    const team = await mailroom.team('Sales', [omar]);
    await done(admin.delete(`/mailroom/teams/${team.id}`));
    expect(await trail('?subject=team')).toMatchObject([
      { change: 'deleted', fields: { name: { from: 'Sales', to: null } } },
      {
        change: 'created',
        subjectName: 'Sales',
        fields: { members: { to: [expect.stringMatching(/Omar/)] } },
      },
    ]);
    await done(admin.post('/mailroom/jobs/distribute/run', {}));
    expect(await last('job')).toMatchObject({ actor: ada(), change: 'run', subjectId: 'distribute' });
    expect((await trail('?subject=settings')).map(({ fields }) => fields)).toContainEqual({
      privateNetworks: { from: null, to: [imap.host] },
      hosts: { from: null, to: ['*.example.com'] },
    });
    const role = await createRole(admin, 'Sellers', [{ action: 'plugin::mailroom.cases.read' }]);
    await done(
      admin.put(`/admin/roles/${role}/permissions`, {
        permissions: [
          {
            ...{ action: 'plugin::mailroom.cases.read', subject: null, properties: {} },
            conditions: ['plugin::mailroom.own-teams'],
          },
        ],
      }),
    );
    const sellers = await trail(`?subject=role&subjectId=${role}`);
    expect(sellers).toMatchObject([{ actor: ada(), subjectName: 'Sellers' }, { actor: ada() }]);
    expect(sellers.map(({ fields }) => fields)).toEqual([
      { 'cases.read': { from: 'all', to: 'own teams' } },
      { 'cases.read': { from: null, to: 'all' } },
    ]);
  });

  test('it is read page by page, by whom and when, by those who may, and changed by nobody', async () => {
    const all = await trail('?limit=100');
    const pages: AuditEntryView[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await auditor.get<Page<AuditEntryView>>(`/mailroom/audit?limit=3${next}`);
      pages.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(pages).toEqual(all);
    expect(all.length).toBeGreaterThan(10);
    const byOmar = await trail(`?actor=user:${omar.id}`);
    expect(byOmar.map(({ subject }) => subject)).toEqual(['personal-account']);
    const at = byOmar[0]!.at;
    expect(await trail(`?to=${at}&limit=100`)).toEqual(all.filter((entry) => entry.at < at));
    expect(await trail(`?from=${at}&limit=100`)).toEqual(all.filter((entry) => entry.at >= at));
    const actors = await auditor.get<Single<readonly AuditActorView[]>>('/mailroom/audit/actors');
    expect(actors.body.data.map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining(['Ada Admin', 'CRM']),
    );
    expect(actors.body.data).toHaveLength(3);
    for (const wrong of ['?subject=nonsense', '?from=yesterday', '?actor=me', '?cursor=x', '?password=a'])
      expect((await auditor.get(`/mailroom/audit${wrong}`)).status).toBe(400);
    expect((await omar.get('/mailroom/audit')).status).toBe(403);
    for (const answer of [
      await admin.put(`/mailroom/audit/${all[0]!.id}`, {}),
      await admin.delete(`/mailroom/audit/${all[0]!.id}`),
      await admin.delete('/mailroom/audit'),
    ])
      expect([404, 405]).toContain(answer.status);
    expect(await trail('?limit=100')).toEqual(all);
  });

  test('it holds no secret, and nor does the log', async () => {
    const told = JSON.stringify(await trail('?limit=100')) + mailroom.strapi.output();
    for (const secret of [imap.secret, smtp.secret, NEW_SECRET]) expect(told).not.toContain(secret);
  });

  test('after two years entries are removed', async () => {
    const { id } = (await last('team'))!;
    const old = new Date(Date.now() - 731 * 24 * 60 * 60 * 1000);
    const { database } = mailroom.strapi;
    const at = storedMoment(database, old);
    await changeRows(database, 'update mailroom_audit_entries set at = ? where document_id = ?', [at, id]);
    const before = await trail('?limit=100');
    await done(admin.post('/mailroom/jobs/housekeeping/run', {}));
    const after = (await trail('?limit=100')).filter(({ subjectId }) => subjectId !== 'housekeeping');
    expect(after.map((entry) => entry.id)).toEqual(
      before.map((entry) => entry.id).filter((one) => one !== id),
    );
  });
});
