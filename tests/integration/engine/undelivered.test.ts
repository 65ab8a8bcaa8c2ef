/**
 * One message that its server cannot deliver: the server ends the connection, or refuses the whole command. The others
 * come, that one stands in quarantine, and it is had from there once the server can.
 */
import type { GroupAccountDetail, Single } from '../../../server/src/api/contracts';
import type { EditResponse, Fault, FaultProxy, ImapResponse } from '../../support/fault-proxy';
import { brokenRows, readLedger } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, quarantined, startMailroom, type Mailroom } from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';

const ENDING = 'ending@shop.example';
const REFUSING = 'refusing@shop.example';
const TWO = 'two@shop.example';
const LINE = 'line@shop.example';
const AWAY = 'away@shop.example';
const MAILS = 12;
/** Fetches that may pass until every mail has its outcome. */
const TRIES = 40;
/** Fetches after which a line or a server that delivers nothing still puts nothing aside. */
const ROUNDS = 15;
/** In the text of a mail that the server cannot deliver. */
const MARK = 'THIS-ONE-CANNOT-BE-READ';

let mailroom: Mailroom;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  mailroom = await startMailroom([ENDING, REFUSING, TWO, LINE, AWAY]);
}, 180_000);

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await mailroom?.stop();
});

const subjectOf = (number: number): string => `Mail number ${number}`;

async function deliver(to: string, from: number, until: number, marked: readonly number[]): Promise<void> {
  const numbers = Array.from({ length: until - from + 1 }, (_, position) => from + position);
  const mails = numbers.map((number) =>
    buildMail({
      from: `customer-${number}@feld.example`,
      to,
      subject: subjectOf(number),
      text: marked.includes(number) ? `Before ${MARK} after` : `Text ${number}`,
    }),
  );
  for (const mail of await Promise.all(mails)) await mailroom.dovecot.folders(to).append('INBOX', mail);
}

async function mailboxOf(
  address: string,
  marked: readonly number[],
): Promise<{ readonly proxy: FaultProxy; readonly account: GroupAccountDetail }> {
  const proxy = await proxyToDovecot(mailroom);
  proxies.push(proxy);
  await deliver(address, 1, MAILS, marked);
  return { proxy, account: await accountBehind(mailroom, proxy, address) };
}

/** Fetches until the account is well, as its clock would. Answers how many fetches failed before. */
async function fetchUntilWell(account: GroupAccountDetail): Promise<number> {
  for (let failed = 0; failed < TRIES; failed += 1)
    if ((await mailroom.fetch(account)).health.state === 'ok') return failed;
  throw new Error(`Not well after ${TRIES} fetches`);
}

async function outcomes(address: string): Promise<readonly string[]> {
  const ledger = await readLedger(mailroom.strapi.database, address);
  return ledger.map(({ uid, outcome, reason }) =>
    outcome === 'filed' ? `${uid}` : `${uid} ${outcome} ${reason}`,
  );
}

const expected = (last: number, put: readonly number[]): string[] =>
  Array.from({ length: last }, (_, position) => position + 1).map((uid) =>
    put.includes(uid) ? `${uid} quarantined undelivered` : `${uid}`,
  );

async function retry(
  address: string,
): Promise<readonly { readonly filed: boolean; readonly reason: string }[]> {
  const results: { readonly filed: boolean; readonly reason: string }[] = [];
  for (const { id } of await quarantined(mailroom.admin, address)) {
    const { status, body } = await mailroom.admin.post<Single<{ filed: boolean; reason: string }>>(
      `/mailroom/quarantine/${id}/retry`,
    );
    expect(status).toBe(200);
    results.push(body.data);
  }
  return results;
}

const isRow = (line: string): boolean => /^\* \d+ FETCH /.test(line);
const ends: Fault = { kind: 'end', instead: ({ line, bytes }) => isRow(line) && bytes.includes(MARK) };

const isSource = ({ line, bytes }: ImapResponse): boolean => isRow(line) && bytes.length > 300;
const refusesAll: EditResponse = ({ bytes, line, command, tagged }) => {
  if (command !== 'UID FETCH') return [bytes];
  if (isRow(line)) return [];
  return tagged ? [Buffer.from(`${line.split(' ')[0]} NO [SERVERBUG] Come back later\r\n`)] : [bytes];
};

