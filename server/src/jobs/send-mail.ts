/**
 * The `send` task: every account with something to send has a run under a lease of its own, and so has what is left to do in
 * its Sent folder. A server that hangs holds up its own account and nobody else.
 */
import limitConcurrency, { type Limit } from 'p-limit';
import type { Strapi } from '../data/database';
import { accountsToSend } from '../data/send-queue';
import { mailboxesWithCopies } from '../data/sent-copies';
import { queueAutomaticAnswers } from '../outbox/automatic-answer';
import { sendForAccount, type SendCounts } from '../outbox/send-account';
import { settleCopies } from '../outbox/settle-copies';
import type { Runtime } from '../runtime';

/** Accounts served at the same time, not counting those whose server keeps us waiting. */
const CONCURRENCY = 8;
/** Milliseconds after which a run gives its place to the next account and goes on by itself; a reply may take ten minutes. */
const PLACE = 5_000;

interface Dispatcher {
  readonly places: Limit;
  /** one at a time, or several would make the bytes of the same answers */
  readonly answers: Limit;
  /** names of runs that were asked for again while they were going on */
  readonly again: Set<string>;
}
const dispatchers = new WeakMap<Runtime, Dispatcher>();

function dispatcherOf(runtime: Runtime): Dispatcher {
  const dispatcher = dispatchers.get(runtime) ?? {
    places: limitConcurrency(CONCURRENCY),
    answers: limitConcurrency(1),
    again: new Set(),
  };
  dispatchers.set(runtime, dispatcher);
  return dispatcher;
}

/**
 * Sends what is due. It does not wait for a server that takes its time: such a run goes on, and later calls pass it by.
 *
 * @returns what the runs that have ended came to
 */
export async function sendMail(strapi: Strapi, runtime: Runtime): Promise<SendCounts> {
  const { places, answers } = dispatcherOf(runtime);
  await answers(() => queueAutomaticAnswers(strapi, runtime.blobs));
  const now = new Date();
  const toSend = await accountsToSend(strapi, now);
  const toVisit = await mailboxesWithCopies(strapi, now);
  const counts = { sent: 0, failed: 0, deferred: 0 };
  const send = async (mailboxId: number): Promise<void> => {
    add(counts, await sendRun(strapi, runtime, mailboxId));
    const left = await mailboxesWithCopies(strapi, new Date());
    if (left.includes(mailboxId)) await copiesRun(strapi, runtime, mailboxId);
  };
  const visits = toVisit.filter((mailboxId) => !toSend.includes(mailboxId));
  const runs = [
    ...toSend.map((mailboxId) => () => send(mailboxId)),
    ...visits.map((mailboxId) => () => copiesRun(strapi, runtime, mailboxId)),
  ];
  await Promise.all(runs.map((start) => places(() => atMost(PLACE, logged(strapi, start)))));
  return { ...counts };
}

/** Sends soon, without anybody waiting for it; the clock sends what this misses. */
export function kickSending(strapi: Strapi, runtime: Runtime): void {
  setImmediate(() => void logged(strapi, () => sendMail(strapi, runtime)));
}

const sendRun = (strapi: Strapi, runtime: Runtime, mailboxId: number): Promise<SendCounts> =>
  run(runtime, `send:${mailboxId}`, (signal) => sendForAccount(strapi, runtime.blobs, mailboxId, signal));

async function copiesRun(strapi: Strapi, runtime: Runtime, mailboxId: number): Promise<void> {
  await run(runtime, `sent:${mailboxId}`, async (signal) => {
    await settleCopies(strapi, runtime.blobs, mailboxId, signal);
    return NOTHING;
  });
}

const NOTHING: SendCounts = { sent: 0, failed: 0, deferred: 0 };

/**
 * Runs under a lease. What was asked for while a run was about to end is not left to the clock: it runs once more.
 */
async function run(
  runtime: Runtime,
  name: string,
  work: (signal: AbortSignal) => Promise<SendCounts>,
): Promise<SendCounts> {
  const { again } = dispatcherOf(runtime);
  const counts = { ...NOTHING };
  do {
    again.delete(name);
    const result = await runtime.jobs.run(name, ({ signal }) => work(signal));
    if (result.kind === 'done') add(counts, result.value);
    else {
      if (result.why === 'running') again.add(name);
      return counts;
    }
  } while (again.has(name));
  return counts;
}

type Counting = { -readonly [Count in keyof SendCounts]: SendCounts[Count] };

function add(counts: Counting, more: SendCounts): void {
  counts.sent += more.sent;
  counts.failed += more.failed;
  counts.deferred += more.deferred;
}

/** Waits for the work, but not longer than this; the work goes on. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

/** Never throws, since nobody may be waiting any more. Messages of unknown errors may hold mail, so only the name is logged. */
async function logged(strapi: Strapi, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    strapi.log.error(`[mailroom] sending: ${error instanceof Error ? error.name : 'failed'}`);
  }
}
