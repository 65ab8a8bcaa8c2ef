/**
 * Three processes on one PostgreSQL share a set of mailboxes, and one after another is killed at moments drawn from a seed while
 * they import. In the end nothing is lost, nothing is there twice, no cursor went back, and those that live hold every push
 * connection. `npm run torture -- --kills N --processes P --database postgres` asks for more. On MariaDB one works and the others
 * serve, until it is killed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { logIn } from '../../support/admin-client';
import { readRows } from '../../support/database';
import { brokenRows, ledgerDifferences } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { casesOf, startMailroom, type Mailroom } from '../../support/mailroom';
import { seededRandom, seedOfRun, type SeededRandom } from '../../support/seeded-random';
import { startStrapi, type StrapiProcess } from '../../support/strapi-process';
import { IS_MARIADB, IS_POSTGRES, strapiDatabaseAt } from '../../support/test-database';
import { waitUntil } from '../../support/wait-until';

const SEED = seedOfRun();
const KILLS = Number(process.env.MAILROOM_TORTURE_PROCESS_KILLS ?? 3);
const PROCESSES = Number(process.env.MAILROOM_TORTURE_PROCESSES ?? 3);
const ADDRESSES = Array.from({ length: 8 }, (_, number) => `box-${number}@shop.example`);
/** Mails that lie in each mailbox before it is connected. */
const OLD_MAILS = 20;
const NEW_MAILS = 4;
/**
 * Milliseconds within which what a process has left is in other hands. It takes a third of that where the machine has nothing
 * else to do; `npm run bench -- processes` measures it.
 */
const FAIL_OVER = 90_000;
const ENV = {
  MAILROOM_FETCH_RULE: '*/2 * * * * *',
  MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 5, historySlice: 200 } }),
};

let mailroom: Mailroom;
let processes: StrapiProcess[] = [];

const start = (port?: number): Promise<StrapiProcess> =>
  startStrapi({
    database: strapiDatabaseAt(mailroom.strapi.database),
    folder: mailroom.strapi.folder,
    env: ENV,
    fresh: true,
    ...(port === undefined ? {} : { port }),
  });

async function deliver(subjectOf: (address: string, number: number) => string, count: number) {
  for (const address of ADDRESSES) {
    const mails = Array.from({ length: count }, (_, number) =>
      buildMail({ from: 'jo@feld.example', to: address, subject: subjectOf(address, number), text: 'Hello' }),
    );
    await mailroom.dovecot.deliver(address, ...(await Promise.all(mails)));
  }
  // One mail in all mailboxes is one mail, whoever reads it first.
  const shared = await buildMail({
    from: 'jo@feld.example',
    to: ADDRESSES,
    subject: subjectOf('all', 0),
    text: 'To everybody',
  });
  for (const address of ADDRESSES) await mailroom.dovecot.deliver(address, shared);
}
const oldSubject = (address: string, number: number): string => `Old ${number} for ${address}`;
const newSubject =
  (round: number) =>
  (address: string, number: number): string =>
    `New ${round}-${number} for ${address}`;

interface Cursor extends Readonly<Record<string, unknown>> {
  readonly id: number;
  readonly last: number;
  readonly low: number;
  readonly decided: number;
}

/** In one statement, since others write meanwhile: how far each folder is, and how many outcomes lie within. */
async function readSoundCursors(before: readonly Cursor[]): Promise<readonly Cursor[]> {
  const rows = await readRows<Cursor>(
    mailroom.strapi.database,
    `SELECT folder.id, folder.last_uid::int AS last, coalesce(folder.backfill_low_uid, 1)::int AS low,
            count(location.id)::int AS decided
       FROM mailroom_folder_cursors AS folder
       LEFT JOIN mailroom_message_locations AS location ON location.folder_id = folder.id
        AND location.outcome = 'filed'
        AND location.uid BETWEEN coalesce(folder.backfill_low_uid, 1) AND folder.last_uid
      GROUP BY folder.id`,
  );
  for (const { last, low, decided } of rows) expect(decided).toBe(last - low + 1);
  const now = new Map(rows.map((row) => [row.id, row]));
  for (const { id, last, low } of before) {
    expect(now.get(id)?.last).toBeGreaterThanOrEqual(last);
    expect(now.get(id)?.low).toBeLessThanOrEqual(low);
  }
  return rows;
}

/** Process ids by mailbox: who holds its push connection. */
async function pushHolders(): Promise<ReadonlyMap<string, number>> {
  const rows = await readRows<{ name: string; holder: string }>(
    mailroom.strapi.database,
    `SELECT name, holder FROM mailroom_job_leases WHERE name LIKE 'push:%' AND holder IS NOT NULL AND expires_at > now()`,
  );
  return new Map(rows.map(({ name, holder }) => [name, Number(holder.split('/')[1])]));
}

/** Waits until living processes, at least two of them, hold all push connections. @returns milliseconds */
async function untilSpread(): Promise<number> {
  const since = Date.now();
  await waitUntil(
    'every push connection to be held by a living process',
    async () => {
      const living = new Set(processes.map(({ pid }) => pid));
      const holders = [...(await pushHolders()).values()].filter((pid) => living.has(pid));
      return holders.length === ADDRESSES.length && new Set(holders).size > 1;
    },
    { timeout: FAIL_OVER, interval: 200 },
  );
  return Date.now() - since;
}

