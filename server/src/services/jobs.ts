/** What the app's own code calls about scheduled tasks: `strapi.plugin('mailroom').service('jobs')`. */
import type { Strapi } from '../data/database';
import { nextRun } from '../jobs/clock';
import type { TaskName } from '../jobs/tasks';
import { runtimeOf } from '../runtime';

export interface ServiceJob {
  readonly name: TaskName;
  /** cron rule */
  readonly rule: string;
  readonly running: boolean;
  /** null: it has never run */
  readonly lastRun: {
    readonly startedAt: Date;
    readonly finishedAt: Date | null;
    /** null: it went well */
    readonly error: string | null;
    readonly result: Readonly<Record<string, number>> | null;
  } | null;
  readonly nextRunAt: Date | null;
}

export interface JobsService {
  /**
   * Runs a task now and resolves when it is done. Where it runs already, here or in another process, that run is left alone.
   * @throws Error when there is no such task
   */
  run(name: TaskName): Promise<ServiceJob>;
  states(): Promise<readonly ServiceJob[]>;
}

export default ({ strapi }: { strapi: Strapi }): JobsService => {
  const states = async (): Promise<readonly ServiceJob[]> =>
    (await runtimeOf(strapi).tasks.states()).map(({ name, rule, running, lastRun }) => ({
      name,
      rule,
      running,
      lastRun,
      nextRunAt: nextRun(strapi, name),
    }));
  return {
    states,
    async run(name) {
      const { tasks } = runtimeOf(strapi);
      if (!tasks.rules.has(name))
        throw new Error(`There is no task "${name}". There are: ${[...tasks.rules.keys()].join(', ')}.`);
      await tasks.run(name);
      const state = (await states()).find((job) => job.name === name);
      if (state === undefined) throw new Error(`The task "${name}" is gone.`);
      return state;
    },
  };
};
