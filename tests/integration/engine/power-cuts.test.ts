/**
 * Strapi is killed again and again while it fetches, at moments drawn from a seed. In the end nothing is lost, nothing is
 * there twice, and no cursor ever went back. `npm run torture` asks for hundreds of kills.
 */
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import { readRows } from '../../support/database';
import type { FaultProxy } from '../../support/fault-proxy';
import { killMoments } from '../../support/kill-moments';
import { brokenRows, ledgerDifferences, readCursors, type CursorState } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { accountBehind, proxyToDovecot } from '../../support/proxied-account';
import { seededRandom, seedOfRun, type SeededRandom } from '../../support/seeded-random';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const FOLDER = 'Projects';
const SEED = seedOfRun();
const KILLS = Number(process.env.MAILROOM_TORTURE_KILLS ?? 6);
/** Holds mail before it is connected: its history is imported while the power goes. */
const OLD = 'old@shop.example';
const OLD_MAILS = KILLS * 30;
/** Threads that each round opens; each is continued in the next round. */
const THREADS = 24;
/** Of every so many threads one goes to both addresses, and one has a file. */
const SHARED = 4;
const WITH_FILE = 6;
/** Milliseconds for what the last kill has left; most of it is done in a tenth of that where the machine has nothing else to do. */
const PATIENCE = 120_000;

let mailroom: Mailroom;
let proxy: FaultProxy;
let accounts: readonly GroupAccountDetail[];

beforeAll(async () => {
  console.log(`MAILROOM_TEST_SEED=${SEED}, ${KILLS} kills`);
  mailroom = await startMailroom([SUPPORT, SALES, OLD], {
    env: { MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 7 } }) },
  });
  proxy = await proxyToDovecot(mailroom);
  await mailroom.dovecot.folders(SUPPORT).create(FOLDER);
}, 180_000);

afterAll(async () => {
  await proxy?.stop();
  await mailroom?.stop();
});

const fileOf = (thread: string): Buffer => Buffer.from(`File of ${thread}\n`.repeat(200));
const threadsOf = (round: number): string[] =>
  Array.from({ length: round < 0 ? 0 : THREADS }, (_, position) => `Thread ${round}-${position}`);
const isNth = (position: number, nth: number): boolean => position % nth === 0;
const idOf = (thread: string, part: string): string =>
  `<${part}-${thread.toLowerCase().replaceAll(' ', '-')}@feld.example>`;

const firstMail = (thread: string, position: number) =>
  buildMail({
    from: `customer-${position}@feld.example`,
    to: isNth(position, SHARED) ? [SUPPORT, SALES] : SUPPORT,
    subject: thread,
    text: `First mail of ${thread}`,
    messageId: idOf(thread, 'first'),
    attachments: isNth(position, WITH_FILE) ? [{ filename: 'file.txt', content: fileOf(thread) }] : [],
  });

const secondMail = (thread: string, position: number) =>
  buildMail({
    from: `customer-${position}@feld.example`,
    to: SUPPORT,
    subject: `Re: ${thread}`,
    text: `Second mail of ${thread}`,
    messageId: idOf(thread, 'second'),
    inReplyTo: idOf(thread, 'first'),
  });

/** New threads and the answers to those before; what goes to both addresses is delivered to both. */
async function deliverRound(round: number): Promise<void> {
  const firsts = await Promise.all(threadsOf(round).map(firstMail));
  const seconds = await Promise.all(threadsOf(round - 1).map(secondMail));
  await mailroom.dovecot.deliver(SUPPORT, ...firsts, ...seconds);
  await mailroom.dovecot.deliver(SALES, ...firsts.filter((_, position) => isNth(position, SHARED)));
  const project = await buildMail({
    from: 'boss@feld.example',
    to: SUPPORT,
    subject: `Project ${round}`,
    text: 'In another folder',
  });
  await mailroom.dovecot.folders(SUPPORT).append(FOLDER, project);
}

const oldSubject = (number: number): string => `Old ${number}`;

async function deliverHistory(): Promise<void> {
  const mails = Array.from({ length: OLD_MAILS }, (_, number) =>
    buildMail({ from: 'old@feld.example', to: OLD, subject: oldSubject(number), text: 'Long ago' }),
  );
  await mailroom.dovecot.deliver(OLD, ...(await Promise.all(mails)));
}

/** Every different mail of the rounds up to this one, by subject. */
const deliveredUntil = (last: number): string[] =>
  Array.from({ length: last + 1 }, (_, round) => [
    ...threadsOf(round),
    ...threadsOf(round - 1).map((thread) => `Re: ${thread}`),
    `Project ${round}`,
  ]).flat();

