/** What a mail with a large file costs in memory, and what connected accounts do. */
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRows } from '../tests/support/database';
import { startDovecot, type Dovecot } from '../tests/support/dovecot';
import { temporaryFolder } from '../tests/support/temporary-folder';
import { accountInput, createAccount, fetchNow, PASSWORD, startWatched, type Watched } from './environment';
import { filedWithin } from './filed';
import { writeMails } from './mails';
import { report, type Bench } from './result';

const MEGABYTE = 1024 * 1024;
const FILE = 100 * MEGABYTE;
const LARGE_LIMIT = 64;
const ACCOUNTS = 50;
const ACCOUNTS_LIMIT = 256;
/** Milliseconds in which a process comes to rest. */
const REST = 10_000;

const LARGE = 'resident size over before, 100 MB attachment, MB';
const CONNECTED = `resident size over bare Strapi, ${ACCOUNTS} connected accounts, MB`;

const bench: Bench = async ({ database }) => {
  const users = Array.from({ length: ACCOUNTS }, (_, account) => `support-${account}@shop.example`);
  const dovecot = await startDovecot({ users: users.map((name) => ({ name, password: PASSWORD })) });
  try {
    const large = await largeMail(dovecot, users[0] ?? '', database);
    report(`100 MB attachment: ${large.toFixed(0)} MB over before`);
    const connected = await connectedAccounts(dovecot, users, database);
    report(`${ACCOUNTS} accounts: ${connected.toFixed(0)} MB over bare Strapi`);
    return {
      figures: { [LARGE]: large, [CONNECTED]: connected },
      ratios: {},
      target: { [LARGE]: `at most ${LARGE_LIMIT}`, [CONNECTED]: `at most ${ACCOUNTS_LIMIT}` },
      met: large <= LARGE_LIMIT && connected <= ACCOUNTS_LIMIT,
    };
  } finally {
    await dovecot.stop();
  }
};
export default bench;

/** Megabytes that filing a mail with a 100 MB file takes at the most, over the process that has filed small ones. */
async function largeMail(dovecot: Dovecot, user: string, database: 'sqlite' | 'postgres'): Promise<number> {
  const folder = await temporaryFolder('bench-mails');
  // Mail of this size is left on the server by default.
  const watched = await startWatched(database, { fetch: { largestMessage: 2 * FILE } });
  try {
    const account = await createAccount(watched.admin, accountInput(dovecot, user));
    await fetchNow(watched.admin, account);
    const small = await writeMails(folder.path, 500);
    await dovecot.deliverFiles(user, small);
    await filedWithin(watched.strapi.database, small.length, () => fetchNow(watched.admin, account));
    await sleep(REST);
    const before = watched.samples().at(-1)?.rss ?? 0;
    const { path, sha256 } = await writeLargeMail(join(folder.path, 'large.eml'));
    await dovecot.deliverFiles(user, [path]);
    const started = Date.now();
    await filedWithin(watched.strapi.database, small.length + 1, () => fetchNow(watched.admin, account));
    await requireStored(watched, sha256);
    return (peakSince(watched, started) - before) / MEGABYTE;
  } finally {
    await watched.stop();
    await folder.remove();
  }
}

/** What came in must be what was sent, or the figure says nothing. */
async function requireStored({ strapi }: Watched, sha256: string): Promise<void> {
  const [row] = await readRows<{ size: number | string }>(
    strapi.database,
    `SELECT size FROM mailroom_attachments WHERE sha_256 = '${sha256}'`,
  );
  if (Number(row?.size) !== FILE) throw new Error('The large file was not stored');
}

/** Megabytes at rest with all accounts connected and waiting for push, over the same Strapi without any account. */
async function connectedAccounts(
  dovecot: Dovecot,
  users: readonly string[],
  database: 'sqlite' | 'postgres',
): Promise<number> {
  const watched = await startWatched(database);
  try {
    await sleep(REST);
    const before = watched.samples().at(-1)?.rss ?? 0;
    for (const user of users) {
      const input = { ...accountInput(dovecot, user), push: true };
      await fetchNow(watched.admin, await createAccount(watched.admin, input));
    }
    await requireConnected(watched, users.length);
    const started = Date.now();
    await sleep(REST);
    return (peakSince(watched, started) - before) / MEGABYTE;
  } finally {
    await watched.stop();
  }
}

async function requireConnected({ strapi }: Watched, accounts: number): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await sleep(500)) {
    const [row] = await readRows<{ total: number | string }>(
      strapi.database,
      'SELECT count(*) AS total FROM mailroom_mailboxes WHERE push_since IS NOT NULL',
    );
    if (Number(row?.total) === accounts) return;
    if (Date.now() > deadline) throw new Error(`Only ${row?.total} of ${accounts} accounts wait for push`);
  }
}

const peakSince = (watched: Watched, moment: number): number =>
  Math.max(
    ...watched
      .samples()
      .filter(({ at }) => at >= moment)
      .map(({ rss }) => rss),
  );

/** A mail with one file of random bytes, written line by line. */
async function writeLargeMail(path: string): Promise<{ readonly path: string; readonly sha256: string }> {
  const hash = createHash('sha256');
  const file = createWriteStream(path);
  file.write(
    [
      'From: Customer <customer@feld.example>',
      'To: support@shop.example',
      'Subject: A large file',
      'Message-ID: <large@feld.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Here it is.',
      '--b',
      'Content-Type: application/zip; name="large.zip"',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="large.zip"',
      '',
      '',
    ].join('\r\n'),
  );
  const line = 57;
  for (let left = FILE; left > 0;) {
    const bytes = randomBytes(Math.min(left, line * 10_000));
    left -= bytes.length;
    hash.update(bytes);
    const text = bytes.toString('base64').replace(/.{1,76}/g, '$&\r\n');
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end('--b--\r\n');
  await once(file, 'finish');
  return { path, sha256: hash.digest('hex') };
}
