/** Passwords of mail servers: sealed when they are stored, never given back, never sent to a server they are not for. */
import { readFileSync, existsSync } from 'node:fs';
import type {
  ConnectionTestResult,
  GroupAccountDetail,
  GroupAccountInput,
  Page,
  ServerSettingsInput,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient, Answer } from '../../support/admin-client';
import { countRows } from '../../support/database';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { startMailroom, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
/** In no other place: wherever it turns up, it has leaked. */
const SECRET = 'Ungewöhnliches-Geheimnis-4711';
const WRONG_SECRET = 'Verrutschtes-Geheimnis-0815';

let mailroom: Mailroom;
let dovecot: Dovecot;
let account: GroupAccountDetail;
let imap: ServerSettingsInput;
let smtp: ServerSettingsInput;

/** Everything that any route has answered. */
const answers: string[] = [];

const asked = async <Body>(answer: Promise<Answer<Body>>): Promise<Answer<Body>> => {
  const { status, body } = await answer;
  answers.push(JSON.stringify(body));
  return { status, body };
};
const admin = (): Pick<AdminClient, 'get' | 'post' | 'put'> => ({
  get: (path) => asked(mailroom.admin.get(path)),
  post: (path, data) => asked(mailroom.admin.post(path, data)),
  put: (path, data) => asked(mailroom.admin.put(path, data)),
});

function input(settings: Partial<GroupAccountInput> = {}): GroupAccountInput {
  const certificateAuthority = `${dovecot.certificateAuthority}\n${mailroom.smtp.certificateAuthority}`;
  return mailroom.accountInput(SUPPORT, { imap, smtp, certificateAuthority, ...settings });
}

const without = ({ host, port, security, user }: ServerSettingsInput): ServerSettingsInput => ({
  host,
  port,
  security,
  user,
});
const unchanged = (settings: Partial<GroupAccountInput> = {}) =>
  input({ imap: without(imap), smtp: without(smtp), ...settings });

beforeAll(async () => {
  [mailroom, dovecot] = await Promise.all([
    startMailroom([]),
    startDovecot({ users: [{ name: SUPPORT, password: SECRET }] }),
  ]);
  imap = { host: dovecot.host, port: dovecot.imapsPort, security: 'tls', user: SUPPORT, secret: SECRET };
  smtp = { ...(mailroom.accountInput(SUPPORT).smtp as ServerSettingsInput) };
  const created = await admin().post<Single<GroupAccountDetail>>('/mailroom/group-accounts', input());
  expect(created.status).toBe(201);
  account = created.body.data;
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), dovecot?.stop()]));

const UNREADABLE = {
  state: 'needs-attention',
  problem: { step: 'secret', code: 'secret-unreadable' },
};
const path = () => `/mailroom/group-accounts/${account.id}`;
const fetchNow = async () =>
  (await admin().post<Single<GroupAccountDetail>>(`${path()}/fetch`)).body.data.health;
const testConnection = (data: object) =>
  admin().post<Single<ConnectionTestResult>>('/mailroom/connection-tests', data);

test('the answer says that a password is set, and a save without it keeps it', async () => {
  expect(account.imap).toEqual({ ...without(imap), secretSet: true });
  expect(account.smtp).toEqual({ ...without(smtp), secretSet: true });
  const saved = await admin().put<Single<GroupAccountDetail>>(path(), unchanged({ name: 'Renamed' }));
  expect(saved.body.data).toMatchObject({ name: 'Renamed', imap: { secretSet: true } });
  expect(await fetchNow()).toMatchObject({ state: 'ok', problem: null });
});

test.each([
  ['host', { host: 'localhost' }],
  ['port', { port: 993 }],
  ['security', { security: 'none' }],
  ['user', { user: 'somebody@shop.example' }],
] as const)('another %s wants the password again, saved or only tested', async (_what, change) => {
  const changed = { ...without(imap), ...change };
  const refusal = {
    status: 400,
    body: { error: { name: 'ValidationError', details: { errors: [{ path: ['imap', 'secret'] }] } } },
  };
  expect(await admin().put(path(), unchanged({ imap: changed }))).toMatchObject(refusal);
  expect(await testConnection({ groupAccount: account.id, imap: changed })).toMatchObject(refusal);
  expect((await admin().get<Single<GroupAccountDetail>>(path())).body.data.imap).toEqual(account.imap);
});