/** Says no to a command when the marked message is part of the answer, and delivers nothing of it from there on. */
function refusing(): EditResponse {
  let refuses = false;
  return ({ bytes, line, tagged }) => {
    if (isRow(line) && bytes.includes(MARK)) refuses = true;
    if (!refuses) return [bytes];
    if (isRow(line)) return [];
    if (!tagged) return [bytes];
    refuses = false;
    return [Buffer.from(`${line.split(' ')[0]} NO [SERVERBUG] Message could not be read\r\n`)];
  };
}

test('a message on which the server hangs up keeps no other waiting, and is had later', async () => {
  const { proxy, account } = await mailboxOf(ENDING, [5]);
  await proxy.set(ends);
  expect(await fetchUntilWell(account)).toBeGreaterThan(0);
  expect(await outcomes(ENDING)).toEqual(expected(MAILS, [5]));
  expect(proxy.strikes).toBeGreaterThanOrEqual(4);

  // From now on it troubles nobody.
  await deliver(ENDING, MAILS + 1, MAILS + 2, []);
  expect((await mailroom.fetch(account)).health.state).toBe('ok');
  expect(await outcomes(ENDING)).toEqual(expected(MAILS + 2, [5]));

  // Asked for again it still is not delivered, and stays.
  expect(await retry(ENDING)).toEqual([{ filed: false, reason: 'undelivered' }]);
  expect((await mailroom.fetch(account)).health.state).toBe('ok');
  await proxy.lift();
  expect(await retry(ENDING)).toEqual([{ filed: true, reason: '' }]);
  expect(await outcomes(ENDING)).toEqual(expected(MAILS + 2, []));
  const opened = await caseBySubject(mailroom.admin, subjectOf(5));
  expect(opened.subject).toBe(subjectOf(5));
  expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
}, 120_000);

test('a message because of which the server refuses the whole command keeps no other waiting', async () => {
  const { proxy, account } = await mailboxOf(REFUSING, [3]);
  await proxy.set({ kind: 'edit', edit: refusing() });
  expect(await fetchUntilWell(account)).toBeGreaterThan(0);
  expect(await outcomes(REFUSING)).toEqual(expected(MAILS, [3]));
  await proxy.lift();
  const { status, body } = await mailroom.admin.post<Single<{ filed: number }>>('/mailroom/quarantine/retry');
  expect(status).toBe(200);
  expect(body.data.filed).toBeGreaterThanOrEqual(1);
  expect(await outcomes(REFUSING)).toEqual(expected(MAILS, []));
}, 120_000);

test('two such messages side by side are both found', async () => {
  const { proxy, account } = await mailboxOf(TWO, [6, 7]);
  await proxy.set(ends);
  expect(await fetchUntilWell(account)).toBeGreaterThan(0);
  expect(await outcomes(TWO)).toEqual(expected(MAILS, [6, 7]));
  await proxy.lift();
  expect(await retry(TWO)).toEqual([
    { filed: true, reason: '' },
    { filed: true, reason: '' },
  ]);
}, 120_000);

/** Fetches under a fault that delivers nothing: nothing is put aside, and all of it comes when the fault is over. */
async function expectNoneAside(
  { proxy, account }: Awaited<ReturnType<typeof mailboxOf>>,
  fault: Fault,
  mails: { readonly before: number; readonly after: number },
): Promise<void> {
  await proxy.set(fault);
  for (let round = 0; round < ROUNDS; round += 1)
    expect((await mailroom.fetch(account)).health.state).toBe('failing');
  expect(await outcomes(account.address)).toEqual(expected(mails.before, []));
  await proxy.lift();
  expect(await fetchUntilWell(account)).toBe(0);
  expect(await outcomes(account.address)).toEqual(expected(mails.after, []));
}

test.each([
  ['a line that carries no message', LINE, (): Fault => ({ kind: 'end', instead: isSource })],
  ['a server that refuses every message', AWAY, (): Fault => ({ kind: 'edit', edit: refusesAll })],
])(
  '%s puts none aside, neither of many nor one alone',
  async (_, address, faultOf) => {
    const mailbox = await mailboxOf(address, []);
    await expectNoneAside(mailbox, faultOf(), { before: 0, after: MAILS });
    await deliver(address, MAILS + 1, MAILS + 1, []);
    await expectNoneAside(mailbox, faultOf(), { before: MAILS, after: MAILS + 1 });
  },
  120_000,
);
