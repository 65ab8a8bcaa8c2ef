/**
 * Who has a push connection: every mailbox that wants one, can be read and finds a place at its host, in the one of the
 * processes to which it belongs. It follows the accounts without a restart, and the processes as they come and go. Polling is
 * what guarantees; this shortens the wait.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import limitConcurrency from 'p-limit';
import { heldLeases } from '../data/leases';
import { mailboxesOfIdleOwners } from '../data/account-owners';
import { findMailbox, forgetPush, mailboxesWithPush, type Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { backOff, isReadable } from '../mailboxes/health';
import type { Runtime } from '../runtime';
import { nameOf } from './mailbox-health';
import { holdPushConnection, type PushEnd } from './push-connection';

export interface Push {
  /** Begins; called once Strapi serves. */
  start(): void;
  /** Something about accounts may have changed. Returns at once. */
  check(): void;
  /** Another process has ended: its mailboxes are looked after by those that are left. Returns at once. */
  takeOver(): void;
  /** Ends every connection and waits for their ends. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks at who should have a connection: another process may have changed that. */
const LOOK = 30_000;
/** Logins at the same time; with many accounts the first connections come one after the other. */
const LOGINS = 4;
/** A connection that lived so long was a good one, and the next failure is a first one (sync-engine §1.10). */
const GOOD_LIFE = 5 * 60_000;
/** Milliseconds until the next try where nothing has failed. */
const LATER = {
  // Another process is about to give it to this one.
  elsewhere: 10_000,
  'no-place': 60_000,
  unsupported: 60 * 60_000,
  'not-well': 30_000,
} as const;

type End = PushEnd | { readonly kind: keyof typeof LATER };

interface Connection {
  /** what it was made with: other settings need another connection */
  readonly key: string;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  /** ends the wait of one that only waits for its mailbox to be well */
  wake: () => void;
}

const PREFIX = 'push:';

/** Connections given to another process in one look: at least so many, and this share of them. The others have their turn later. */
const MOVES = { least: 20, share: 0.25 };

