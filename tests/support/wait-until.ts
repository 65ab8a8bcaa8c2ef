/** Polls a condition of the outside world. Not for time itself: a test names what it waits for, never how long. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** Milliseconds until the wait fails. */
  readonly timeout?: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

/** A wait that is over costs nothing, and the machine may have other work too. */
const PATIENCE = 30_000;

type Falsy = false | 0 | '' | null | undefined;

/**
 * Resolves with the first truthy answer of `probe`. A probe that throws counts as "not yet"; its last error is the
 * cause of the timeout error, which names `expectation` ("the case to be assigned").
 */
export async function waitUntil<T>(
  expectation: string,
  probe: () => T | Promise<T>,
  { timeout = PATIENCE, interval = 50 }: WaitOptions = {},
): Promise<Exclude<T, Falsy>> {
  const deadline = Date.now() + timeout;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer as Exclude<T, Falsy>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() >= deadline) break;
    await sleep(interval);
  }
  const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
  throw new Error(`Waited ${timeout} ms in vain for ${expectation}${reason}`, { cause: lastError });
}