test.each([
  ['host', { host: 'localhost' }],
  ['port', { port: 587 }],
  ['security', { security: 'none' }],
  ['user', { user: 'somebody@shop.example' }],
] as const)('so does another %s of the server that mail is sent by alone', async (_what, change) => {
  const changed = { ...without(smtp), ...change };
  const refusal = { status: 400, body: { error: { details: { errors: [{ path: ['smtp', 'secret'] }] } } } };
  expect(await admin().put(path(), unchanged({ smtp: changed }))).toMatchObject(refusal);
  expect(await testConnection({ groupAccount: account.id, smtp: changed })).toMatchObject(refusal);
});

test('the stored passwords can be tested without being entered', async () => {
  const stored = { groupAccount: account.id, imap: without(imap), smtp: without(smtp), folders: ['INBOX'] };
  expect(await testConnection(stored)).toMatchObject({ status: 200, body: { data: { ok: true } } });
});

test('no answer, no log line and no stored byte holds a password', async () => {
  const wrong = { ...imap, secret: WRONG_SECRET };
  await testConnection({ imap: wrong, smtp: { ...smtp, secret: WRONG_SECRET }, folders: ['INBOX'] });
  await admin().put(path(), input({ imap: wrong }));
  expect(await fetchNow()).toMatchObject({ problem: { code: 'login-refused' } });
  // Refused for other reasons, with the secret in what was sent.
  await admin().put(path(), { ...input(), address: 'no address' });
  await admin().post('/mailroom/group-accounts', input());
  await admin().put(path(), input());
  await fetchNow();
  for (const list of ['/mailroom/group-accounts', path(), '/mailroom/me', '/mailroom/quarantine']) {
    expect((await admin().get(list)).status).toBe(200);
  }
  const { strapi } = mailroom;
  const stored = [strapi.database, `${strapi.database}-wal`].filter(existsSync);
  const places = [...answers, strapi.output(), ...stored.map((file) => readFileSync(file, 'utf8'))];
  for (const secret of [SECRET, WRONG_SECRET]) {
    expect(places.filter((text) => text.includes(secret))).toEqual([]);
  }
});

test('without an encryption key nothing is stored, and the message says what to set', async () => {
  await mailroom.restart({ env: { ENCRYPTION_KEY: '' } });
  const before = await countRows(mailroom.strapi.database);
  const refused = await admin().post<{ error: { message: string } }>('/mailroom/group-accounts', {
    ...input(),
    address: 'other@shop.example',
  });
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toContain('ENCRYPTION_KEY');
  expect(await countRows(mailroom.strapi.database)).toEqual(before);
  expect(await fetchNow()).toMatchObject(UNREADABLE);
  const notices = await admin().get<Page<{ kind: string }>>('/mailroom/notifications');
  expect(notices.body.items.map(({ kind }) => kind)).toContain('mailbox-needs-attention');
});

test('with the key it works again, and nobody has to enter anything', async () => {
  await mailroom.restart();
  expect(await fetchNow()).toMatchObject({ state: 'ok', problem: null });
});

test('a password sealed with another key is asked for again', async () => {
  await mailroom.restart({ env: { ENCRYPTION_KEY: 'another-encryption-key-32-bytes!' } });
  expect(await fetchNow()).toMatchObject(UNREADABLE);
  const refused = (server: string) => ({
    status: 400,
    body: { error: { details: { errors: [{ path: [server, 'secret'] }] } } },
  });
  expect(await admin().put(path(), unchanged())).toMatchObject(refused('imap'));
  expect(await admin().put(path(), unchanged({ imap }))).toMatchObject(refused('smtp'));
  expect((await admin().put(path(), unchanged({ active: false }))).status).toBe(200);
  const stored = { groupAccount: account.id, imap: without(imap), folders: ['INBOX'] };
  expect(await testConnection(stored)).toMatchObject({ status: 400 });
  expect((await admin().put(path(), input())).status).toBe(200);
  expect(await fetchNow()).toMatchObject({ state: 'ok', problem: null });
});
