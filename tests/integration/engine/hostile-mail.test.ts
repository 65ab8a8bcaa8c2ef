/** Mail that is made to do damage, mail that comes twice, servers that lie in wait: each costs nothing but itself. */
import { readFileSync } from 'node:fs';
import type { GroupAccountDetail, Single } from '../../../server/src/api/contracts';
import { readRows } from '../../support/database';
import type { Fault, FaultProxy } from '../../support/fault-proxy';
import { brokenRows, ledgerDifferences, readLedger } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';
import { POISON_MAILS, withZeroBytes } from '../../support/poison-mails';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';
import { IS_SQLITE } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';
import { bytesOf, corpus, describeWithCorpus, type CorpusKind } from '../../unit/support/corpus';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const POISONED = 'poisoned@shop.example';
const CORPUS = 'corpus@shop.example';
const HOSTILE = 'hostile@shop.example';
const TEAM = Array.from({ length: 9 }, (_, number) => `team-${number}@shop.example`);
const DEAD = 'dead@shop.example';

let mailroom: Mailroom;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES, POISONED, CORPUS, HOSTILE, DEAD, ...TEAM]);
}, 180_000);

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await mailroom?.stop();
});

/** An account that reaches Dovecot through a proxy. */
async function behindProxy(address: string) {
  const proxy = await proxyToDovecot(mailroom);
  proxies.push(proxy);
  return { proxy, account: await accountBehind(mailroom, proxy, address) };
}

const goodMail = (to: string, subject: string) =>
  buildMail({ from: 'jonas@feld.example', to, subject, text: `About ${subject}` });

test('mail that two mailboxes receive is one email with two locations, whoever is first', async () => {
  const both = [await mailroom.account(SUPPORT), await mailroom.account(SALES)];
  const subjects = ['To both', 'To both again', 'To both without an id'];
  const mails = await Promise.all(
    subjects.map((subject, position) =>
      buildMail({
        from: 'jonas@feld.example',
        to: [SUPPORT, SALES],
        subject,
        text: subject,
        date: new Date('2026-01-05T10:00:00Z'),
        ...(position === 2 ? { messageId: null } : {}),
      }),
    ),
  );
  await mailroom.dovecot.deliver(SUPPORT, ...mails);
  await mailroom.dovecot.deliver(SALES, ...mails.reverse());
  // At once: both mailboxes find them new.
  await Promise.all(both.map((account) => mailroom.fetch(account)));
  await waitUntil('both mailboxes to be read', async () => {
    await Promise.all(both.map((account) => mailroom.fetch(account)));
    for (const address of [SUPPORT, SALES]) {
      const comparison = { folders: ['INBOX'], delivered: subjects, gone: true };
      expect(await ledgerDifferences(mailroom, address, comparison)).toEqual([]);
    }
    return true;
  });
  const emailsOf = async (address: string) =>
    (await readLedger(mailroom.strapi.database, address)).map(({ emailId }) => emailId).sort();
  expect(await emailsOf(SUPPORT)).toEqual(await emailsOf(SALES));
});

