/** Strapi is killed again and again while it fetches. In the end every mail is there once, in the right case. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseRow, GroupAccountDetail } from '../../../server/src/api/contracts';
import { readRows } from '../../support/database';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, casesOf, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const THREADS = 100;
const KILLS = 6;
/** The longest that a fetch goes on before it is killed; all mails together take longer. */
const LONGEST_MILLISECONDS = 1500;

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
}, 90_000);

afterAll(() => mailroom?.stop());

/** A linear congruential generator: the moments are arbitrary, and the same in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const subjectOf = (thread: number): string => `Thread ${thread}`;
const fileOf = (thread: number): Buffer => Buffer.from(`File of thread ${thread}\n`.repeat(50 + thread));

function firstMail(thread: number): Promise<Buffer> {
  return buildMail({
    from: `customer-${thread}@feld.example`,
    to: SUPPORT,
    subject: subjectOf(thread),
    text: `First mail of thread ${thread}`,
    messageId: `<first-${thread}@feld.example>`,
    attachments: thread % 5 === 0 ? [{ filename: 'file.txt', content: fileOf(thread) }] : [],
  });
}

function secondMail(thread: number): Promise<Buffer> {
  return buildMail({
    from: `customer-${thread}@feld.example`,
    to: SUPPORT,
    subject: `Re: ${subjectOf(thread)}`,
    text: `Second mail of thread ${thread}`,
    messageId: `<second-${thread}@feld.example>`,
    inReplyTo: `<first-${thread}@feld.example>`,
  });
}

/** All first mails, with the second ones some way behind: threads go across the batches of a fetch. */
async function deliverThreads(): Promise<void> {
  const distance = 30;
  const mails: Promise<Buffer>[] = [];
  for (let thread = 0; thread < THREADS + distance; thread += 1) {
    if (thread < THREADS) mails.push(firstMail(thread));
    if (thread >= distance) mails.push(secondMail(thread - distance));
  }
  await mailroom.dovecot.deliver(SUPPORT, ...(await Promise.all(mails)));
}

const filedMails = () =>
  readRows<{ messageId: string }>(
    mailroom.strapi.database,
    `SELECT message_id AS "messageId" FROM mailroom_emails WHERE direction = 'in'`,
  );

async function expectAttachment(row: CaseRow, content: Buffer): Promise<void> {
  const first = (await timeline(mailroom.admin, row.id)).find(({ kind }) => kind === 'email-received');
  const [file] = first?.kind === 'email-received' ? first.email.attachments : [];
  const download = await mailroom.admin.download(`/mailroom/attachments/${file?.id}`);
  expect(download.bytes.equals(content)).toBe(true);
}

test('mail is filed once and threads stay together, whenever the power goes', async () => {
  const account: GroupAccountDetail = await mailroom.account(SUPPORT);
  await deliverThreads();
  const random = seededRandom(20_260_105);
  let cutShort = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const fetching = mailroom.fetch(account).then(
      () => undefined,
      () => (cutShort += 1),
    );
    await sleep(random() * LONGEST_MILLISECONDS);
    // The last start fetches by its clock: from here on nobody asks it to.
    const env = kill === KILLS - 1 ? { MAILROOM_FETCH_RULE: '*/2 * * * * *' } : undefined;
    await mailroom.restart({ kill: true, env });
    await fetching;
  }
  expect(cutShort).toBeGreaterThanOrEqual(2);

  await waitUntil(
    'all mails to be filed by the clock',
    async () => (await filedMails()).length >= THREADS * 2,
    { timeout: 20_000, interval: 250 },
  );
  await mailroom.dovecot.deliver(
    SUPPORT,
    await buildMail({ from: 'last@feld.example', to: SUPPORT, subject: 'Last', text: 'After all of it' }),
  );
  await waitUntil('the last mail', () => caseBySubject(mailroom.admin, 'Last'), { interval: 250 });

  const filed = (await filedMails()).map(({ messageId }) => messageId);
  expect(new Set(filed).size).toBe(filed.length);
  expect(filed).toHaveLength(THREADS * 2 + 1);
  const cases = await casesOf(mailroom.admin);
  expect(cases.map(({ number }) => number).sort((left, right) => left - right)).toEqual(
    Array.from({ length: THREADS + 1 }, (_, position) => position + 1),
  );
  const bySubject = new Map(cases.map((row) => [row.subject, row]));
  for (let thread = 0; thread < THREADS; thread += 1) {
    const row = bySubject.get(subjectOf(thread)) as CaseRow;
    expect(row).toMatchObject({ emailCount: 2, requester: { address: `customer-${thread}@feld.example` } });
    if (row.hasAttachments) await expectAttachment(row, fileOf(thread));
    expect(row.hasAttachments).toBe(thread % 5 === 0);
  }
}, 180_000);