/** @param runtime asked for when there is something to do: this is part of it */
export function createPush(strapi: Strapi, runtime: () => Runtime): Push {
  const connections = new Map<number, Connection>();
  const logins = limitConcurrency(LOGINS);
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let movedAt = -Infinity;

  const report = (error: unknown): void => {
    strapi.log.error(`[mailroom] push: ${nameOf(error)}`);
  };

  const look = async (): Promise<void> => {
    while (lookAgain && !stopping.signal.aborted) {
      lookAgain = false;
      await wanted().then(follow).catch(report);
    }
    looking = null;
  };

  const wanted = async (): Promise<readonly Mailbox[]> => {
    const [mailboxes, idle] = await Promise.all([mailboxesWithPush(strapi), mailboxesOfIdleOwners(strapi)]);
    return mailboxes.filter(({ id }) => !idle.has(id));
  };

  const check = (): void => {
    if (timer === undefined || stopping.signal.aborted) return;
    lookAgain = true;
    looking ??= look();
  };

  const follow = (wanted: readonly Mailbox[]): void => {
    if (stopping.signal.aborted) return;
    const keys = new Map(wanted.map((mailbox) => [mailbox.id, keyOf(mailbox)]));
    for (const [id, connection] of connections) if (keys.get(id) !== connection.key) connection.abort.abort();
    giveAway();
    const { processes } = runtime();
    for (const mailbox of wanted.filter(({ id, health }) => isReadable(health) && processes.isOurs(id))) {
      const connection = connections.get(mailbox.id);
      if (connection === undefined) connections.set(mailbox.id, begin(mailbox));
      else connection.wake();
    }
  };

  /** Ends connections of mailboxes that belong to another process by now, slowly: they are without one for a moment. */
  const giveAway = (): void => {
    const { processes } = runtime();
    const others = [...connections].filter(([id]) => !processes.isOurs(id));
    if (others.length === 0 || Date.now() - movedAt < LOOK / 2) return;
    movedAt = Date.now();
    const most = Math.max(MOVES.least, Math.ceil(connections.size * MOVES.share));
    for (const [, { abort }] of others.slice(0, most)) abort.abort();
  };

  const begin = (mailbox: Mailbox): Connection => {
    const abort = new AbortController();
    const connection: Connection = {
      key: keyOf(mailbox),
      abort,
      wake: () => undefined,
      ended: keep(mailbox.id, AbortSignal.any([abort.signal, stopping.signal]), (wake) => {
        connection.wake = wake;
      }).finally(() => {
        connections.delete(mailbox.id);
        // With other settings it begins anew.
        check();
      }),
    };
    return connection;
  };

  /** @param onWait told what ends the wait of a mailbox that is not well, and again when that is over */
  const keep = async (id: number, signal: AbortSignal, onWait: (wake: () => void) => void): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      const end = await connectOnce(id, signal).catch((error: unknown): End => {
        strapi.log.error(`[mailroom] push, mailbox ${id}: ${nameOf(error)}`);
        return { kind: 'failed', lived: 0, retryAfter: 0 };
      });
      if (end.kind === 'over') return;
      if (end.kind === 'failed') failures = end.lived >= GOOD_LIFE ? 1 : failures + 1;
      const woken = new AbortController();
      if (end.kind === 'not-well') onWait(() => woken.abort());
      await sleep(
        end.kind === 'failed' ? backOff(failures, Math.random(), end.retryAfter) : LATER[end.kind],
        undefined,
        { ref: false, signal: AbortSignal.any([signal, woken.signal]) },
      ).catch(() => undefined);
      onWait(() => undefined);
    }
  };

  const connectOnce = async (id: number, signal: AbortSignal): Promise<End> => {
    const mailbox = await findMailbox(strapi, id);
    if (mailbox === null || mailbox.imap === null) return { kind: 'over' };
    // Fetching finds out whether the secret is good, and stops after three tries; this must not be a fourth.
    if (!isReadable(mailbox.health)) return { kind: 'not-well' };
    const { hosts, jobs, fetching, config } = runtime();
    const giveBack = hosts.takeForPush(mailbox.imap.host);
    if (giveBack === null) return { kind: 'no-place' };
    try {
      const run = await jobs.run(`${PREFIX}${id}`, (lease) =>
        holdPushConnection(strapi, mailbox, {
          fetching,
          renewal: config.push.renewal,
          logins,
          signal: AbortSignal.any([signal, lease.signal]),
        }),
      );
      return run.kind === 'done' ? run.value : { kind: 'elsewhere' };
    } finally {
      giveBack();
    }
  };

  /** Connections of processes that were killed are forgotten, or their mailboxes would be polled too seldom. */
  const forgetDead = async (): Promise<void> => {
    const held = await heldLeases(strapi, PREFIX);
    const ids = held.map((name) => Number(name.slice(PREFIX.length)));
    await forgetPush(strapi, ids);
  };

  return {
    start() {
      const forgotten = forgetDead().catch(report);
      if (!runtime().config.push.enabled) return;
      timer = setInterval(check, LOOK);
      timer.unref();
      void forgotten.then(check);
    },
    check,
    takeOver: () => void forgetDead().catch(report).then(check),
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await looking;
      await Promise.all([...connections.values()].map(({ ended }) => ended));
    },
  };
}

/** Everything of a mailbox that its connection was made with. */
function keyOf({ imap, folders, ...mailbox }: Mailbox): string {
  const { authentication, oauthProvider, oauthGrantedAt, certificateAuthority, certificateFingerprint } =
    mailbox;
  const parts = [
    imap,
    folders[0],
    authentication,
    oauthProvider,
    oauthGrantedAt,
    certificateAuthority,
    certificateFingerprint,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