test('poisoned mail costs nothing but itself', async () => {
  const { database } = mailroom.strapi;
  const { proxy, account } = await behindProxy(POISONED);
  await proxy.set({
    kind: 'edit',
    edit: ({ bytes }) => [bytes.includes('ZERO') ? withZeroBytes(bytes) : bytes],
  });
  const folders = mailroom.dovecot.folders(POISONED);
  const good: string[] = [];
  for (const [subject, poison] of POISON_MAILS) {
    await folders.append('INBOX', poison);
    good.push(`Next to ${subject}`);
    await folders.append('INBOX', await goodMail(POISONED, good.at(-1)!));
  }
  const started = performance.now();
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(proxy.strikes).toBeGreaterThan(0);

  const ledger = await readLedger(database, POISONED);
  expect(ledger.map(({ uid }) => uid)).toEqual(ledger.map((_, position) => position + 1));
  expect(ledger).toHaveLength(2 * good.length);
  // Each good mail is an email of its own; each poisoned one is that too, or it is kept with its source.
  expect(ledger.filter(({ uid }) => uid % 2 === 0).map(({ subject }) => subject)).toEqual(good);
  const poisoned = ledger.filter(({ uid }) => uid % 2 === 1);
  expect(poisoned.every(({ outcome }) => outcome === 'filed' || outcome === 'quarantined')).toBe(true);
  expect(poisoned.filter(({ outcome }) => outcome === 'quarantined').length).toBeGreaterThan(0);
  const kept = await readRows<{ uid: number | string; sourceHash: string | null; reason: string }>(
    database,
    `SELECT uid, source_hash AS "sourceHash", reason FROM mailroom_message_locations WHERE outcome = 'quarantined'`,
  );
  for (const row of kept) expect(row).toMatchObject({ sourceHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await brokenRows(database)).toEqual([]);
}, 180_000);

describeWithCorpus('real mail', () => {
  const KINDS: readonly CorpusKind[] = [
    'mime',
    'charsets',
    'html-hostile',
    'auto-replies',
    'bounces',
    'forwards',
  ];

  test('every mail has an outcome, and hardly any is too much', async () => {
    const account = await mailroom.account(CORPUS);
    const mails = KINDS.flatMap((kind) => corpus(kind).map((entry) => bytesOf(kind, entry)));
    await mailroom.dovecot.deliver(CORPUS, ...mails);
    await waitUntil(
      'all of it to be read',
      async () => {
        expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
        return (await readLedger(mailroom.strapi.database, CORPUS)).length >= mails.length;
      },
      { timeout: 60_000, interval: 500 },
    );
    const ledger = await readLedger(mailroom.strapi.database, CORPUS);
    expect(ledger.map(({ uid }) => uid)).toEqual(mails.map((_, position) => position + 1));
    const filed = ledger.filter(({ outcome, emailId }) => outcome === 'filed' && emailId !== null);
    const kept = ledger.filter(({ outcome }) => outcome === 'quarantined');
    expect(filed.length + kept.length).toBe(mails.length);
    expect(kept.length).toBeLessThan(mails.length / 100);
    expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
  }, 180_000);
});

/** Megabytes of memory that the process has at this moment. */
const residentMegabytes = (): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${mailroom.strapi.pid}/status`, 'utf8'))?.[1]) / 1024;

const isRow = (line: string): boolean => /^\* \d+ FETCH /.test(line);

const FLOODS: Readonly<Record<string, Extract<Fault, { kind: 'flood' }>>> = {
  'a literal of a gigabyte': {
    kind: 'flood',
    instead: ({ line, bytes }) => isRow(line) && bytes.length > 300,
    opening: '* 1 FETCH (UID 1 BODY[] {1073741823}\r\n',
  },
  'a line without an end': {
    kind: 'flood',
    instead: ({ command }) => command === 'SELECT' || command === 'EXAMINE',
    opening: '* FLAGS (',
  },
  'a greeting without an end': { kind: 'flood', instead: () => true, opening: '* OK ' },
};

/** What servers and their connections do is the same to every database; mails are not. */
const testOfServers = IS_SQLITE ? test : test.skip;

testOfServers(
  'a server that sends without end is hung up on, and no memory is lost to it',
  async () => {
    const { proxy, account } = await behindProxy(HOSTILE);
    await mailroom.dovecot.deliver(HOSTILE, await goodMail(HOSTILE, 'Behind the flood'));
    for (const [name, fault] of Object.entries(FLOODS)) {
      await proxy.set(fault);
      const before = residentMegabytes();
      let most = before;
      const watch = setInterval(() => (most = Math.max(most, residentMegabytes())), 20);
      const { health } = await mailroom.fetch(account).finally(() => clearInterval(watch));
      expect({ name, state: health.state }).toEqual({ name, state: 'failing' });
      expect(proxy.strikes).toBeGreaterThan(0);
      expect({ name, grew: most - before < 250 }).toEqual({ name, grew: true });
    }
    await proxy.lift();
    await mailroom.fetch(account);
    expect((await caseBySubject(mailroom.admin, 'Behind the flood')).subject).toBe('Behind the flood');
  },
  180_000,
);

testOfServers(
  'one dead account among ten delays no other',
  async () => {
    const { proxy, account: dead } = await behindProxy(DEAD);
    const accounts = await Promise.all(TEAM.map((address) => mailroom.account(address)));
    const rest: GroupAccountDetail[] = [];
    for (const account of accounts) rest.push(await mailroom.fetch(account));
    // It answers the login and then nothing: the worst, since everything looks well until then.
    await proxy.set({
      kind: 'edit',
      edit: ({ bytes, command }) => (command === 'EXAMINE' || command === 'SELECT' ? [] : [bytes]),
    });
    await mailroom.restart({ env: { MAILROOM_FETCH_RULE: '* * * * * *' } });
    await waitUntil('the dead account to hang', () => proxy.strikes > 0, { timeout: 15_000 });

    for (let round = 0; round < 3; round += 1) {
      const subject = (address: string) => `Round ${round} of ${address}`;
      const started = performance.now();
      await Promise.all(
        TEAM.map(async (address) =>
          mailroom.dovecot.deliver(address, await goodMail(address, subject(address))),
        ),
      );
      for (const address of TEAM)
        await waitUntil('mail of the living', () => caseBySubject(mailroom.admin, subject(address)), {
          timeout: 30_000,
        });
      // Two turns of the clock and the work itself, on a machine that is busy; the dead one hangs for minutes.
      expect(performance.now() - started).toBeLessThan(30_000);
    }
    await mailroom.dovecot.deliver(DEAD, await goodMail(DEAD, 'For the dead'));
    await proxy.lift();
    await waitUntil('the dead account to live again', () => caseBySubject(mailroom.admin, 'For the dead'), {
      timeout: 30_000,
      interval: 250,
    });
    const read = await mailroom.admin.get<Single<GroupAccountDetail>>(`/mailroom/group-accounts/${dead.id}`);
    expect(read.body.data.health.state).toBe('ok');
  },
  180_000,
);
