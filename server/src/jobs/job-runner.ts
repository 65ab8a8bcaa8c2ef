/**
 * Runs named work so that it never overlaps: not in this process, not across processes, and not in a CLI command, which
 * boots the whole app and would fetch mail. It knows nothing of what it runs.
 */
import { releaseLease, renewLeases, takeLease } from '../data/leases';
import type { Strapi } from '../data/database';

/**
 * Milliseconds a lease lasts unless renewed: so long others wait for a process that died on another host. A process that is
 * held up for longer loses its work to them; the fencing token keeps what it still writes out.
 */
export const LEASE = 20_000;
/** Milliseconds between two renewals: three may fail before a lease is lost. */
const RENEWAL = 5_000;

export interface RunContext {
  /** fencing token of the lease */
  readonly token: number;
  /** aborts when Strapi stops or the lease is lost */
  readonly signal: AbortSignal;
}

export type RunResult<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** already running, here or elsewhere, or this is not the serving process */
  | { readonly kind: 'skipped'; readonly why: 'running' | 'held-elsewhere' | 'not-serving' | 'stopping' };

export interface RunOptions {
  /** run in a command too: it is what the command was called for */
  readonly alsoInCommands?: boolean;
}

export interface JobRunner {
  /** Runs the work under a lease of this name. Errors of the work are thrown after the lease is given back. */
  run<Value>(
    name: string,
    work: (context: RunContext) => Promise<Value>,
    options?: RunOptions,
  ): Promise<RunResult<Value>>;
  /** Aborts what runs and waits for it, at most this many milliseconds. */
  stop(patience: number): Promise<void>;
}

interface Running {
  ended: Promise<unknown>;
  /** whether the lease has been taken */
  held: boolean;
  readonly lost: AbortController;
}

/** @param isServing whether this process answers HTTP; CLI commands do not */
export function createJobRunner(strapi: Strapi, isServing: () => boolean): JobRunner {
  const running = new Map<string, Running>();
  const stopping = new AbortController();
  let renewal: NodeJS.Timeout | undefined;

  /** All leases with one statement, however many mailboxes there are. */
  const renew = async (): Promise<void> => {
    const held = [...running].filter(([, { held }]) => held);
    const names = held.map(([name]) => name);
    // A database that is away for a moment must not end the work; the fencing token protects what matters.
    const kept = await renewLeases(strapi, names, LEASE).catch(() => new Set(names));
    for (const [name, { lost }] of held) if (!kept.has(name)) lost.abort();
  };

  const underLease = async <Value>(
    name: string,
    run: Running,
    work: (context: RunContext) => Promise<Value>,
  ): Promise<RunResult<Value>> => {
    const token = await takeLease(strapi, name, LEASE);
    if (token === null) return { kind: 'skipped', why: 'held-elsewhere' };
    run.held = true;
    try {
      const signal = AbortSignal.any([stopping.signal, run.lost.signal]);
      return { kind: 'done', value: await work({ token, signal }) };
    } finally {
      await releaseLease(strapi, name, token).catch(() => undefined);
    }
  };

  return {
    async run(name, work, { alsoInCommands = false } = {}) {
      if (stopping.signal.aborted) return { kind: 'skipped', why: 'stopping' };
      if (!alsoInCommands && !isServing()) return { kind: 'skipped', why: 'not-serving' };
      if (running.has(name)) return { kind: 'skipped', why: 'running' };
      const started: Running = { ended: Promise.resolve(), held: false, lost: new AbortController() };
      running.set(name, started);
      const ended = underLease(name, started, work);
      started.ended = ended;
      renewal ??= setInterval(() => void renew(), RENEWAL).unref();
      try {
        return await ended;
      } finally {
        running.delete(name);
      }
    },
    async stop(patience) {
      stopping.abort();
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([Promise.allSettled([...running.values()].map(({ ended }) => ended)), timeout]);
      clearTimeout(timer);
      clearInterval(renewal);
    },
  };
}
