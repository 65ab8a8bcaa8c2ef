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
const RUNS = Number(process.env.MAILROOM_TORTURE_SENDS ?? 15);
/** Mails that are on their way at once. */
const ROUND = 5;
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
  sink.behave(behaviourOf(random), { times: random.integer(1, 4) });
  const words = cases.map((_, position) => `Answer ${round}-${position}.`);
  for (const [position, row] of cases.entries()) await answer(row, words[position]!, random);
  if (random.chance(0.4)) {
    await new Promise((resolve) => setTimeout(resolve, random.integer(0, 2_000)));
    await mailroom.restart({ kill: true });
  }
  if (random.chance(0.2)) await restartSink();
  sink.behave({ kind: 'accept' });
  await settled();
  return words;
}

test(
  'no mail is sent twice and none is lost, whatever server and process do',
  async () => {
    const random = seededRandom(SEED, 'sending');
    const cases = await casesOf(lena);
    const sent: string[] = [];
    for (let round = 0; sent.length < RUNS; round += 1)
      sent.push(...(await oneRound(round, cases.slice(0, RUNS - sent.length), random)));

    const mails = await storedMails();
    // One mail for each answer, and no draft left: nothing is lost, nothing was made twice.
    expect(mails.map(({ text }) => sent.find((words) => text.includes(words))).sort()).toEqual(
      [...sent].sort(),
    );
    expect((await lenas.list('?limit=100')).items).toEqual([]);
    for (const { state } of mails) expect(['sent', 'failed', 'uncertain']).toContain(state);

    const copies = new Map<string, number>();
    for (const { raw, envelope } of taken())
      for (const address of envelope.to) {
        const key = `${messageIdOf(raw)} to ${address}`;
        copies.set(key, (copies.get(key) ?? 0) + 1);
      }
    expect([...copies].filter(([, count]) => count > 1)).toEqual([]);
    const arrived = new Set(taken().map(({ raw }) => messageIdOf(raw)));
    const known = new Set(mails.map(({ message_id }) => message_id));
    expect([...arrived].filter((id) => !known.has(id))).toEqual([]);
    for (const { state, message_id } of mails) {
      const isThere = arrived.has(message_id);
      if (state === 'sent') expect(isThere).toBe(true);
      if (state === 'failed') expect(isThere).toBe(false);
    }
    const states = mails.map(({ state }) => state);
    const count = (wanted: string) => states.filter((state) => state === wanted).length;
    console.log(
      `${sent.length} answers: ${count('sent')} sent, ${count('failed')} failed, ${count('uncertain')} uncertain; ${copies.size} deliveries, none twice`,
    );
  },
  120_000 + RUNS * 12_000,
);
