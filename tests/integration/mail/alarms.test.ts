/** What admins are told of mailboxes in trouble, and the scheduled tasks as they are shown and run by hand. */
import type { GroupAccountDetail, Me, ScheduledJob, Single } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { readRows } from '../../support/database';
import { startDovecot, type Dovecot } from '../../support/dovecot';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, MAIL_PASSWORD, startMailroom, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const LOCKED = 'locked@shop.example';
const QUIET = 'quiet@shop.example';
const BUSY = 'busy@shop.example';
const PATIENCE = { timeout: 30_000, interval: 200 };

let mailroom: Mailroom;
let untrusted: Dovecot;
let agent: AdminClient;

beforeAll(async () => {
  [mailroom, untrusted] = await Promise.all([
    startMailroom([LOCKED, QUIET, BUSY], { env: { MAILROOM_FETCH_RULE: '* * * * * *' } }),
    startDovecot({ users: [], certificate: 'expired' }),
  ]);
  agent = await mailroom.agent('Lena');
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), untrusted?.stop()]));

const read = async ({ id }: Pick<GroupAccountDetail, 'id'>): Promise<GroupAccountDetail> =>
  (await mailroom.admin.get<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${id}`)).body.data;

const me = async (client: AdminClient): Promise<Me> =>
  (await client.get<Single<Me>>('/mailroom/me')).body.data;

interface Notice {
  readonly kind: string;
  readonly user: number;
  readonly details: { readonly address: string; readonly problem: { readonly code: string } | null };
}

/** What was said of an address, oldest first. */
async function notices(address: string): Promise<readonly Notice[]> {
  const rows = await readRows<{ kind: string; user_id: number; details: unknown }>(
    mailroom.strapi.database,
    'SELECT kind, user_id, details FROM mailroom_notifications ORDER BY id',
  );
  return rows
    .map(({ kind, user_id, details }) => ({
      kind,
      user: user_id,
      details: (typeof details === 'string' ? JSON.parse(details) : details) as Notice['details'],
    }))
    .filter(({ details }) => details.address === address);
}

const kindsOf = async (address: string) => (await notices(address)).map(({ kind }) => kind);

test('three refused logins are told to the admins once, shown to nobody else, and taken back', async () => {
  const { imap } = mailroom.accountInput(LOCKED);
  const locked = await mailroom.account(LOCKED, { push: true, imap: { ...imap!, secret: 'wrong' } });
  await waitUntil(
    'the mailbox to wait for a person',
    async () => (await read(locked)).health.state === 'needs-attention',
    PATIENCE,
  );
  await waitUntil('the notice', async () => (await notices(LOCKED)).length > 0, PATIENCE);
  const [notice, ...more] = await notices(LOCKED);
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ kind: 'mailbox-needs-attention', user: mailroom.admin.id });
  expect(notice?.details.problem).toMatchObject({ step: 'login', code: 'login-refused' });
  expect((await me(mailroom.admin)).attention.accounts).toEqual([
    { id: locked.id, kind: 'group', name: LOCKED, state: 'needs-attention', silentSince: null },
  ]);
  expect((await me(agent)).attention.accounts).toEqual([]);
  // Neither the clock nor push has tried a fourth time.
  expect(mailroom.dovecot.log().match(/auth failed[^\n]*user=<locked@/g)).toHaveLength(3);

  await mailroom.admin.put(
    `/mailroom/group-accounts/${locked.id}`,
    mailroom.accountInput(LOCKED, { push: true, imap: { ...imap!, secret: MAIL_PASSWORD } }),
  );
  await waitUntil(
    'the end of the incident',
    async () => (await kindsOf(LOCKED)).at(-1) === 'mailbox-recovered',
    PATIENCE,
  );
  expect((await me(mailroom.admin)).attention.accounts).toEqual([]);
  await waitUntil('push', async () => (await read(locked)).health.pushSince !== null, PATIENCE);
});

test('a certificate that cannot be trusted is told at once', async () => {
  const address = 'untrusted@shop.example';
  const { imap } = mailroom.accountInput(LOCKED);
  const account = await mailroom.account(address, {
    imap: { ...imap!, port: untrusted.imapsPort },
    certificateAuthority: untrusted.certificateAuthority,
  });
  await waitUntil('the notice', async () => (await notices(address)).length > 0, PATIENCE);
  // It is tried again, and that is no news.
  await waitUntil('another try', async () => (await read(account)).health.failures > 1, PATIENCE);
  expect(await notices(address)).toMatchObject([
    { kind: 'mailbox-needs-attention', details: { problem: { code: 'certificate-expired' } } },
  ]);
  await mailroom.admin.delete(`/mailroom/group-accounts/${account.id}`);
});

test('silence raises an alarm once, and the next mail ends it', async () => {
  const old = await buildMail({ from: 'jonas@feld.example', to: QUIET, subject: 'Long ago', text: 'Hello' });
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  const quiet = await mailroom.account(QUIET, { silenceAlarmHours: 1 });
  // After the first fetch: what lies there before is history, and says nothing of when mail last came.
  await mailroom.dovecot.folders(QUIET).append('INBOX', old, [], twoHoursAgo);
  const { health } = await waitUntil(
    'the alarm',
    async () => {
      const account = await read(quiet);
      return account.health.silentSince !== null && account;
    },
    PATIENCE,
  );
  expect(health.state).toBe('ok');
  await waitUntil('the notice', async () => (await notices(QUIET)).length > 0, PATIENCE);
  expect((await me(mailroom.admin)).attention.accounts).toEqual([
    { id: quiet.id, kind: 'group', name: QUIET, state: 'ok', silentSince: health.silentSince },
  ]);
  await mailroom.receive(quiet, { from: 'jonas@feld.example', subject: 'At last', text: 'Hello' });
  await waitUntil(
    'silence to be over',
    async () => (await read(quiet)).health.silentSince === null,
    PATIENCE,
  );
  await waitUntil('the notice', async () => (await notices(QUIET)).length === 2, PATIENCE);
  expect(await kindsOf(QUIET)).toEqual(['mailbox-silent', 'mailbox-recovered']);
});

describe('scheduled tasks', () => {
  const jobs = async (): Promise<ReadonlyMap<string, ScheduledJob>> => {
    const { body } = await mailroom.admin.get<Single<readonly ScheduledJob[]>>('/mailroom/jobs');
    return new Map(body.data.map((job) => [job.name, job]));
  };

  test('show their rules, last and next runs', async () => {
    const before = (await jobs()).get('fetch')!;
    expect(before).toMatchObject({ rule: '* * * * * *', lastError: null });
    expect(Date.now() - Date.parse(before.lastStartedAt ?? '')).toBeLessThan(5_000);
    expect(Date.parse(before.nextRunAt ?? '') - Date.now()).toBeLessThanOrEqual(1_000);
    await waitUntil(
      'the next run',
      async () =>
        Date.parse((await jobs()).get('fetch')?.lastStartedAt ?? '') > Date.parse(before.lastStartedAt!),
    );
    expect([...(await jobs()).keys()]).toEqual(expect.arrayContaining(['fetch', 'send', 'housekeeping']));
    const { nextRunAt, lastStartedAt } = (await jobs()).get('housekeeping')!;
    expect(lastStartedAt).toBeNull();
    expect(new Date(nextRunAt!).getMinutes()).toBe(45);
  });

  test('run when they are told to, and say what they did', async () => {
    await mailroom.restart({ env: { MAILROOM_FETCH_RULE: '0 0 0 1 1 *' } });
    const account = await mailroom.account(BUSY);
    await waitUntil('the first fetch', async () => (await read(account)).health.state === 'ok', PATIENCE);
    await mailroom.dovecot.deliver(
      BUSY,
      await buildMail({ from: 'jonas@feld.example', to: BUSY, subject: 'By hand', text: 'Hello' }),
    );
    const since = Date.now();
    const { status, body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/fetch/run');
    expect(status).toBe(200);
    expect(body.data.lastResult).toMatchObject({ mails: 1, failed: 0, unfinished: 0 });
    expect(Date.parse(body.data.lastStartedAt ?? '')).toBeGreaterThanOrEqual(since);
    expect(body.data.lastDurationMs).toBeGreaterThan(0);
    await caseBySubject(mailroom.admin, 'By hand');

    const housekeeping = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
    expect(housekeeping.body.data).toMatchObject({
      lastError: null,
      lastResult: { blobs: 0, unfinished: 0, notifications: 0 },
    });
    // What a run came to is known after a restart, too.
    await mailroom.restart();
    expect((await jobs()).get('housekeeping')).toMatchObject({
      lastStartedAt: housekeeping.body.data.lastStartedAt,
      lastResult: housekeeping.body.data.lastResult,
    });
    expect((await mailroom.admin.post('/mailroom/jobs/unknown/run')).status).toBe(404);
  });
});
