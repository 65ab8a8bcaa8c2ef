/**
 * Whatever a network or a bad server does to the connection, in the end the ledger holds what lies on the server, each
 * mail is one email, and no fault has stopped the account for ever. MAILROOM_TEST_SEED repeats a run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import type { EditResponse, Fault, FaultProxy } from '../../support/fault-proxy';
import { ledgerDifferences } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { startMailroom, type Mailroom } from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';
import { seededRandom, seedOfRun, type SeededRandom } from '../../support/seeded-random';
import { waitUntil } from '../../support/wait-until';

const SEED = seedOfRun();
/** Fetches under each fault; the torture run asks for more. */
const ROUNDS = Number(process.env.MAILROOM_TORTURE_ROUNDS ?? 6);
/** Mails that each round adds. */
const MAILS = 12;
/** Bytes of the conversation of one round, about. */
const CONVERSATION = 30_000;
/** Milliseconds after which a fault that holds a fetch up is lifted. */
const PATIENCE = 1_200;

/** The same change for every response that a condition singles out. */
const editing =
  (change: (response: Parameters<EditResponse>[0]) => readonly Buffer[] | null): EditResponse =>
  (response) =>
    change(response) ?? [response.bytes];

const isRow = (line: string): boolean => /^\* \d+ FETCH /.test(line);

const droppedRows = (random: SeededRandom): EditResponse =>
  editing(({ line }) => (isRow(line) && random.chance(0.2) ? [] : null));

/** A search index that lags behind the folder: it neither hides mail for ever nor makes what it forgets count as gone. */
const forgetfulSearch = (random: SeededRandom): EditResponse =>
  editing(({ line }) => {
    if (!/^\* SEARCH /.test(line)) return null;
    const uids = line.split(' ').slice(2);
    return [Buffer.from(`* SEARCH ${uids.filter(() => random.chance(0.7)).join(' ')}\r\n`)];
  });

/** Rows that nobody asked for: those of other uids, as a server sends that answers another question. */
const foreignRows = (random: SeededRandom): EditResponse =>
  editing(({ line, bytes }) => {
    if (!isRow(line) || !random.chance(0.5)) return null;
    const foreign = bytes
      .toString('latin1')
      .replace(/\bUID (\d+)/, (_, uid: string) => `UID ${Number(uid) + 100_000}`);
    return random.chance(0.5)
      ? [Buffer.from(foreign, 'latin1'), bytes]
      : [bytes, Buffer.from(foreign, 'latin1')];
  });

const otherUidValidity = (random: SeededRandom): EditResponse => {
  const shift = random.integer(1, 1000);
  return editing(({ line, bytes }) =>
    line.includes('UIDVALIDITY ')
      ? [
          Buffer.from(
            bytes
              .toString('latin1')
              .replace(/UIDVALIDITY (\d+)/, (_, value: string) => `UIDVALIDITY ${Number(value) + shift}`),
            'latin1',
          ),
        ]
      : null,
  );
};

/** A refusal in place of the end of some command; the login is refused only for a reason that passes. */
const refusals = (random: SeededRandom): EditResponse => {
  const probability = random.next() * 0.6;
  return editing(({ line, command, tagged }) => {
    if (!tagged || !random.chance(probability)) return null;
    const tag = line.slice(0, line.indexOf(' '));
    const signsIn = command === 'LOGIN' || command === 'AUTHENTICATE';
    const answer = signsIn
      ? 'NO [UNAVAILABLE] Try again later'
      : random.pick(['NO [SERVERBUG] Internal error', 'NO Not now', 'BAD Unknown command']);
    return [Buffer.from(`${tag} ${answer}\r\n`)];
  });
};

const garbageBytes = (random: SeededRandom): Buffer => {
  const noise = Buffer.from(Array.from({ length: random.magnitude(300) }, () => random.integer(0, 255)));
  return random.pick([
    noise,
    Buffer.from('* garbage\r\n'),
    Buffer.from('* BYE Shutting down\r\n'),
    Buffer.from('\r\n'),
  ]);
};

