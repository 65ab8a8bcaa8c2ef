/** Accounts that sign in at an OAuth2 provider: the sign-in, its tokens and what becomes of them, and mail both ways. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AuthorizationStart,
  ConnectionTestResult,
  GroupAccountDetail,
  GroupAccountInput,
  OAuthProviderSummary,
  ServerSettingsInput,
  Single,
} from '../../../server/src/api/contracts';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { buildMail } from '../../support/mail-builder';
import {
  answerInState,
  caseBySubject,
  replyForm,
  startMailroom,
  type Mailroom,
} from '../../support/mailroom';
import { land, startOAuthServer, type OAuthServer } from '../../support/oauth-server';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';

const ADDRESSES = ['first', 'crowd', 'cut', 'withdrawn', 'gone', 'away', 'moved', 'refused'].map(
  (name) => `${name}@shop.example`,
);
/** Seconds; a token is renewed after 80% of them. */
const SHORT = 3;

let oauth: OAuthServer;
let mailroom: Mailroom;
let dovecot: Dovecot;
let smtp: SmtpSink;
/** Access tokens that were seen in use: wherever else one turns up, it has leaked. */
const tokens = new Set<string>();

beforeAll(async () => {
  oauth = await startOAuthServer();
  const isTokenOf = (user: string, token: string) => {
    tokens.add(token);
    return oauth.isTokenOf(user, token);
  };
  [mailroom, dovecot, smtp] = await Promise.all([
    startMailroom([], { env: { MAILROOM_CONFIG: JSON.stringify({ oauth: oauth.settings }) } }),
    startDovecot({
      users: ADDRESSES.map((name) => ({ name, password: 'not-used' })),
      introspectionUrl: oauth.introspectionUrl,
    }),
    startSmtpSink({ user: 'nobody', password: 'not-used', isTokenOf }),
  ]);
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), dovecot?.stop(), smtp?.stop(), oauth?.stop()]));
afterEach(() => oauth.set({ lifetime: 3600, consent: 'all', introspection: 'answer', token: 'answer' }));

function input(address: string, settings: Partial<GroupAccountInput> = {}): GroupAccountInput {
  const server = { host: dovecot.host, user: address };
  return mailroom.accountInput(address, {
    authentication: 'oauth2',
    oauthProvider: 'loopback',
    imap: { ...server, port: dovecot.imapsPort, security: 'tls' },
    smtp: { ...server, port: smtp.port, security: 'starttls' },
    certificateAuthority: `${dovecot.certificateAuthority}\n${smtp.certificateAuthority}`,
    ...settings,
  });
}

const path = ({ id }: Pick<GroupAccountDetail, 'id'>) => `/mailroom/group-accounts/${id}`;
const create = (address: string) => mailroom.account(address, input(address));
const read = async (account: GroupAccountDetail) =>
  (await mailroom.admin.get<Single<GroupAccountDetail>>(path(account))).body.data;

async function begin(account: GroupAccountDetail): Promise<string> {
  const { status, body } = await mailroom.admin.post<Single<AuthorizationStart>>(
    `${path(account)}/authorization`,
  );
  expect(status).toBe(200);
  return body.data.url;
}

/** Tests the connections of an account as it is stored. */
async function testStored({ id, address }: GroupAccountDetail): Promise<ConnectionTestResult> {
  const { imap, smtp: outgoing } = input(address);
  const test = { groupAccount: id, imap, smtp: outgoing, folders: ['INBOX'] };
  return (await mailroom.admin.post<Single<ConnectionTestResult>>('/mailroom/connection-tests', test)).body
    .data;
}

async function signIn(account: GroupAccountDetail): Promise<void> {
  const page = await land(await oauth.browse(await begin(account)));
  expect(page).toMatchObject({ status: 200, outcome: 'done' });
}

async function signedIn(address: string): Promise<GroupAccountDetail> {
  const account = await create(address);
  await signIn(account);
  return read(account);
}

const expireTokens = () => sleep(SHORT * 1000);
const requests = async (grantType: string) =>
  (await oauth.answered()).filter((request) => request.startsWith(grantType));

test('the providers say whether they are configured, and what to enter there', async () => {
  const { body } = await mailroom.admin.get<{ data: OAuthProviderSummary[] }>('/mailroom/oauth-providers');
  const callbackUrl = expect.stringMatching(/^http:\/\/[\w.]+:\d+\/mailroom\/oauth\/callback$/);
  expect(body.data).toEqual([
    { id: 'google', name: 'Google', configured: false, callbackUrl },
    { id: 'microsoft', name: 'Microsoft 365', configured: false, callbackUrl },
    { id: 'loopback', name: 'Loopback Mail', configured: true, callbackUrl },
  ]);
  expect(new URL(body.data[0]?.callbackUrl ?? '').port).toBe(String(mailroom.strapi.port));
});

