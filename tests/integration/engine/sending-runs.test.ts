/**
 * Answers are sent through a server that drops, refuses, defers, is slow or dies, while Strapi is killed, all at moments
 * drawn from a seed. In the end no recipient has a mail twice, no mail is lost, and none that somebody has counts as failed.
 * `npm run torture -- --sends 500` asks for as many as you like.
 */
import type { CaseRow, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { letTimePassForQueuedMail, readRows } from '../../support/database';
import { drafting, type Drafting } from '../../support/drafting';
import { casesOf, MAIL_PASSWORD, startMailroom, type Mailroom } from '../../support/mailroom';
import { seededRandom, seedOfRun, type SeededRandom } from '../../support/seeded-random';
import type { SmtpBehaviour } from '../../support/smtp-behaviour';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const SEED = seedOfRun();
const RUNS = Number(process.env.MAILROOM_TORTURE_SENDS ?? 10);
/** Mails that are on their way at once: restarts cost the most, and whoever asks for many wants many for each. */
const ROUND = RUNS > 100 ? 10 : 5;
const RECIPIENTS = ['one@feld.example', 'two@feld.example', 'three@feld.example'] as const;

let mailroom: Mailroom;
let lena: AdminClient;
let lenas: Drafting;
let account: GroupAccountDetail;
let sink: SmtpSink;
/** what sinks took that are gone */
const earlier: SmtpSink['messages'][number][] = [];

const login = { user: 'relay', password: MAIL_PASSWORD, security: 'none' } as const;

beforeAll(async () => {
  console.log(`MAILROOM_TEST_SEED=${SEED}, ${RUNS} runs`);
  [mailroom, sink] = await Promise.all([
    startMailroom([SUPPORT], {
      env: { MAILROOM_CONFIG: JSON.stringify({ send: { rule: '*/1 * * * * *' } }) },
    }),
    startSmtpSink(login),
  ]);
  lena = await mailroom.agent('Lena');
  lenas = drafting(lena);
  const team = await mailroom.team('Support', [lena]);
  const { host, port } = sink;
  account = await mailroom.account(SUPPORT, {
    teams: [team.id],
    smtp: { host, port, security: 'none', user: login.user, secret: login.password },
  });
  const subjects = Array.from({ length: ROUND }, (_, position) => ({
    from: 'jonas@feld.example',
    subject: `Case ${position}`,
    text: 'A question',
  }));
  await mailroom.receive(account, ...subjects);
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  await sink?.stop();
});

function behaviourOf(random: SeededRandom): SmtpBehaviour {
  return random.pick<() => SmtpBehaviour>([
    () => ({ kind: 'accept' }),
    () => ({ kind: 'drop-after-data' }),
    () => ({ kind: 'defer' }),
    () => ({ kind: 'slow', milliseconds: random.integer(50, 1_500) }),
    () => ({ kind: 'refuse-message' }),
    () => ({
      kind: 'answer-recipients',
      codes: Object.fromEntries(
        random.sample(RECIPIENTS, random.integer(1, 3)).map((address) => [address, random.pick([450, 550])]),
      ),
    }),
  ])();
}

/** The server dies with what it is doing, and is there again on its port. */
async function restartSink(): Promise<void> {
  const { port } = sink;
  earlier.push(...sink.messages);
  await sink.stop();
  sink = await startSmtpSink({ ...login, port });
}

/** The mail's own: mail of the same case names it in other fields, and a long one stands on a line of its own. */
const messageIdOf = (raw: Buffer): string => {
  const id = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString())?.[1];
  if (id === undefined) throw new Error('A mail without a Message-ID was sent');
  return id;
};

const taken = () => [...earlier, ...sink.messages];

/** One answer to a case: begun, written, sent now or in a moment, perhaps taken back and sent again. */
async function answer(row: CaseRow, words: string, random: SeededRandom): Promise<void> {
  const to = random.sample(RECIPIENTS, random.integer(1, 3)).map((address) => ({ name: '', address }));
  const begun = await lenas.begin({ kind: 'reply', caseId: row.id });
  const draft = await lenas.write(begun, { html: `<p>${words}</p>`, to });
  const sendAt = new Date(Date.now() + random.integer(0, 1_500));
  await lenas.send(draft, { sendAt, anyway: true });
  if (!random.chance(0.2)) return;
  const { status, body } = await lenas.cancel(draft);
  if (status === 200) await lenas.send(body.data, { sendAt, anyway: true });
}

interface SentRow extends Readonly<Record<string, unknown>> {
  readonly id: number;
  readonly state: string;
  readonly message_id: string;
  readonly text: string;
}

const storedMails = () =>
  readRows<SentRow>(
    mailroom.strapi.database,
    "SELECT id, state, message_id, text FROM mailroom_emails WHERE direction = 'out' ORDER BY id",
  );

