/** Leases that are held for as long as Strapi runs, and the waits between two tries to get them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRunner } from '../job-runner';

/**
 * Holds a lease until it is lost or Strapi stops.
 * @param onHeld called when the lease has been taken
 * @returns whether it was held, after that has ended
 * @throws the database's errors
 */
export async function holdLease(jobs: JobRunner, name: string, onHeld: () => void): Promise<boolean> {
  const run = await jobs.run(
    name,
    ({ signal }) =>
      new Promise<void>((resolve) => {
        onHeld();
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    // Whether this process serves is what the lease decides.
    { alsoInCommands: true },
  );
  return run.kind === 'done';
}

/** Waits, but no longer than until the signal aborts. Keeps no process alive. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { ref: false, signal }).catch(() => undefined);