test('after a sign-in, mail comes in and answers go out, and no password was ever asked for', async () => {
  const [address = ''] = ADDRESSES;
  const created = await create(address);
  expect(created).toMatchObject({
    authorizedAt: null,
    imap: { secretSet: false },
    smtp: { secretSet: false },
    health: { state: 'needs-authorization', problem: { code: 'authorization-missing' } },
  });
  expect((await mailroom.fetch(created)).health.state).toBe('needs-authorization');

  const start = new URL(await begin(created));
  expect(Object.fromEntries(start.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    login_hint: address,
    scope: 'mail offline_access',
  });
  const page = await land(await oauth.browse(start.href), 'de-AT,de;q=0.9,en;q=0.5');
  expect(page).toMatchObject({ status: 200, outcome: 'done' });
  expect(page.html).toContain(`Loopback Mail hat den Zugriff auf ${address} erlaubt`);
  expect((await read(created)).authorizedAt).not.toBeNull();
  // What lies there before the first fetch is history.
  await mailroom.fetch(created);

  await dovecot.deliver(
    address,
    await buildMail({ from: 'jonas@feld.example', to: address, subject: 'By token', text: 'Hello' }),
  );
  expect((await mailroom.fetch(created)).health).toMatchObject({ state: 'ok', problem: null });
  const { id } = await caseBySubject(mailroom.admin, 'By token');
  await mailroom.admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'Thank you', idempotencyKey: 'by-token-1' }),
  );
  await answerInState(mailroom.admin, id, 'sent');
  expect(smtp.messages.at(-1)?.session).toMatchObject({ user: address, secure: true });

  expect(await testStored(created)).toMatchObject({ ok: true });
});

describe('the way back from the provider', () => {
  let account: GroupAccountDetail;
  beforeAll(async () => {
    account = await create('refused@shop.example');
  });

  test('counts once, and only with a state of ours', async () => {
    const callback = await oauth.browse(await begin(account));
    const forged = new URL(callback);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await land(forged.href)).toMatchObject({ status: 400, outcome: 'expired' });
    const twice = await Promise.all([land(callback), land(callback)]);
    expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['done', 'expired']);
  });

  test('is a page that runs nothing of others and is not kept', async () => {
    const response = await fetch(
      `${mailroom.strapi.url}/mailroom/oauth/callback?state=<script>alert(1)</script>`,
    );
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain('<script>alert');
  });

  test.each([
    ['none', 'denied', 'The user said no'],
    ['without-mail', 'scope-missing', '<code>mail</code>'],
  ] as const)('with consent to %s it says so, and gives no access', async (consent, outcome, words) => {
    const fresh = await mailroom.account(`${consent}@shop.example`, input(`${consent}@shop.example`));
    await oauth.set({ consent });
    const page = await land(await oauth.browse(await begin(fresh)));
    expect(page).toMatchObject({ status: 400, outcome });
    expect(page.html).toContain(words);
    expect(await read(fresh)).toMatchObject({ authorizedAt: null, health: { state: 'needs-authorization' } });
  });

  test('leads nowhere when the account has changed meanwhile', async () => {
    const callback = await oauth.browse(await begin(account));
    const password = input('refused@shop.example', {
      authentication: 'password',
      oauthProvider: null,
      imap: { ...(input('refused@shop.example').imap as ServerSettingsInput), secret: 'not-used' },
      smtp: null,
    });
    expect((await mailroom.admin.put(path(account), password)).status).toBe(200);
    expect(await land(callback)).toMatchObject({ status: 400, outcome: 'account-changed' });
    expect((await mailroom.admin.post(`${path(account)}/authorization`)).status).toBe(400);
  });
});

test('ten who need a new token at the same moment make one request', async () => {
  await oauth.set({ lifetime: SHORT });
  const account = await signedIn('crowd@shop.example');
  await expireTokens();
  await oauth.set({ lifetime: 3600 });
  const before = (await requests('refresh_token')).length;
  const results = await Promise.all(Array.from({ length: 10 }, () => testStored(account)));
  expect(results.map(({ ok }) => ok)).toEqual(Array(10).fill(true));
  expect((await requests('refresh_token')).length - before).toBe(1);
});

test('a rotated refresh token is stored before the new access token is used', async () => {
  await oauth.set({ lifetime: SHORT });
  const account = await signedIn('cut@shop.example');
  await expireTokens();
  await oauth.set({ introspection: 'hold' });
  const held = oauth.held();
  const fetching = mailroom.fetch(account).catch(() => undefined);
  // Dovecot asks whether the new token is good: it has been used, and nothing after that has happened.
  await held;
  await mailroom.restart({ kill: true });
  await fetching;
  await oauth.set({ introspection: 'answer' });
  await expireTokens();
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  expect((await requests('refresh_token')).filter((request) => !request.endsWith(' ok'))).toEqual([]);
});

