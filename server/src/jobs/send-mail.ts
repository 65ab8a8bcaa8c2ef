/**
 * The `send` task: every account with something to send has a run under a lease of its own, and so has what is left to do in
 * its Sent folder; the runs are offered to all processes. A server that hangs holds up its own account and nobody else.
 */
import limitConcurrency, { type Limit } from 'p-limit';
import type { Strapi } from '../data/database';
import { accountsToSend } from '../data/send-queue';
import { mailboxesWithCopies } from '../data/sent-copies';
import { queueAutomaticAnswers } from '../outbox/automatic-answer';
import { sendForAccount, type SendCounts } from '../outbox/send-account';
import { settleCopies } from '../outbox/settle-copies';
import type { Runtime } from '../runtime';
import { followWork, type FollowedWork } from './queue/followed-work';
import type { WorkQueue } from './queue/work-queue';

/** Accounts served at the same time, not counting those whose server keeps us waiting. */
const CONCURRENCY = 8;
/** Milliseconds after which a run gives its place to the next account and goes on by itself; a reply may take ten minutes. */
const PLACE = 5_000;

/** Milliseconds a call waits for runs that another process may have taken. */
const SHARED_PATIENCE = 10_000;
/** The same where this process does them all: every run gives its place away in time. */
const OWN_PATIENCE = 60_000;

/** What sending is done by. */
export interface Sending {
  readonly mails: FollowedWork<SendCounts>;
  readonly copies: FollowedWork<SendCounts>;
  /** one at a time, or several would make the bytes of the same answers */
  readonly answers: Limit;
}

/** @param runtime asked for when something is sent: this is part of it */
export function createSending(strapi: Strapi, queue: WorkQueue, runtime: () => Runtime): Sending {
  const places = limitConcurrency(CONCURRENCY);
  /** names of runs that were asked for again while they were going on */
  const again = new Set<string>();
  const inPlace = async (work: (counts: Counting) => Promise<void>): Promise<SendCounts> => {
    const counts = { ...NOTHING };
    await places(() =>
      atMost(
        PLACE,
        logged(strapi, () => work(counts)),
      ),
    );
    return { ...counts };
  };
  const copiesOf = (mailboxId: number): Promise<SendCounts> =>
    run(runtime(), again, `sent:${mailboxId}`, async (signal) => {
      await settleCopies(strapi, runtime().blobs, mailboxId, signal);
      return NOTHING;
    });
  const taken = { limit: CONCURRENCY, patience: PLACE, ceiling: 4 * CONCURRENCY };
  return {
    answers: limitConcurrency(1),
    mails: followWork(queue, 'send-email', taken, (mailboxId) =>
      inPlace(async (counts) => {
        const send = (signal: AbortSignal) => sendForAccount(strapi, runtime().blobs, mailboxId, signal);
        add(counts, await run(runtime(), again, `send:${mailboxId}`, send));
        const left = await mailboxesWithCopies(strapi, new Date());
        if (left.includes(mailboxId)) await copiesOf(mailboxId);
      }),
    ),
    copies: followWork(queue, 'keep-copies', taken, (mailboxId) =>
      inPlace(async (counts) => add(counts, await copiesOf(mailboxId))),
    ),
  };
}

/**
 * Sends what is due. It does not wait for a server that takes its time: such a run goes on, and later calls pass it by.
 *
 * @returns what the runs that have ended came to, as far as this process has done them
 */
export async function sendMail(strapi: Strapi, { blobs, processes, sending }: Runtime): Promise<SendCounts> {
  await sending.answers(() => queueAutomaticAnswers(strapi, blobs));
  const now = new Date();
  const toSend = await accountsToSend(strapi, now);
  const toVisit = await mailboxesWithCopies(strapi, now);
  const patience = processes.count() > 1 ? SHARED_PATIENCE : OWN_PATIENCE;
  const results = await Promise.all([
    sending.mails.follow(toSend, patience),
    sending.copies.follow(
      toVisit.filter((mailboxId) => !toSend.includes(mailboxId)),
      patience,
    ),
  ]);
  const counts = { ...NOTHING };
  for (const result of results.flatMap((ended) => [...ended.values()])) add(counts, result);
  return counts;
}

/** Sends soon, without anybody waiting for it; the clock sends what this misses. */
export function kickSending(strapi: Strapi, runtime: Runtime): void {
  setImmediate(() => void logged(strapi, () => sendMail(strapi, runtime)));
}

const NOTHING: SendCounts = { sent: 0, failed: 0, deferred: 0 };

/**
 * Runs under a lease. What was asked for while a run was about to end is not left to the clock: it runs once more.
 */
async function run(
  { jobs }: Runtime,
  again: Set<string>,
  name: string,
  work: (signal: AbortSignal) => Promise<SendCounts>,
): Promise<SendCounts> {
  const counts = { ...NOTHING };
  do {
    again.delete(name);
    const result = await jobs.run(name, ({ signal }) => work(signal));
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
