/** Mail that lay in a mailbox before it was connected: imported only on request, newest first, without effects. */
import type { GroupAccountDetail, GroupAccountInput } from '../../../server/src/api/contracts';
import { readRows } from '../../support/database';
import { readLedger } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { casesOf, startMailroom, type Mailroom } from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';
import { waitUntil } from '../../support/wait-until';

const at = (name: string): string => `${name}@shop.example`;
const CUSTOMER = 'jonas@feld.example';
const BATCH = 5;

let mailroom: Mailroom;

beforeAll(async () => {
  const config = { fetch: { batchMessages: BATCH, historySlice: 150 } };
  mailroom = await startMailroom(['quiet', 'killed', 'cases', 'since', 'gone'].map(at), {
    env: { MAILROOM_CONFIG: JSON.stringify(config) },
  });
}, 180_000);

afterAll(() => mailroom?.stop());

const ALL = { import: true, since: null, opensCases: false } as const;

const mail = (to: string, subject: string, more: object = {}): Promise<Buffer> =>
  buildMail({ from: CUSTOMER, to, subject, text: `About ${subject}`, ...more });

const numbered = (to: string, count: number): Promise<Buffer[]> =>
  Promise.all(Array.from({ length: count }, (_, number) => mail(to, `Old ${number + 1}`)));

const ledger = (address: string) => readLedger(mailroom.strapi.database, address);

/** Fetches until nothing of the history is left. */
const imported = (account: GroupAccountDetail): Promise<GroupAccountDetail> =>
  waitUntil(
    'the history to be imported',
    async () => {
      const fetched = await mailroom.fetch(account);
      return fetched.health.history?.finishedAt == null ? null : fetched;
    },
    { timeout: 60_000, interval: 50 },
  );

const casesOfAccount = async ({ id }: GroupAccountDetail) =>
  (await casesOf(mailroom.admin)).filter(({ account }) => account?.id === id);

test('comes newest first, opens nothing and is news to nobody', async () => {
  const address = at('quiet');
  await mailroom.dovecot.deliver(address, ...(await numbered(address, 23)));
  const account = await imported(await mailroom.account(address, { history: ALL }));
  expect(account.health).toMatchObject({
    state: 'ok',
    lastMailAt: null,
    history: { total: 23, done: 23, secondsLeft: 0 },
  });
  expect(await casesOfAccount(account)).toEqual([]);
  const rows = await readRows<{ uid: number | string }>(
    mailroom.strapi.database,
    `SELECT location.uid AS uid FROM mailroom_message_locations AS location
       JOIN mailroom_mailboxes AS mailbox ON mailbox.id = location.mailbox_id
      WHERE mailbox.address = ? ORDER BY location.id`,
    [address],
  );
  const order = rows.map(({ uid }) => Number(uid));
  const batches = Array.from({ length: 5 }, (_, batch) => order.slice(batch * BATCH, (batch + 1) * BATCH));
  expect(batches).toEqual([
    [19, 20, 21, 22, 23],
    [14, 15, 16, 17, 18],
    [9, 10, 11, 12, 13],
    [4, 5, 6, 7, 8],
    [1, 2, 3],
  ]);
  await mailroom.receive(account, { from: CUSTOMER, subject: 'New', text: 'New' });
  expect((await casesOfAccount(account)).map(({ subject }) => subject)).toEqual(['New']);
});

test('goes on where a power cut stopped it, each mail once, and new mail does not wait for it', async () => {
  const address = at('killed');
  await mailroom.dovecot.deliver(address, ...(await numbered(address, 400)));
  const proxy = await proxyToDovecot(mailroom);
  // Two answers for each batch: the whole history takes many seconds.
  await proxy.set({ kind: 'delay', milliseconds: 40 });
  const account = await accountBehind(mailroom, proxy, address, { history: ALL });
  const filedSoFar = async () => (await ledger(address)).length;
  const killedAfter = async (more: number): Promise<void> => {
    const before = await filedSoFar();
    // It ends with the process.
    const fetching = mailroom.fetch(account).catch(() => undefined);
    await waitUntil('some mails', async () => (await filedSoFar()) >= before + more || null, { interval: 1 });
    await mailroom.restart({ kill: true });
    await fetching;
    expect(await filedSoFar()).toBeLessThan(400);
  };
  await killedAfter(4 * BATCH);
  // What was being read is now stored mail by mail, and that is cut as well.
  await killedAfter(1);
  await mailroom.dovecot.deliver(address, await mail(address, 'Came meanwhile'));
  const fetched = await mailroom.fetch(account);
  expect(fetched.health.history?.finishedAt).toBeNull();
  expect((await casesOfAccount(account)).map(({ subject }) => subject)).toEqual(['Came meanwhile']);
  await proxy.lift();
  const { health } = await imported(account);
  await proxy.stop();
  expect(health.history).toMatchObject({ total: 400, done: 400 });
  const filed = await ledger(address);
  expect(filed.map(({ uid }) => uid)).toEqual(Array.from({ length: 401 }, (_, index) => index + 1));
  expect(new Set(filed.map(({ emailId }) => emailId)).size).toBe(401);
}, 180_000);

test('opens cases where that is wanted, and a question joins the case of its answer', async () => {
  const address = at('cases');
  const question = await mail(address, 'Broken lamp', { messageId: '<q@feld.example>' });
  const answer = await mail(address, 'Re: Broken lamp', { inReplyTo: '<q@feld.example>' });
  // Far enough apart to be imported in two steps, the answer first.
  await mailroom.dovecot.deliver(address, question, ...(await numbered(address, 2 * BATCH)), answer);
  const account = await imported(await mailroom.account(address, { history: { ...ALL, opensCases: true } }));
  const cases = await casesOfAccount(account);
  expect(cases).toHaveLength(2 * BATCH + 1);
  expect(cases.find(({ subject }) => subject === 'Re: Broken lamp')).toMatchObject({
    emailCount: 2,
    unread: false,
    snippet: 'About Re: Broken lamp',
  });
});

test('reaches as far back as was asked for, further when that changes, and only when it is asked for', async () => {
  const address = at('since');
  const folders = mailroom.dovecot.folders(address);
  const years = [2019, 2021, 2023, 2025];
  for (const year of years)
    await folders.append('INBOX', await mail(address, `Of ${year}`), [], new Date(Date.UTC(year, 5, 1, 12)));
  const none = await mailroom.account(address, { history: { ...ALL, import: false } });
  expect(none.health.history).toBeNull();
  expect(await ledger(address)).toEqual([]);

  const change = async (history: GroupAccountInput['history']): Promise<GroupAccountDetail> => {
    const { imap: _, smtp: _s, ...rest } = mailroom.accountInput(address, { history });
    const input = mailroom.accountInput(address, { ...rest, history });
    expect((await mailroom.admin.put(`/mailroom/group-accounts/${none.id}`, input)).status).toBe(200);
    return imported(none);
  };
  const subjects = async () => (await ledger(address)).map(({ subject }) => subject);
  const since = await change({ ...ALL, since: '2022-01-01T00:00:00.000Z' });
  expect(since.health.history).toMatchObject({ total: 2, done: 2 });
  expect(await subjects()).toEqual(['Of 2023', 'Of 2025']);
  await change({ ...ALL, since: '2020-01-01T00:00:00.000Z' });
  expect(await subjects()).toEqual(['Of 2021', 'Of 2023', 'Of 2025']);
  await change(ALL);
  expect(await subjects()).toEqual(years.map((year) => `Of ${year}`));
  expect(await casesOfAccount(none)).toEqual([]);
});
