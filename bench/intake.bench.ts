/** How fast mail gets from a server into committed rows, against a bare loop that stores nothing. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDovecot, type Dovecot } from '../tests/support/dovecot';
import { temporaryFolder } from '../tests/support/temporary-folder';
import { accountInput, bareLoop, createAccount, fetchNow, PASSWORD, startWatched } from './environment';
import { filedWithin } from './filed';
import { writeMails } from './mails';
import { median, report, type Bench } from './result';

const MAILS = 10_000;
const PAIRS = 5;
const BATCH = 250;
const TARGET = { sqlite: 1, postgres: 0.8 } as const;
const LONGEST_HOLD = 50;

interface Pair {
  readonly bare: number;
  readonly mailroom: number;
  readonly held: number;
  readonly rss: number;
  /** milliseconds of processor time for one mail */
  readonly processor: { readonly bare: number; readonly mailroom: number };
}

const bench: Bench = async ({ mails = MAILS, pairs = PAIRS, database }) => {
  const folder = await temporaryFolder('bench-mails');
  const users = Array.from({ length: pairs }, (_, pair) => `support-${pair}@shop.example`);
  const dovecot = await startDovecot({ users: users.map((name) => ({ name, password: PASSWORD })) });
  try {
    report(`writing ${mails} mails`);
    const files = await writeMails(join(folder.path, 'mails'), mails);
    const measured: Pair[] = [];
    for (const [position, user] of users.entries()) {
      const ownFolder = join(folder.path, `strapi-${position}`);
      await mkdir(ownFolder);
      const pair = await measure({ dovecot, user, files, database, ownFolder }, position % 2 === 0);
      measured.push(pair);
      report(
        `pair ${position + 1}: bare loop ${pair.bare.toFixed(0)} mails/s, Mailroom ${pair.mailroom.toFixed(0)} mails/s, ` +
          `ratio ${(pair.mailroom / pair.bare).toFixed(2)}, thread held ${pair.held.toFixed(0)} ms`,
      );
    }
    const ratio = median(measured.map(({ bare, mailroom }) => mailroom / bare));
    const held = Math.max(...measured.map((pair) => pair.held));
    return {
      figures: {
        mails,
        pairs,
        'bare loop, mails/s': median(measured.map(({ bare }) => bare)),
        'Mailroom, mails/s': median(measured.map(({ mailroom }) => mailroom)),
        'bare loop, ms of processor time per mail': median(measured.map(({ processor }) => processor.bare)),
        'Mailroom, ms of processor time per mail': median(
          measured.map(({ processor }) => processor.mailroom),
        ),
        'main thread held at the longest, ms': held,
        'resident size at the most, MB': Math.max(...measured.map(({ rss }) => rss)) / (1024 * 1024),
      },
      ratios: { [`mails/s on ${database}, Mailroom / bare loop`]: ratio },
      target: {
        [`mails/s on ${database}, Mailroom / bare loop`]: `at least ${TARGET[database]}`,
        'main thread held at the longest, ms': `at most ${LONGEST_HOLD}`,
      },
      met: ratio >= TARGET[database] && held <= LONGEST_HOLD,
    };
  } finally {
    await dovecot.stop();
    await folder.remove();
  }
};
export default bench;

/** One pair: the same mailbox is read by both, one after the other, on a database of its own. */
async function measure(
  {
    dovecot,
    user,
    files,
    database,
    ownFolder,
  }: {
    readonly dovecot: Dovecot;
    readonly user: string;
    readonly files: readonly string[];
    readonly database: 'sqlite' | 'postgres';
    readonly ownFolder: string;
  },
  bareFirst: boolean,
): Promise<Pair> {
  const watched = await startWatched(database, {}, ownFolder);
  try {
    const account = await createAccount(watched.admin, accountInput(dovecot, user));
    // The mailbox is met while it is empty: what comes then is new mail, not history.
    await fetchNow(watched.admin, account);
    await dovecot.deliverFiles(user, files);
    const access = { host: dovecot.host, port: dovecot.imapPort, user, password: PASSWORD, batch: BATCH };
    // Dovecot's first look at the folder belongs to neither.
    await bareLoop({ ...access, parse: false });
    const bare = async () => {
      const result = await bareLoop({ ...access, parse: true });
      if (result.mails !== files.length) throw new Error(`The bare loop read ${result.mails} mails`);
      return { rate: rate(result.mails, result.milliseconds), processor: result.processor / result.mails };
    };
    const before = bareFirst ? await bare() : null;
    const spent = watched.samples().at(-1)?.processor ?? 0;
    const started = Date.now();
    const milliseconds = await filedWithin(watched.strapi.database, files.length, () =>
      fetchNow(watched.admin, account),
    );
    const samples = watched.samples().filter(({ at }) => at >= started);
    const compared = before ?? (await bare());
    return {
      bare: compared.rate,
      mailroom: rate(files.length, milliseconds),
      processor: {
        bare: compared.processor,
        mailroom: ((samples.at(-1)?.processor ?? 0) - spent) / files.length,
      },
      held: Math.max(...samples.map(({ held }) => held)),
      rss: Math.max(...samples.map(({ rss }) => rss)),
    };
  } finally {
    await watched.stop();
  }
}

const rate = (mails: number, milliseconds: number): number => (mails * 1000) / milliseconds;
