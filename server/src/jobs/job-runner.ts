/**
 * Runs named work so that it never overlaps: not in this process, not across processes, and not in a CLI command, which
 * boots the whole app and would fetch mail. It knows nothing of what it runs.
 */
import { releaseLease, renewLease, takeLease } from '../data/leases';
import type { Strapi } from '../data/database';
import { singleLine, truncate } from '../domain/text';

/** Milliseconds a lease lasts; renewed three times within it while the work goes on. */
const LEASE = 60_000;

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

export interface JobRunner {
  /** Runs the work under a lease of this name. Errors of the work are thrown after the lease is given back. */
  run<Value>(name: string, work: (context: RunContext) => Promise<Value>): Promise<RunResult<Value>>;
  /** Aborts what runs and waits for it, at most this many milliseconds. */
  stop(patience: number): Promise<void>;
}

/** @param isServing whether this process answers HTTP; CLI commands do not */
export function createJobRunner(strapi: Strapi, isServing: () => boolean): JobRunner {
  const running = new Map<string, Promise<unknown>>();
  const stopping = new AbortController();
  return {
    async run(name, work) {
      if (stopping.signal.aborted) return { kind: 'skipped', why: 'stopping' };
      if (!isServing()) return { kind: 'skipped', why: 'not-serving' };
      if (running.has(name)) return { kind: 'skipped', why: 'running' };
      const run = underLease(strapi, name, stopping.signal, work);
      running.set(name, run);
      try {
        return await run;
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
      await Promise.race([Promise.allSettled(running.values()), timeout]);
      clearTimeout(timer);
    },
  };
}

async function underLease<Value>(
  strapi: Strapi,
  name: string,
  stopping: AbortSignal,
  work: (context: RunContext) => Promise<Value>,
): Promise<RunResult<Value>> {
  const token = await takeLease(strapi, name, LEASE);
  if (token === null) return { kind: 'skipped', why: 'held-elsewhere' };
  const startedAt = new Date();
  const lost = new AbortController();
  const renewal = setInterval(() => {
    renewLease(strapi, name, token, LEASE)
      .then((kept) => kept || lost.abort())
      // A database that is away for a moment must not end the work; the fencing token protects what matters.
      .catch(() => undefined);
  }, LEASE / 3);
  let error: string | null = null;
  try {
    return { kind: 'done', value: await work({ token, signal: AbortSignal.any([stopping, lost.signal]) }) };
  } catch (thrown) {
    error = truncate(singleLine(thrown instanceof Error ? thrown.message : String(thrown)), 500);
    throw thrown;
  } finally {
    clearInterval(renewal);
    await releaseLease(strapi, name, token, { startedAt, error }).catch(() => undefined);
  }
}
