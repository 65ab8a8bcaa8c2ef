/**
 * When mailboxes are fetched: by the clock those that are due, at once those of which somebody or a server says so; each
 * under its own lease and with its own back-off. One that fails or hangs never delays another (invariant 3). What a fetch
 * does is in fetch-mailboxes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mailboxesOfIdleOwners } from '../data/account-owners';
import { LeaseLost } from '../data/cursors';
import { checkedSince, mailboxesDue } from '../data/due-mailboxes';
import { findMailbox, type MailboxHealthRow } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { AccountGone } from '../intake/context';
import { isReadable } from '../mailboxes/health';
import type { Runtime } from '../runtime';
import { fetchFolders } from './fetch-mailboxes';
import { createFetchQueue } from './fetch-queue';
import type { RunContext } from './job-runner';
import { nameOf, reportFailure, reportRead } from './mailbox-health';
import { followWork, type FollowedWork } from './queue/followed-work';
import type { WorkQueue } from './queue/work-queue';
import { kickSending } from './send-mail';
import { createSlots } from './slots';

export type FetchOutcome =
  /** `historyLeft`: it goes on at once, by itself */
  | { readonly kind: 'fetched'; readonly mails: number; readonly historyLeft: boolean }
  /** what went wrong is stored as the mailbox's health */
  | { readonly kind: 'failed' }
  /** switched off, gone, being fetched already, here or by another process, or Strapi stops */
  | { readonly kind: 'skipped' };

export interface Fetching {
  /** Has every mailbox fetched that is due and is not being fetched here; counts what came of it, in whatever process. */
  due(): Promise<DueCounts>;
  /** Fetches a mailbox whatever its back-off says, by a fetch that begins after this call. Never throws. */
  now(mailboxId: number): Promise<FetchOutcome>;
  /** Its settings have changed: it is tried at once, unless somebody has to sign in first. */
  changed(mailboxId: number): Promise<void>;
  /** The server says that something has changed. A mailbox that is in trouble waits for its next try all the same. */
  hinted(mailboxId: number): Promise<void>;
}

// A type, since a run's result is a record of numbers.
export type DueCounts = {
  readonly mailboxes: number;
  /** as far as this process has fetched them */
  readonly mails: number;
  readonly failed: number;
  /** those that took longer than the run waits for */
  readonly unfinished: number;
};

/** Milliseconds after which a fetch no longer keeps others from their turn. */
const SLOW = 5_000;
/** Milliseconds a run of the clock waits for its mailboxes; a slower one goes on, and is no reason to report nothing. */
const RUN_PATIENCE = 20_000;
/** Milliseconds for another process to end its fetch of the same mailbox, and between two looks. */
const ELSEWHERE = { patience: 120_000, interval: 500 };

