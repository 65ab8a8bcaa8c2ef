/**
 * A million mails in a hundred thousand cases on one machine: what the panel asks, filing one mail and giving one case to
 * somebody, with ten thousand mails, a hundred thousand and a million in one database that grows.
 */
import { changeRows, readRows } from '../tests/support/database';
import { startMailroom, type Mailroom } from '../tests/support/mailroom';
import { waitUntil } from '../tests/support/wait-until';
import { bytesPerMail } from './million-bytes';
import { ask, PAGE_LIMIT, questionsOf, timesOf, warmUp, type Places, type Times } from './million-questions';
import { growMails } from './million-rows';
import { ADDRESSES, makeWorld, type World } from './million-world';
import { report, type Bench, type BenchResult } from './result';

const MAILS = 1_000_000;
const SEED = 8;
const SIZES = [10_000, 100_000];
/** No figure may grow more from the smallest size to the largest. */
const GROWTH = 2;
const MINUTE = 60_000;

/** By what was asked. */
type Answers = ReadonlyMap<string, Times & { readonly limit: number | null }>;

/** PostgreSQL's own 128 MB are too little for a database of ten gigabytes; its manual advises a quarter of the memory. */
const POSTGRES_SETTINGS = 'shared_buffers=2GB';

const million: Bench = async ({ mails = MAILS }) => {
  process.env.MAILROOM_TEST_POSTGRES_SETTINGS = POSTGRES_SETTINGS;
  const mailroom = await startMailroom(ADDRESSES);
  try {
    const world = await makeWorld(mailroom);
    const sizes = [...SIZES.filter((size) => size < mails), mails];
    const begin = Date.now() - mails * MINUTE;
    const measured: Measured[] = [];
    let largeCases: readonly string[] = [];
    for (const [position, size] of sizes.entries()) {
      const before = sizes[position - 1] ?? 0;
      const grown = await grow(mailroom, world, size - before, new Date(begin + before * MINUTE));
      largeCases = [...largeCases, ...grown];
      const places = { largeCases, smallTeam: world.smallTeam.id, requester: 'customer-77@feld77.example' };
      const middle = new Date(begin + (size / 2) * MINUTE);
      report(`asking with ${size} mails …`);
      const answers = await measure(mailroom, world, { ...places, tag: 'vip', middle });
      reportSlowest(answers);
      measured.push({ size, answers });
    }
    return resultOf(measured, await bytesPerMail(mailroom, world, mails));
  } finally {
    await mailroom.stop();
  }
};

/** Something to look at while the next size is written. */
function reportSlowest(answers: Answers): void {
  const slowest = [...answers].toSorted(([, one], [, other]) => other.p95 - one.p95).slice(0, 5);
  for (const [name, { p50, p95 }] of slowest)
    report(`  ${name}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
}

async function grow(
  { strapi }: Mailroom,
  { accounts, tags }: World,
  mails: number,
  since: Date,
): Promise<readonly string[]> {
  report(`writing ${mails} mails …`);
  const start = performance.now();
  const tagIds = tags.map(({ id }) => id);
  const { cases, largeCases } = await growMails({
    database: strapi.database,
    accounts,
    tagIds,
    mails,
    since,
    seed: SEED,
  });
  report(`… in ${cases} cases, within ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  return largeCases;
}

async function measure(mailroom: Mailroom, world: World, places: Places): Promise<Answers> {
  // Strapi has had no turn for minutes: it may close a connection just when it is used again.
  for (const client of Object.values(world.askers))
    await waitUntil('Strapi to answer', async () => (await client.get('/mailroom/me')).status === 200);
  const answers = new Map<string, Times & { readonly limit: number | null }>();
  const questions = questionsOf(places);
  // A process that was idle for minutes has to compile again what it runs; one that serves people has it compiled.
  for (const question of questions)
    for (const client of Object.values(world.askers)) await warmUp(client, question);
  for (const question of questions)
    for (const [level, client] of Object.entries(world.askers))
      answers.set(`${question.name} (${level})`, { ...(await ask(client, question)), limit: question.limit });
  answers.set('filing one mail', { ...(await timesOf(() => world.post())), limit: null });
  answers.set('distribution of one case', { ...(await distributing(mailroom)), limit: null });
  return answers;
}

/** The task `distribute`, with one case that waits for somebody. */
async function distributing({ strapi }: Mailroom): Promise<Times> {
  const cases = await readRows<{ id: number }>(
    strapi.database,
    'select id from mailroom_cases where open and merged_into_id is null order by id desc limit 40',
  );
  return timesOf(
    () => strapi.call('jobs', 'run', 'distribute'),
    async (turn) => {
      const { id } = cases[turn] ?? { id: 0 };
      await changeRows(
        strapi.database,
        'update mailroom_cases set assignee_id = null, awaiting_agent = true where id = ?',
        [id],
      );
    },
  );
}

interface Measured {
  readonly size: number;
  readonly answers: Answers;
}

function resultOf(measured: readonly Measured[], bytes: Readonly<Record<string, number>>): BenchResult {
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  const failed: string[] = [];
  for (const { size, answers } of measured)
    for (const [name, { p50, p95, limit }] of answers) {
      figures[`${size}: ${name}, p50 ms`] = p50;
      figures[`${size}: ${name}, p95 ms`] = p95;
      if (limit !== null && p95 > limit)
        failed.push(`${size}: ${name}: p95 is ${p95.toFixed(0)} ms, not ${limit}`);
    }
  const [smallest] = measured;
  const largest = measured.at(-1);
  for (const [name, { p50 }] of largest?.answers ?? []) {
    const growth = p50 / (smallest?.answers.get(name)?.p50 ?? p50);
    ratios[`growth of ${name}`] = growth;
    if (growth > GROWTH) failed.push(`${name} grows ${growth.toFixed(1)} times`);
  }
  for (const failure of failed) report(`NOT met: ${failure}`);
  return {
    figures: { ...figures, ...bytes },
    ratios,
    target: {
      'pages, counters, one case, p95 ms': `at most ${PAGE_LIMIT}`,
      'search, p95 ms': 'at most 100',
      'growth of a p50': `at most ${GROWTH} times`,
    },
    met: failed.length === 0,
  };
}

export default million;
