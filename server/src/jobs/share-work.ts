/** What a process does when others that share the work come and go. Who they are is known by jobs/processes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strapi } from '../data/database';
import type { Runtime } from '../runtime';
import { nameOf } from './mailbox-health';
import { takeUpImports } from './run-imports';

/** Milliseconds within which all that are left have noticed that one has gone; one of them does what is to be done once. */
const NOTICED = 6_000;

export function shareWork(strapi: Strapi, runtime: Runtime): void {
  const { processes, push, queue } = runtime;
  void queue.start();
  processes.start((change) => {
    if (change === 'joined') {
      push.check();
      return;
    }
    push.takeOver();
    takeOver(strapi, runtime).catch((error: unknown) =>
      strapi.log.error(`[mailroom] taking over: ${nameOf(error)}`),
    );
  });
}

/** What a process that has ended was about to do is begun at once instead of at the next stroke of the clock. */
async function takeOver(strapi: Strapi, runtime: Runtime): Promise<void> {
  if (!(await runtime.processes.beginsTurn('taking-over', NOTICED))) return;
  const begin = () => Promise.all([runtime.tasks.run('fetch'), runtime.tasks.run('send')]);
  await takeUpImports(strapi, runtime);
  void begin();
  // Leases that it took last run out after that by which it was seen to be gone.
  await sleep(NOTICED, undefined, { ref: false });
  await takeUpImports(strapi, runtime);
  await begin();
}
