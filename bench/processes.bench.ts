/**
 * One, two and four Strapi processes on one PostgreSQL empty the same mailboxes: how fast, how evenly, at what price in
 * processor time; and how long nobody looks after a mailbox when one of them is killed. Each believes to be alone on its host,
 * so that its end cannot be seen and has to be noticed.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { firstAdmin, type AdminClient } from '../tests/support/admin-client';
import { startDovecot, type Dovecot } from '../tests/support/dovecot';
import { buildMail } from '../tests/support/mail-builder';
import { startPostgres, type Postgres } from '../tests/support/postgres';
import { startStrapi, type StrapiProcess } from '../tests/support/strapi-process';
import { temporaryFolder } from '../tests/support/temporary-folder';
import { waitUntil } from '../tests/support/wait-until';
import { accountInput, createAccount, PASSWORD } from './environment';
import { writeMails } from './mails';
import { report, type Bench } from './result';

const MAILS = 50_000;
const MAILBOXES = 200;
const COUNTS = [1, 2, 4] as const;
/** Of every so many mailboxes one has a push connection. */
const WITH_PUSH = 4;
/** Seconds */
const TARGET = 30;
const PATIENCE = 3_600_000;
/** Kernel ticks in a second (USER_HZ). */
const TICKS = 100;

interface Setting {
  readonly dovecot: Dovecot;
  readonly postgres: Postgres;
  readonly folder: string;
  readonly users: readonly string[];
  readonly mails: number;
}
interface Measured {
  readonly rate: number;
  readonly fairness: number;
  /** seconds of processor time for each mail, all processes together */
  readonly price: number;
  readonly lost: number;
  readonly twice: number;
  readonly failOver: number | null;
}

const bench: Bench = async ({ mails = MAILS }) => {
  const mailboxes = Math.min(MAILBOXES, Math.max(8, Math.floor(mails / 50)));
  const each = Math.floor(mails / mailboxes);
  const users = Array.from({ length: mailboxes }, (_, number) => `box-${number}@shop.example`);
  const folder = await temporaryFolder('bench-processes');
  const dovecot = await startDovecot({ users: users.map((name) => ({ name, password: PASSWORD })) });
  const postgres = await startPostgres();
  try {
    report(`writing ${each * mailboxes} mails into ${mailboxes} mailboxes`);
    const files = await writeMails(join(folder.path, 'mails'), each * mailboxes);
    for (const [position, user] of users.entries())
      await dovecot.deliverFiles(user, files.slice(position * each, (position + 1) * each));
    const setting = { dovecot, postgres, folder: folder.path, users, mails: each * mailboxes };
    const figures: Record<string, number> = { mails: setting.mails, mailboxes };
    let failOver = Infinity;
    let whole = true;
    for (const count of COUNTS) {
      const measured = await measure(setting, count);
      figures[`${count} processes, mails/s`] = measured.rate;
      figures[`${count} processes, fairness (Jain, 1 is even)`] = measured.fairness;
      figures[`${count} processes, CPU ms a mail`] = measured.price * 1_000;
      figures[`${count} processes, lost or twice`] = measured.lost + measured.twice;
      whole &&= measured.lost + measured.twice === 0;
      failOver = measured.failOver ?? failOver;
    }
    figures['fail-over to other hosts, s'] = failOver;
    return {
      figures,
      ratios: {
        'mails/s, 4 processes / 1':
          (figures['4 processes, mails/s'] ?? 0) / (figures['1 processes, mails/s'] ?? 1),
      },
      target: { 'fail-over to other hosts, s': `below ${TARGET}`, 'lost or twice': '0' },
      met: whole && failOver < TARGET,
    };
  } finally {
    await postgres.stop();
    await dovecot.stop();
    await folder.remove();
  }
};
export default bench;

async function measure(setting: Setting, count: number): Promise<Measured> {
  const url = await setting.postgres.createDatabase(`processes_${count}`);
  const processes: StrapiProcess[] = [];
  const client = new Client({ connectionString: url });
  try {
    for (let number = 0; number < count; number += 1)
      processes.push(await startOne(url, join(setting.folder, `storage-${count}`), number));
    const admin = await firstAdmin(processes[0]?.url ?? '');
    await client.connect();
    await connectMailboxes(setting, admin);
    return await run(setting, client, processes);
  } finally {
    await client.end();
    for (const one of processes) await one.kill();
  }
}

function startOne(url: string, folder: string, number: number): Promise<StrapiProcess> {
  return startStrapi({
    database: { client: 'postgres', url },
    folder,
    env: {
      MAILROOM_FETCH_RULE: '*/5 * * * * *',
      MAILROOM_BENCH_HOST: `bench-host-${number}`,
      NODE_OPTIONS: `--require ${resolve(__dirname, 'other-host.cjs')}`,
    },
  });
}

/** Switched off, so that all of them begin at once. */
async function connectMailboxes({ dovecot, users }: Setting, admin: AdminClient): Promise<void> {
  for (const [position, user] of users.entries())
    await createAccount(admin, {
      ...accountInput(dovecot, user),
      active: false,
      push: position % WITH_PUSH === 0,
      history: { import: true, since: null, opensCases: true },
    });
}

