/** Mailboxes that cannot be read: what is said of each, when it is tried again, and that the others go on meanwhile. */
import type { GroupAccountDetail, GroupAccountInput, Single } from '../../../server/src/api/contracts';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { freePort } from '../../support/free-port';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, MAIL_PASSWORD, startMailroom, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const GOOD = 'good@shop.example';
const LOCKED = 'locked@shop.example';
/** A few turns of the clock and of the back-off. */
const PATIENCE = { timeout: 30_000, interval: 200 };

let mailroom: Mailroom;
let expired: Dovecot;
let good: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, expired] = await Promise.all([
    startMailroom([GOOD, LOCKED], { env: { MAILROOM_FETCH_RULE: '* * * * * *' } }),
    startDovecot({ users: [], certificate: 'expired' }),
  ]);
  good = await mailroom.account(GOOD);
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), expired?.stop()]));

const read = async ({ id }: Pick<GroupAccountDetail, 'id'>): Promise<GroupAccountDetail> =>
  (await mailroom.admin.get<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}`)).body.data;

const inState = (account: GroupAccountDetail, state: string) =>
  waitUntil(
    `${account.address} to be ${state}`,
    async () => {
      const { health } = await read(account);
      return health.state === state ? health : null;
    },
    PATIENCE,
  );

const deliver = async (address: string, subject: string) =>
  mailroom.dovecot.deliver(
    address,
    await buildMail({ from: 'jonas@feld.example', to: address, subject, text: 'Hello' }),
  );

/** Waits until the clock has brought a mail. */
const filed = (subject: string) =>
  waitUntil(`"${subject}" to be filed`, () => caseBySubject(mailroom.admin, subject), PATIENCE);

/** When an account that was switched off was fetched last; a fetch that was under way may end meanwhile. */
async function lastFetchOf(account: GroupAccountDetail): Promise<string | null> {
  let last = (await read(account)).health.lastCheckedAt;
  for (let quietSeconds = 0; quietSeconds < 4; quietSeconds += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = (await read(account)).health.lastCheckedAt;
    if (now !== last) quietSeconds = 0;
    last = now;
  }
  return last;
}

/** The settings of an account as they would be saved again, without secrets. */
function asInput({ address, imap, smtp }: GroupAccountDetail): GroupAccountInput {
  const server = (settings: GroupAccountDetail['imap']) => {
    if (settings === null) return null;
    const { host, port, security, user } = settings;
    return { host, port, security, user };
  };
  return mailroom.accountInput(address, { imap: server(imap), smtp: server(smtp) });
}

test('each problem is named, with the time of the next try, and stops nobody else', async () => {
  const closedPort = await freePort();
  const withImap = (name: string, imap: object, settings: Partial<GroupAccountInput> = {}) => {
    const { host, port, security, user, secret } = mailroom.accountInput(GOOD).imap!;
    return mailroom.account(`${name}@shop.example`, {
      imap: { host, port, security, user, secret, ...imap },
      ...settings,
    });
  };
  const troubled = [
    [await withImap('nowhere', { host: 'imap.shop.invalid' }), 'dns', 'host-not-found'],
    [await withImap('closed', { port: closedPort }), 'tcp', 'connection-refused'],
    [
      await withImap(
        'expired',
        { port: expired.imapsPort },
        { certificateAuthority: expired.certificateAuthority },
      ),
      'tls',
      'certificate-expired',
    ],
    [await withImap('folder', {}, { folders: ['Nowhere'] }), 'folder', 'folder-missing'],
  ] as const;
  await deliver(GOOD, 'While others fail');
  await filed('While others fail');
  for (const [account, step, code] of troubled) {
    const { problem, failures, nextTryAt, lastCheckedAt, lastSuccessAt } = await inState(account, 'failing');
    expect(problem).toMatchObject({ step, code });
    expect(failures).toBeGreaterThan(0);
    expect(lastSuccessAt).toBeNull();
    expect(Date.parse(nextTryAt ?? '') - Date.parse(lastCheckedAt ?? '')).toBeGreaterThan(1000);
    await mailroom.admin.delete(`/mailroom/group-accounts/${account.id}`);
  }
  expect((await read(good)).health).toMatchObject({ state: 'ok', failures: 0, problem: null });
});

test('a wrong password is tried three times, then not before somebody saves the account again', async () => {
  const locked = await mailroom.account(LOCKED, {
    imap: { ...mailroom.accountInput(LOCKED).imap!, secret: 'not the password' },
  });
  const failing = await inState(locked, 'failing');
  expect(failing).toMatchObject({ problem: { step: 'login', code: 'login-refused' } });
  const attention = await inState(locked, 'needs-attention');
  const checkedAt = ({ lastCheckedAt }: GroupAccountDetail['health']) => Date.parse(lastCheckedAt ?? '');
  const waits = 3 - failing.failures;
  expect(waits).toBeGreaterThan(0);
  expect(checkedAt(attention) - checkedAt(failing)).toBeGreaterThan(waits * 1_000);
  expect(attention).toMatchObject({ failures: 3, nextTryAt: null, problem: { code: 'login-refused' } });
  // Two more turns of the clock: each of these is fetched by one.
  for (const subject of ['One turn later', 'Two turns later']) {
    await deliver(GOOD, subject);
    await filed(subject);
  }
  const refused = mailroom.dovecot.log().match(/auth failed[^\n]*user=<locked@/g);
  expect(refused).toHaveLength(3);

  const repaired = asInput(locked);
  const saved = await mailroom.admin.put<Single<GroupAccountDetail>>(
    `/mailroom/group-accounts/${locked.id}`,
    {
      ...repaired,
      imap: { ...repaired.imap, secret: MAIL_PASSWORD },
    },
  );
  expect(saved.body.data.health).toMatchObject({ state: 'unchecked', failures: 0, problem: null });
  expect((await inState(locked, 'ok')).lastSuccessAt).not.toBeNull();
  await deliver(LOCKED, 'With the right password');
  await filed('With the right password');
});

test('a mailbox whose server was away comes back by itself', async () => {
  await mailroom.dovecot.stopServer();
  const away = await inState(good, 'failing').finally(() => mailroom.dovecot.startServer());
  // What a fetch that the outage cut short has to say is as true as what the next one says.
  expect(['connection-refused', 'connection-lost']).toContain(away.problem?.code);
  expect(away.lastSuccessAt).not.toBeNull();
  await deliver(GOOD, 'After the outage');
  await filed('After the outage');
  expect(await inState(good, 'ok')).toMatchObject({ failures: 0, problem: null, nextTryAt: null });
});

test('an account that was switched off is left alone', async () => {
  const path = `/mailroom/group-accounts/${good.id}`;
  const off = await mailroom.admin.put<Single<GroupAccountDetail>>(path, { ...asInput(good), active: false });
  expect(off.body.data.health.state).toBe('inactive');
  const since = await lastFetchOf(good);
  await deliver(GOOD, 'Nobody reads this yet');
  await deliver(LOCKED, 'A turn of the clock');
  await filed('A turn of the clock');
  await expect(caseBySubject(mailroom.admin, 'Nobody reads this yet')).rejects.toThrow(/^0 cases/);
  expect((await read(good)).health.lastCheckedAt).toBe(since);
  await mailroom.admin.put(path, { ...asInput(good), active: true });
  await filed('Nobody reads this yet');
});