/** Kills one process in the middle of an import, lets the others go on alone, and starts it again. */
async function killOne(random: SeededRandom, round: number): Promise<void> {
  await deliver(newSubject(round), NEW_MAILS);
  await sleep(random.next() * 1_500);
  const victim = random.pick(processes);
  await victim.kill();
  processes = processes.filter((one) => one !== victim);
  console.log(`kill ${round + 1}: push moved after ${await untilSpread()} ms`);
  processes.push(await start(victim.port));
}

(IS_POSTGRES ? describe : describe.skip)('several processes', () => {
  beforeAll(async () => {
    console.log(`MAILROOM_TEST_SEED=${SEED}, ${KILLS} kills, ${PROCESSES} processes`);
    mailroom = await startMailroom(ADDRESSES, { env: ENV, fresh: true });
    processes = [mailroom.strapi];
    for (let count = 1; count < PROCESSES; count += 1) processes.push(await start());
    await deliver(oldSubject, OLD_MAILS);
  }, 300_000);

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await mailroom?.stop();
  });

  test(
    'lose nothing and file nothing twice, whichever is killed, and take over from each other',
    async () => {
      const random = seededRandom(SEED, 'processes');
      const history = { import: true, since: null, opensCases: true };
      for (const address of ADDRESSES)
        await mailroom.account(address, { history, push: true }, { fetched: false });
      await untilSpread();
      let cursors = await readSoundCursors([]);
      for (let round = 0; round < KILLS; round += 1) {
        await killOne(random, round);
        cursors = await readSoundCursors(cursors);
      }
      const rounds = Array.from({ length: KILLS }, (_, round) => newSubject(round));
      const delivered = [
        ...[...ADDRESSES, 'all'].map((address) => oldSubject(address, 0)),
        ...ADDRESSES.flatMap((address) => [
          ...Array.from({ length: OLD_MAILS }, (_, number) => oldSubject(address, number)),
          ...rounds.flatMap((subject) =>
            Array.from({ length: NEW_MAILS }, (_, number) => subject(address, number)),
          ),
        ]),
        ...rounds.map((subject) => subject('all', 0)),
      ];
      for (const address of ADDRESSES)
        await waitUntil(
          `all mail of ${address}`,
          async () => {
            const comparison = { folders: ['INBOX'], delivered, gone: true };
            expect(await ledgerDifferences(mailroom, address, comparison)).toEqual([]);
            return true;
          },
          { timeout: 60_000, interval: 500 },
        );
      await readSoundCursors(cursors);
      expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
    },
    180_000 + KILLS * 60_000,
  );

  test('give back what they hold when they are told to end, and the others go on at once', async () => {
    const [leaving, ...staying] = processes;
    if (leaving === undefined) throw new Error('There is no process');
    await leaving.stop();
    processes = staying;
    const held = [...(await pushHolders()).values()];
    expect(held).not.toContain(leaving.pid);
    await untilSpread();
    const active = await readRows(
      mailroom.strapi.database,
      `SELECT name FROM mailroom_queue.job WHERE state = 'active' AND started_on < now() - interval '90 seconds'`,
    );
    expect(active).toEqual([]);
    expect(staying.every((one) => !one.output().includes('queue cannot be used'))).toBe(true);
  }, 180_000);
});

(IS_MARIADB ? describe : describe.skip)('processes of which one works', () => {
  const [ADDRESS = ''] = ADDRESSES;
  const works = (one: StrapiProcess): boolean => one.output().includes('this process fetches and sends');
  const receive = async (...subjects: readonly string[]): Promise<void> => {
    const mails = subjects.map((subject) =>
      buildMail({ from: 'jo@feld.example', to: ADDRESS, subject, text: 'Hello' }),
    );
    await mailroom.dovecot.deliver(ADDRESS, ...(await Promise.all(mails)));
  };

  beforeAll(async () => {
    mailroom = await startMailroom([ADDRESS], { env: ENV, fresh: true });
    processes = [mailroom.strapi, await start()];
  }, 300_000);

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await mailroom?.stop();
  });

  test('the others serve, and one takes its place when it is killed: nothing is lost and nothing twice', async () => {
    await waitUntil('one to work', () => processes.some(works));
    expect(processes.filter(works)).toHaveLength(1);
    const [worker, other] = processes.toSorted((left, right) => Number(works(right)) - Number(works(left)));
    if (worker === undefined || other === undefined) throw new Error('There are not two');
    const served = await logIn(other.url, mailroom.admin);
    const subjects = async () => (await casesOf(served)).map(({ subject }) => subject).sort();

    const history = { import: true, since: null, opensCases: true };
    await mailroom.account(ADDRESS, { history }, { fetched: false });
    const before = ['First', 'Second', 'Third'];
    await receive(...before);
    const patience = { timeout: FAIL_OVER, interval: 500 };
    await waitUntil(
      'the one to bring mail',
      async () => (await subjects()).length === before.length,
      patience,
    );
    expect(works(other)).toBe(false);

    await receive('While it dies');
    await worker.kill();
    await receive('Afterwards');
    const delivered = [...before, 'While it dies', 'Afterwards'];
    await waitUntil('the other one to work', () => works(other), patience);
    await waitUntil('all mail', async () => (await subjects()).length >= delivered.length, patience);
    expect(await subjects()).toEqual([...delivered].sort());
    const comparison = { folders: ['INBOX'], delivered, gone: true };
    expect(await ledgerDifferences(mailroom, ADDRESS, comparison)).toEqual([]);
    expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
  }, 300_000);
});