/** What each round does to the connection, by name. */
const FAULTS: Readonly<Record<string, (random: SeededRandom) => Fault>> = {
  'connections cut by RST': (random) => ({
    kind: 'cut',
    by: 'rst',
    afterBytes: random.magnitude(CONVERSATION),
  }),
  'connections cut by FIN': (random) => ({
    kind: 'cut',
    by: 'fin',
    afterBytes: random.integer(1, CONVERSATION),
  }),
  stalls: (random) => ({ kind: 'stall', afterBytes: random.magnitude(CONVERSATION) }),
  'refused connections': () => ({ kind: 'refuse' }),
  'a slow and thin line': (random) =>
    random.chance(0.5)
      ? { kind: 'delay', milliseconds: random.integer(5, 60) }
      : { kind: 'throttle', bytesPerSecond: random.integer(20_000, 200_000) },
  'garbage in the stream': (random) => ({
    kind: 'garbage',
    afterBytes: random.integer(1, CONVERSATION),
    bytes: garbageBytes(random),
  }),
  'FETCH answers that leave rows out': (random) => ({ kind: 'edit', edit: droppedRows(random) }),
  'SEARCH answers that leave mails out': (random) => ({ kind: 'edit', edit: forgetfulSearch(random) }),
  'FETCH answers with rows of others': (random) => ({ kind: 'edit', edit: foreignRows(random) }),
  'commands that are refused': (random) => ({ kind: 'edit', edit: refusals(random) }),
  'another UIDVALIDITY now and then': (random) => ({ kind: 'edit', edit: otherUidValidity(random) }),
};

const NAMES = Object.keys(FAULTS);
const addressOf = (name: string): string => `fault-${NAMES.indexOf(name)}@shop.example`;

let mailroom: Mailroom;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  console.log(`MAILROOM_TEST_SEED=${SEED}`);
  mailroom = await startMailroom(NAMES.map(addressOf), {
    // Several batches in each round: a fault then falls between two of them, too.
    env: { MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 5 } }) },
  });
}, 180_000);

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await mailroom?.stop();
});

async function deliver(address: string, random: SeededRandom, subjects: readonly string[]): Promise<void> {
  const mails = subjects.map((subject) =>
    buildMail({
      from: `${random.pick(['ann', 'ben', 'cho'])}@feld.example`,
      to: address,
      subject,
      text: `About ${subject}. `.repeat(random.magnitude(300)),
      attachments: random.chance(0.2)
        ? [{ filename: 'note.txt', content: 'n'.repeat(random.magnitude(20_000)) }]
        : [],
    }),
  );
  await mailroom.dovecot.deliver(address, ...(await Promise.all(mails)));
}

/** One fetch under a fault. One that holds it up is lifted after a while, as a network comes back. */
async function fetchUnder(proxy: FaultProxy, fault: Fault, account: GroupAccountDetail): Promise<void> {
  await proxy.set(fault);
  const fetching = mailroom.fetch(account);
  await Promise.race([fetching, sleep(PATIENCE)]);
  await proxy.lift();
  expect((await fetching).health.state).not.toBe('needs-attention');
}

test.each(NAMES)(
  'the mailbox converges after %s',
  async (name) => {
    const random = seededRandom(SEED, name);
    const address = addressOf(name);
    const proxy = await proxyToDovecot(mailroom);
    proxies.push(proxy);
    const subjects = (round: number) =>
      Array.from({ length: MAILS }, (_, mail) => `${name} ${round}-${mail}`);
    const delivered = subjects(0);
    await deliver(address, random, delivered);
    const account = await accountBehind(mailroom, proxy, address);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await fetchUnder(proxy, FAULTS[name]!(random), account);
      await deliver(address, random, subjects(round));
      delivered.push(...subjects(round));
    }
    expect(proxy.strikes).toBeGreaterThan(0);
    await waitUntil(
      'the ledger to be as the server',
      async () => {
        const { health } = await mailroom.fetch(account);
        expect(health).toMatchObject({ state: 'ok', problem: null, failures: 0 });
        const comparison = { folders: ['INBOX'], delivered, gone: true };
        expect(await ledgerDifferences(mailroom, address, comparison)).toEqual([]);
        return true;
      },
      { timeout: 45_000, interval: 300 },
    );
  },
  120_000,
);
