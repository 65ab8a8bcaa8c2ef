/**
 * When mailboxes are fetched: by the clock those that are due, at once those of which somebody or a server says so; each
 * under its own lease and with its own back-off. One that fails or hangs never delays another (invariant 3). What a fetch
 * does is in fetch-mailboxes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mailboxesOfIdleOwners } from '../data/account-owners';
import { LeaseLost } from '../data/cursors';
import { findMailbox, mailboxesDue, type MailboxHealthRow } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { AccountGone } from '../intake/context';
import { isReadable } from '../mailboxes/health';
import type { Runtime } from '../runtime';
import { fetchFolders } from './fetch-mailboxes';
import { createFetchQueue } from './fetch-queue';
import type { RunContext } from './job-runner';
import { nameOf, reportFailure, reportRead } from './mailbox-health';
import { kickSending } from './send-mail';
import { createSlots } from './slots';

export type FetchOutcome =
  /** `historyLeft`: it goes on at once, by itself */
  | { readonly kind: 'fetched'; readonly mails: number; readonly historyLeft: boolean }
  /** what went wrong is stored as the mailbox's health */
  | { readonly kind: 'failed' }
  /** switched off, gone, being fetched by another process, or Strapi stops */
  | { readonly kind: 'skipped' };

export interface Fetching {
  /** Fetches every mailbox that is due and is not being fetched; counts what came of it. */
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
export function createFetching(strapi: Strapi, config: Runtime['config'], runtime: () => Runtime): Fetching {
  const { concurrency } = config.fetch;
  const healthy = createSlots({ limit: concurrency, patience: SLOW, ceiling: 2 * concurrency });
  // Those that failed last time wait for each other, and nobody for them.
  const troubled = createSlots({ limit: concurrency, patience: SLOW, ceiling: 2 * concurrency });

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
          // History goes on at once, after a breath in which others get their turn.
          if (outcome.kind === 'fetched' && outcome.historyLeft)
            setImmediate(() => void queue.next(mailboxId));
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
      const due = await mailboxesDue(strapi, new Date(), config.fetch.pollWithPush);
      const idle = await mailboxesOfIdleOwners(strapi);
      const begun = due.flatMap(({ id }) => (idle.has(id) ? [] : (queue.unlessBusy(id) ?? [])));
      return countWithin(begun, RUN_PATIENCE);
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

/** Counts outcomes as they come, for at most this many milliseconds. */
async function countWithin(fetches: readonly Promise<FetchOutcome>[], patience: number): Promise<DueCounts> {
  let mails = 0;
  let failed = 0;
  let ended = 0;
  const counted = fetches.map(async (fetch) => {
    const outcome = await fetch;
    ended += 1;
    if (outcome.kind === 'failed') failed += 1;
    if (outcome.kind === 'fetched') mails += outcome.mails;
  });
  const timeout = new AbortController();
  await Promise.race([
    Promise.all(counted).finally(() => timeout.abort()),
    sleep(patience, undefined, { ref: false, signal: timeout.signal }).catch(() => undefined),
  ]);
  return { mailboxes: fetches.length, mails, failed, unfinished: fetches.length - ended };
}