/** @param runtime asked for when something is fetched: this is part of it */
export function createFetching(
  strapi: Strapi,
  config: Runtime['config'],
  work: WorkQueue,
  runtime: () => Runtime,
): Fetching {
  const { concurrency } = config.fetch;
  const places = { limit: concurrency, patience: SLOW, ceiling: 2 * concurrency };
  const healthy = createSlots(places);
  // Those that failed last time wait for each other, and nobody for them.
  const troubled = createSlots(places);

  const fetchOnce = async (mailboxId: number): Promise<FetchOutcome | 'elsewhere'> => {
    const mailbox = await findMailbox(strapi, mailboxId);
    if (mailbox === null || !mailbox.active || mailbox.imap === null) return { kind: 'skipped' };
    const slots = mailbox.health.failures === 0 ? healthy : troubled;
    const { hosts, jobs } = runtime();
    // The lease may be held by another process, or by other work on the same mailbox here.
    const run = await hosts.fetching(mailbox.imap.host, () =>
      slots.run(() => jobs.run(`mailbox:${mailboxId}`, (context) => attempt(mailboxId, context))),
    );
    if (run.kind === 'done') return run.value;
    return run.why === 'held-elsewhere' || run.why === 'running' ? 'elsewhere' : { kind: 'skipped' };
  };

  const attempt = async (mailboxId: number, run: RunContext): Promise<FetchOutcome> => {
    // Read again: settings may have changed while this waited for its turn.
    const mailbox = await findMailbox(strapi, mailboxId);
    if (mailbox === null || !mailbox.active || mailbox.imap === null) return { kind: 'skipped' };
    try {
      const { mails, problem, historyLeft } = await fetchFolders(strapi, runtime(), mailbox, run);
      // What came may have been answered automatically: the answer need not wait for the clock.
      if (mails > 0) kickSending(strapi, runtime());
      await reportRead(strapi, mailbox, problem);
      // Those that cannot be read have no push connection.
      if (!isReadable(mailbox.health)) runtime().push.check();
      return { kind: 'fetched', mails, historyLeft };
    } catch (error) {
      if (run.signal.aborted || error instanceof LeaseLost || error instanceof AccountGone)
        return { kind: 'skipped' };
      await reportFailure(strapi, mailbox, error);
      return { kind: 'failed' };
    }
  };

  const queue = createFetchQueue(async (mailboxId: number, asked: boolean): Promise<FetchOutcome> => {
    try {
      const until = Date.now() + ELSEWHERE.patience;
      for (;;) {
        const outcome = await fetchOnce(mailboxId);
        if (outcome !== 'elsewhere') {
          // History goes on at once, after those that are waiting: here, or in a process with less to do.
          if (outcome.kind === 'fetched' && outcome.historyLeft) setImmediate(() => goOn(mailboxId));
          return outcome;
        }
        // Another process may have looked before that had come of which somebody told us.
        if (!asked || Date.now() > until) return { kind: 'skipped' };
        await sleep(ELSEWHERE.interval, undefined, { ref: false });
      }
    } catch (error) {
      // The work reports its own failures; what comes here is the lease itself, so the database is away.
      strapi.log.error(`[mailroom] mailbox ${mailboxId}: ${nameOf(error)}`);
      return { kind: 'failed' };
    }
  });

  const fetchOffered = async (mailboxId: number): Promise<FetchOutcome> =>
    (await queue.unlessBusy(mailboxId)) ?? { kind: 'skipped' };
  // More are taken than there are places: some wait for their host.
  const taken = { ...places, ceiling: 4 * concurrency };
  const offered = {
    healthy: followWork(work, 'sync-mailbox', taken, fetchOffered),
    troubled: followWork(work, 'sync-troubled-mailbox', taken, fetchOffered),
  };

  const goOn = (mailboxId: number): void => {
    offered.healthy.offer([mailboxId]).catch((error: unknown) => {
      strapi.log.error(`[mailroom] mailbox ${mailboxId}: ${nameOf(error)}`);
    });
  };

  const soon = async (mailboxId: number, wanted: (health: MailboxHealthRow) => boolean): Promise<void> => {
    try {
      const mailbox = await findMailbox(strapi, mailboxId);
      if (mailbox !== null && wanted(mailbox.health)) await queue.next(mailboxId);
    } catch (error) {
      strapi.log.error(`[mailroom] mailbox ${mailboxId}: ${nameOf(error)}`);
    }
  };

  return {
    async due() {
      const startedAt = new Date();
      const found = await mailboxesDue(strapi, startedAt, config.fetch.pollWithPush);
      const idle = await mailboxesOfIdleOwners(strapi);
      const due = found.filter(({ id }) => !idle.has(id) && !queue.isBusy(id));
      // What others have done is asked for only where there are any.
      const elsewhere =
        runtime().processes.count() > 1
          ? (ids: readonly number[]) => fetchedElsewhere(strapi, ids, startedAt)
          : undefined;
      const follow = (followed: FollowedWork<FetchOutcome>, ids: readonly number[]) =>
        followed.follow(ids, RUN_PATIENCE, elsewhere);
      const isHealthy = ({ failures }: { readonly failures: number }): boolean => failures === 0;
      const outcomes = await Promise.all([
        follow(offered.healthy, idsOf(due.filter(isHealthy))),
        follow(offered.troubled, idsOf(due.filter((mailbox) => !isHealthy(mailbox)))),
      ]);
      return countsOf(
        due.length,
        outcomes.flatMap((results) => [...results.values()]),
      );
    },
    now: (mailboxId) => queue.next(mailboxId),
    async changed(mailboxId) {
      await soon(mailboxId, ({ state }) => state !== 'needs-authorization');
    },
    async hinted(mailboxId) {
      await soon(mailboxId, ({ state, nextTryAt }) => nextTryAt === null && !state.startsWith('needs-'));
    },
  };
}

const idsOf = (rows: readonly { readonly id: number }[]): readonly number[] => rows.map(({ id }) => id);

function countsOf(mailboxes: number, ended: readonly FetchOutcome[]): DueCounts {
  return {
    mailboxes,
    mails: ended.reduce((mails, outcome) => mails + (outcome.kind === 'fetched' ? outcome.mails : 0), 0),
    failed: ended.filter(({ kind }) => kind === 'failed').length,
    unfinished: mailboxes - ended.length,
  };
}

/** What other processes have come to: how a mailbox fares is stored after each try. */
async function fetchedElsewhere(
  strapi: Strapi,
  ids: readonly number[],
  since: Date,
): Promise<ReadonlyMap<number, FetchOutcome>> {
  const checked = await checkedSince(strapi, ids, since);
  return new Map(
    checked.map(({ id, failures }): [number, FetchOutcome] => [
      id,
      failures > 0 ? { kind: 'failed' } : { kind: 'fetched', mails: 0, historyLeft: false },
    ]),
  );
}
