/** Our recurring tasks on Strapi's cron. Every process has the same clock; at each stroke one of them begins. */
import type { Strapi } from '../data/database';
import type { Runtime } from '../runtime';
import { nameOf } from './mailbox-health';
import type { Tasks, TaskName } from './tasks';

const cronName = (name: TaskName): string => `mailroom.${name}`;

/** Milliseconds by which the clocks of two processes may differ without both of them beginning. */
const DIFFERENCE = 30_000;

export function startClock(strapi: Strapi, { tasks, processes }: Runtime): void {
  const run = async (name: TaskName): Promise<void> => {
    if (!strapi.server.httpServer.listening) return;
    const next = nextRun(strapi, name)?.getTime() ?? Infinity;
    const turn = Math.min((next - Date.now()) / 2, DIFFERENCE);
    const begins = await processes.beginsTurn(name, turn).catch((error: unknown) => {
      strapi.log.error(`[mailroom] ${name}: ${nameOf(error)}`);
      return false;
    });
    if (begins) await tasks.run(name);
  };
  for (const [name, rule] of tasks.rules)
    strapi.cron.add({ [cronName(name)]: { task: () => run(name), options: { rule } } });
}

export function stopClock(strapi: Strapi, tasks: Tasks): void {
  for (const name of tasks.rules.keys()) strapi.cron.remove(cronName(name));
}

/** @returns when a task runs next; null when never */
export function nextRun(strapi: Strapi, name: TaskName): Date | null {
  const job = strapi.cron.jobs.find((spec) => spec.name === cronName(name));
  return job?.job.nextInvocation() ?? null;
}
