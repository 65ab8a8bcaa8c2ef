/** Our recurring tasks on Strapi's cron. */
import type { Strapi } from '../data/database';
import type { Tasks, TaskName } from './tasks';

const cronName = (name: TaskName): string => `mailroom.${name}`;

export function startClock(strapi: Strapi, tasks: Tasks): void {
  for (const [name, rule] of tasks.rules)
    strapi.cron.add({ [cronName(name)]: { task: () => tasks.run(name), options: { rule } } });
}

export function stopClock(strapi: Strapi, tasks: Tasks): void {
  for (const name of tasks.rules.keys()) strapi.cron.remove(cronName(name));
}

/** @returns when a task runs next; null when never */
export function nextRun(strapi: Strapi, name: TaskName): Date | null {
  const job = strapi.cron.jobs.find((spec) => spec.name === cronName(name));
  return job?.job.nextInvocation() ?? null;
}