async function run(setting: Setting, client: Client, processes: readonly StrapiProcess[]): Promise<Measured> {
  const before = processorSeconds(processes);
  const started = performance.now();
  await client.query('UPDATE mailroom_mailboxes SET active = true');
  let fairness = 0;
  for (let filed = 0; filed < setting.mails;) {
    if (performance.now() - started > PATIENCE)
      throw new Error(`Only ${filed} of ${setting.mails} mails came`);
    await sleep(250);
    const shares = await sharesOf(client, setting.users.length);
    filed = shares.reduce((sum, share) => sum + share, 0);
    // Half-way: in the end all have the same.
    if (fairness === 0 && filed >= setting.mails / 2) fairness = jain(shares);
  }
  const seconds = (performance.now() - started) / 1_000;
  const price = (processorSeconds(processes) - before) / setting.mails;
  const emails = await countOf(client, `SELECT count(*) FROM mailroom_emails WHERE direction = 'in'`);
  const different = await countOf(client, 'SELECT count(DISTINCT message_id_hash) FROM mailroom_emails');
  const measured = {
    rate: setting.mails / seconds,
    fairness,
    price,
    lost: Math.max(0, setting.mails - different),
    twice: emails - different,
    failOver: processes.length === COUNTS.at(-1) ? await killOne(setting, client, processes) : null,
  };
  report(
    `${processes.length} processes: ${measured.rate.toFixed(0)} mails/s, fairness ${fairness.toFixed(3)}, ` +
      `${(price * 1_000).toFixed(1)} CPU ms a mail, ${measured.lost} lost, ${measured.twice} twice`,
  );
  return measured;
}

/** Mails filed of each mailbox. */
async function sharesOf(client: Client, mailboxes: number): Promise<readonly number[]> {
  const { rows } = await client.query<{ filed: string }>(
    `SELECT mailbox_id AS id, count(*) AS filed FROM mailroom_message_locations
      WHERE outcome = 'filed' GROUP BY mailbox_id`,
  );
  const filed = rows.map((row) => Number(row.filed));
  return [...filed, ...Array.from({ length: mailboxes - filed.length }, () => 0)];
}

/** Jain's index of fairness: 1 where all have the same, 1/n where one has everything. */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 0 : (sum * sum) / (shares.length * squares);
}

async function countOf(client: Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(sql);
  return Number(rows[0]?.count);
}

/** Processor time of processes with their threads since they began. */
function processorSeconds(processes: readonly StrapiProcess[]): number {
  return processes.reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS;
  }, 0);
}

/**
 * Kills the process that holds most push connections, and delivers a mail to each mailbox that it looked after.
 * @returns seconds until the last of them is filed
 */
async function killOne(
  { dovecot, users }: Setting,
  client: Client,
  processes: readonly StrapiProcess[],
): Promise<number> {
  const pushed = users.filter((_, position) => position % WITH_PUSH === 0);
  const held = () => holders(client);
  await waitUntil('every push connection to stand', async () => (await held()).length === pushed.length, {
    timeout: 180_000,
    interval: 500,
  });
  const pids = (await held()).map(({ pid }) => pid);
  const victim = [...processes].sort(
    (one, other) =>
      pids.filter((pid) => pid === other.pid).length - pids.filter((pid) => pid === one.pid).length,
  )[0];
  if (victim === undefined) throw new Error('There is no process to kill');
  const theirs = (await held()).filter(({ pid }) => pid === victim.pid).map(({ address }) => address);
  const total = `SELECT count(*) FROM mailroom_message_locations WHERE outcome = 'filed'`;
  const before = await countOf(client, total);
  await victim.kill();
  const killed = performance.now();
  for (const address of theirs)
    await dovecot.deliver(
      address,
      await buildMail({
        from: 'jo@feld.example',
        to: address,
        subject: `After the kill ${address}`,
        text: 'Hi',
      }),
    );
  const filed = async (): Promise<boolean> => (await countOf(client, total)) >= before + theirs.length;
  await waitUntil('their mail', filed, { timeout: 120_000, interval: 200 });
  const seconds = (performance.now() - killed) / 1_000;
  report(
    `killed one that looked after ${theirs.length} mailboxes: their mail came after ${seconds.toFixed(1)} s`,
  );
  return seconds;
}

async function holders(
  client: Client,
): Promise<readonly { readonly address: string; readonly pid: number }[]> {
  const { rows } = await client.query<{ address: string; holder: string }>(
    `SELECT mailbox.address, lease.holder FROM mailroom_job_leases AS lease
       JOIN mailroom_mailboxes AS mailbox ON lease.name = 'push:' || mailbox.id
      WHERE lease.holder IS NOT NULL AND lease.expires_at > now() AND mailbox.push_since IS NOT NULL`,
  );
  return rows.map(({ address, holder }) => ({ address, pid: Number(holder.split('/')[1]) }));
}