/** What must hold at any moment: no cursor has gone back, none has passed a mail without an outcome, no row is alone. */
async function expectSound(before: readonly CursorState[]): Promise<readonly CursorState[]> {
  const { database } = mailroom.strapi;
  const cursors = await readCursors(database);
  const now = new Map(cursors.map((cursor) => [cursor.id, cursor]));
  for (const { id, uidValidity, lastUid, historyFrom } of before) {
    expect(now.get(id)?.uidValidity).toBe(uidValidity);
    expect(now.get(id)?.lastUid).toBeGreaterThanOrEqual(lastUid);
    expect(now.get(id)?.historyFrom).toBeLessThanOrEqual(historyFrom);
  }
  // Nothing is ever expunged here, so every uid that both ends of the cursor have passed was a mail.
  const passed = await readRows<{ id: number; decided: number | string }>(
    database,
    `SELECT folder.id AS id, count(location.id) AS decided
       FROM mailroom_folder_cursors AS folder
       LEFT JOIN mailroom_message_locations AS location ON location.folder_id = folder.id
        AND location.outcome = 'filed'
        AND location.uid BETWEEN coalesce(folder.backfill_low_uid, 1) AND folder.last_uid
      GROUP BY folder.id`,
  );
  for (const { id, decided } of passed) {
    const { lastUid, historyFrom } = now.get(id)!;
    expect(Number(decided)).toBe(lastUid - historyFrom + 1);
  }
  expect((await brokenRows(database)).filter((what) => !what.includes('undecided'))).toEqual([]);
  return cursors;
}

/** Fetches everything and is killed somewhere in it, once a round. Answers how often there was something to cut. */
async function killInRounds(random: SeededRandom): Promise<number> {
  const moments = killMoments(random);
  let cursors: readonly CursorState[] = [];
  let cut = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await deliverRound(round);
    await proxy.lift();
    const fetchAll = () => Promise.all(accounts.map((account) => mailroom.fetch(account)));
    if (await moments.next((fault) => proxy.set(fault), fetchAll)) cut += 1;
    await mailroom.strapi.kill();
    cursors = await expectSound(cursors);
    // The last start fetches by its clock: from here on nobody asks it to.
    const env = round === KILLS - 1 ? { MAILROOM_FETCH_RULE: '*/2 * * * * *' } : undefined;
    await mailroom.restart({ kill: true, env });
    if (round % 10 === 9) console.log(`${round + 1} kills, ${cut} of them in the middle of a fetch`);
  }
  await expectSound(cursors);
  return cut;
}

async function expectThreadsTogether(rounds: number): Promise<void> {
  const { database } = mailroom.strapi;
  const emails = await readRows<{ subject: string; caseId: number }>(
    database,
    `SELECT subject, case_id AS "caseId" FROM mailroom_emails WHERE direction = 'in'`,
  );
  const caseOf = new Map(emails.map(({ subject, caseId }) => [subject, caseId]));
  for (const thread of Array.from({ length: rounds }, (_, round) => threadsOf(round)).flat()) {
    expect([thread, caseOf.get(`Re: ${thread}`)]).toEqual([thread, caseOf.get(thread)]);
  }
  const numbers = await readRows<{ number: number | string }>(
    database,
    'SELECT number FROM mailroom_cases ORDER BY number',
  );
  expect(numbers.map(({ number }) => Number(number))).toEqual(numbers.map((_, position) => position + 1));
}

async function expectFile(thread: string): Promise<void> {
  const { id } = await caseBySubject(mailroom.admin, thread);
  const first = (await timeline(mailroom.admin, id)).find(({ kind }) => kind === 'email-received');
  const [file] = first?.kind === 'email-received' ? first.email.attachments : [];
  const download = await mailroom.admin.download(`/mailroom/attachments/${file?.id}`);
  expect(download.bytes.equals(fileOf(thread))).toBe(true);
}

test(
  'no mail is lost and none is filed twice, whenever the power goes',
  async () => {
    const random = seededRandom(SEED, 'power cuts');
    await deliverHistory();
    accounts = [
      await accountBehind(mailroom, proxy, SUPPORT, { folders: ['INBOX', FOLDER] }),
      await accountBehind(mailroom, proxy, SALES),
    ];
    for (const account of accounts) await mailroom.fetch(account);
    accounts = [...accounts, await accountBehind(mailroom, proxy, OLD)];
    const cut = await killInRounds(random);
    expect(cut).toBeGreaterThanOrEqual(Math.floor(KILLS / 3));

    const delivered = [
      ...deliveredUntil(KILLS - 1),
      ...Array.from({ length: OLD_MAILS }, (_, n) => oldSubject(n)),
    ];
    for (const [address, folders] of [
      [SUPPORT, ['INBOX', FOLDER]],
      [SALES, ['INBOX']],
      [OLD, ['INBOX']],
    ] as const) {
      await waitUntil(
        'the clock to bring all mail',
        async () => {
          const differences = await ledgerDifferences(mailroom, address, { folders, delivered, gone: true });
          expect(differences).toEqual([]);
          return true;
        },
        { timeout: PATIENCE, interval: 500 },
      );
    }
    expect(await brokenRows(mailroom.strapi.database)).toEqual([]);
    await expectThreadsTogether(KILLS - 1);
    await expectFile(`Thread ${KILLS - 1}-${WITH_FILE}`);
  },
  120_000 + PATIENCE + KILLS * 60_000,
);