interface RecipientRow extends Readonly<Record<string, unknown>> {
  readonly state: string;
  readonly address: string;
  readonly mail_state: string;
  readonly message_id: string;
}

const storedRecipients = () =>
  readRows<RecipientRow>(
    mailroom.strapi.database,
    `SELECT recipient.state, recipient.address, mail.state AS mail_state, mail.message_id
     FROM mailroom_deliveries recipient JOIN mailroom_emails mail ON mail.id = recipient.email_id`,
  );

/** Waits until nothing is on its way any more; deferred mail is tried again at once. */
const settled = () =>
  waitUntil(
    'everything to be sent or given up',
    async () => {
      await letTimePassForQueuedMail(mailroom.strapi.database);
      const [drafts] = await readRows<{ waiting: number | string }>(
        mailroom.strapi.database,
        "SELECT count(*) AS waiting FROM mailroom_drafts WHERE state = 'scheduled'",
      );
      const mails = await storedMails();
      const onTheWay = mails.filter(({ state }) => state === 'queued' || state === 'sending');
      return Number(drafts?.waiting) === 0 && onTheWay.length === 0;
    },
    { timeout: 60_000, interval: 500 },
  );

async function oneRound(round: number, cases: readonly CaseRow[], random: SeededRandom): Promise<string[]> {
  sink.behave(behaviourOf(random), { times: random.integer(1, ROUND) });
  const words = cases.map((_, position) => `Answer ${round}-${position}.`);
  for (const [position, row] of cases.entries()) await answer(row, words[position]!, random);
  if (round === 0 || random.chance(0.4)) {
    await new Promise((resolve) => setTimeout(resolve, random.integer(0, 2_000)));
    await mailroom.restart({ kill: true });
  }
  if (random.chance(0.2)) await restartSink();
  sink.behave({ kind: 'accept' });
  await settled();
  return words;
}

/** How often each recipient got each mail. */
function copiesTaken(): ReadonlyMap<string, number> {
  const copies = new Map<string, number>();
  for (const { raw, envelope } of taken())
    for (const address of envelope.to) {
      const key = `${messageIdOf(raw)} to ${address}`;
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
  return copies;
}

/** One mail for each answer, and no draft left: nothing was lost, nothing was made twice. */
async function expectEveryAnswerOnce(sent: readonly string[], mails: readonly SentRow[]): Promise<void> {
  const answered = mails.map(({ text }) => sent.find((words) => text.includes(words)));
  expect(answered.sort()).toEqual([...sent].sort());
  expect((await lenas.list('?limit=100')).items).toEqual([]);
}

/** What is said of a mail and of each of its recipients is so. */
async function expectTruth(mails: readonly SentRow[], copies: ReadonlyMap<string, number>): Promise<void> {
  expect([...copies].filter(([, count]) => count > 1)).toEqual([]);
  const arrived = new Set(taken().map(({ raw }) => messageIdOf(raw)));
  const known = new Set(mails.map(({ message_id }) => message_id));
  expect([...arrived].filter((id) => !known.has(id))).toEqual([]);
  for (const { state, message_id } of mails) {
    expect(['sent', 'failed', 'uncertain']).toContain(state);
    if (state !== 'uncertain') expect([state, arrived.has(message_id)]).toEqual([state, state === 'sent']);
  }
  for (const { state, mail_state, message_id, address } of await storedRecipients()) {
    const key = `${message_id} to ${address}`;
    if (state === 'accepted') expect([...copies.keys()]).toContain(key);
    else if (state === 'refused') expect([...copies.keys()]).not.toContain(key);
    else expect([key, mail_state]).toEqual([key, 'uncertain']);
  }
}

async function examine(sent: readonly string[]): Promise<void> {
  const mails = await storedMails();
  const copies = copiesTaken();
  await expectEveryAnswerOnce(sent, mails);
  await expectTruth(mails, copies);
  const count = (wanted: string) => mails.filter(({ state }) => state === wanted).length;
  process.stdout.write(
    `${sent.length} answers: ${count('sent')} sent, ${count('failed')} failed, ${count('uncertain')} uncertain; ${copies.size} deliveries, none twice\n`,
  );
}

test(
  'no mail is sent twice and none is lost, whatever server and process do',
  async () => {
    const random = seededRandom(SEED, 'sending');
    const cases = await casesOf(lena);
    const sent: string[] = [];
    for (let round = 0; sent.length < RUNS; round += 1) {
      sent.push(...(await oneRound(round, cases.slice(0, RUNS - sent.length), random)));
      if (sent.length % 50 === 0 || sent.length >= RUNS) await examine(sent);
    }
  },
  120_000 + RUNS * 12_000,
);