test('an access token that the server does not take any more is replaced', async () => {
  const account = await signedIn('withdrawn@shop.example');
  expect((await mailroom.fetch(account)).health.state).toBe('ok');
  await oauth.revokeAccess('withdrawn@shop.example');
  expect((await mailroom.fetch(account)).health).toMatchObject({ problem: { code: 'login-refused' } });
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
});

test('a withdrawn grant is not tried again until somebody signs in', async () => {
  await oauth.set({ lifetime: SHORT });
  const account = await signedIn('gone@shop.example');
  await mailroom.fetch(account);
  await dovecot.deliver(
    'gone@shop.example',
    await buildMail({
      from: 'jonas@feld.example',
      to: 'gone@shop.example',
      subject: 'Before',
      text: 'Hello',
    }),
  );
  await mailroom.fetch(account);
  const { id } = await caseBySubject(mailroom.admin, 'Before');
  await oauth.revoke('gone@shop.example');
  await expireTokens();
  expect(await mailroom.fetch(account)).toMatchObject({
    authorizedAt: null,
    health: {
      state: 'needs-authorization',
      nextTryAt: null,
      problem: {
        step: 'secret',
        code: 'authorization-refused',
        detail: expect.stringContaining('invalid_grant'),
      },
    },
  });
  const asked = (await requests('refresh_token')).length;
  await mailroom.fetch(account);
  await mailroom.admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'It has to wait', idempotencyKey: 'has-to-wait-1' }),
  );
  await sleep(2_000);
  await answerInState(mailroom.admin, id, 'queued');
  expect((await requests('refresh_token')).length).toBe(asked);

  await dovecot.deliver(
    'gone@shop.example',
    await buildMail({
      from: 'jonas@feld.example',
      to: 'gone@shop.example',
      subject: 'Waited',
      text: 'Hello',
    }),
  );
  await oauth.set({ lifetime: 3600 });
  await signIn(account);
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  await caseBySubject(mailroom.admin, 'Waited');
  await answerInState(mailroom.admin, id, 'sent');
});

test('a provider that is away is asked again later', async () => {
  await oauth.set({ lifetime: SHORT });
  const account = await signedIn('away@shop.example');
  await expireTokens();
  await oauth.set({ token: 'fail' });
  const failed = await mailroom.fetch(account);
  expect(failed).toMatchObject({
    health: { state: 'failing', problem: { code: 'authorization-unreachable' } },
  });
  expect(failed.authorizedAt).not.toBeNull();
  expect(failed.health.nextTryAt).not.toBeNull();
  await oauth.set({ token: 'answer' });
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
});

test('other servers and other providers need another sign-in, and a password is asked for', async () => {
  const address = 'moved@shop.example';
  const account = await signedIn(address);
  const same = await mailroom.admin.put<Single<GroupAccountDetail>>(
    path(account),
    input(address, { name: 'Renamed' }),
  );
  expect(same.body.data).toMatchObject({ name: 'Renamed', authorizedAt: account.authorizedAt });

  const elsewhere = { ...(input(address).imap as ServerSettingsInput), host: 'localhost' };
  const test = { groupAccount: account.id, imap: elsewhere, folders: ['INBOX'] };
  expect(await mailroom.admin.post('/mailroom/connection-tests', test)).toMatchObject({
    status: 400,
    body: { error: { details: { errors: [{ path: ['authentication'] }] } } },
  });
  const moved = await mailroom.admin.put<Single<GroupAccountDetail>>(
    path(account),
    input(address, { imap: elsewhere }),
  );
  expect(moved.body.data).toMatchObject({ authorizedAt: null, health: { state: 'needs-authorization' } });

  const unknown = await mailroom.admin.put(path(account), input(address, { oauthProvider: 'google' }));
  expect(unknown).toMatchObject({
    status: 400,
    body: { error: { details: { errors: [{ path: ['oauthProvider'] }] } } },
  });
  const back = input(address, { authentication: 'password', oauthProvider: null });
  expect(await mailroom.admin.put(path(account), back)).toMatchObject({
    status: 400,
    body: { error: { details: { errors: [{ path: ['imap', 'secret'] }] } } },
  });
});

test('no log line and no stored byte holds a token or a code', () => {
  const { strapi } = mailroom;
  const stored = [strapi.database, `${strapi.database}-wal`].filter(existsSync);
  const places = [strapi.output(), ...stored.map((file) => readFileSync(file, 'utf8'))];
  expect(tokens.size).toBeGreaterThan(0);
  for (const token of tokens) expect(places.filter((text) => text.includes(token))).toEqual([]);
  expect(strapi.output()).not.toMatch(/[?&](code|state)=/);
});
