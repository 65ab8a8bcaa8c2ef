/**
 * The scheduled tasks, and what their last runs came to. Runs of `fetch` and `send` may overlap: each mailbox has a lease
 * of its own, and a slow one must not hold back the next turn. The others run once at a time, in all processes together.
 */
import { distributeWaitingCases } from '../cases/distribute-cases';
import { lastRuns, noteRun, prepareRuns, type JobRun } from '../data/job-runs';
import { heldLeases } from '../data/leases';
import { wakeDueCases } from '../cases/snooze-case';
import type { Strapi } from '../data/database';
import type { Runtime } from '../runtime';
import { reconcileMailboxes } from './reconcile-mailboxes';
import { keepHouse } from './housekeeping';
import { checkSilence, checkTrouble, nameOf } from './mailbox-health';
import { keepSearch } from './keep-search';
import { ALL_NEWS } from './mail-notifications';
import { deliverWebhooks } from './deliver-webhooks';
import { TURN_PREFIX } from './processes/processes';
import { awaitDrafts, releaseDrafts } from './release-drafts';
import { sendMail } from './send-mail';

export type TaskName =
  'fetch' | 'send' | 'distribute' | 'wake' | 'webhooks' | 'search' | 'reconcile' | 'housekeeping';
type Counts = Readonly<Record<string, number>>;

interface Task {
  /** cron rule */
  readonly rule: string;
  /** beginnings of the names of leases that are held while it works */
  readonly leases: readonly string[];
  /** @returns what it counted; null when another run is doing it */
  work(): Promise<Counts | null>;
}

export interface TaskState {
  readonly name: TaskName;
  readonly rule: string;
  readonly running: boolean;
  /** null: it has never run */
  readonly lastRun: JobRun | null;
}

export interface Tasks {
  readonly rules: ReadonlyMap<TaskName, string>;
  /** Makes the rows in which runs are noted. */
  prepare(): Promise<void>;
  /** Runs a task and notes what came of it. Never throws. */
  run(name: TaskName): Promise<void>;
  states(): Promise<readonly TaskState[]>;
}

/** Milliseconds a run waits for people's news to be put into mails, so that they are sent with it. */
const NOTIFYING = 10_000;
/** Milliseconds: a run that found nothing to do is noted only where the last one noted is older. */
const IDLE_NOTE = 60_000;

/** @param runtime asked for when a task runs: tasks are part of it */
export function createTasks(strapi: Strapi, config: Runtime['config'], runtime: () => Runtime): Tasks {
  const tasks = tasksOf(strapi, config, runtime);
  const running = new Map<TaskName, number>();
  // Runs that were not worth a row are known here; after a restart the last row is at most a minute behind.
  const last = new Map<TaskName, JobRun>();

  const note = async (name: TaskName, run: JobRun): Promise<void> => {
    const before = last.get(name);
    if (before !== undefined && before.startedAt > run.startedAt) return;
    last.set(name, run);
    const idle =
      run.error === null &&
      before?.error === null &&
      Object.values(run.result ?? {}).every((count) => count === 0);
    await noteRun(strapi, name, run, new Date(run.startedAt.getTime() - (idle ? IDLE_NOTE : 0)));
  };

  const run = async (name: TaskName): Promise<void> => {
    const startedAt = new Date();
    running.set(name, (running.get(name) ?? 0) + 1);
    try {
      const result = await tasks[name].work();
      if (result !== null) await note(name, { startedAt, finishedAt: new Date(), error: null, result });
    } catch (error) {
      // Messages of unknown errors may hold mail.
      const words = nameOf(error);
      strapi.log.error(`[mailroom] ${name}: ${words}`);
      await note(name, { startedAt, finishedAt: new Date(), error: words, result: null }).catch(
        () => undefined,
      );
    } finally {
      running.set(name, (running.get(name) ?? 1) - 1);
    }
  };

  const names = Object.keys(tasks) as TaskName[];
  return {
    rules: new Map(names.map((name) => [name, tasks[name].rule])),
    prepare: () => prepareRuns(strapi, [...names, ...names.map((name) => `${TURN_PREFIX}${name}`)]),
    run,
    async states() {
      const [noted, leases] = await Promise.all([lastRuns(strapi, names), heldLeases(strapi)]);
      return names.map((name) => {
        const { rule, leases: own } = tasks[name];
        const held = leases.some((lease) => own.some((prefix) => lease.startsWith(prefix)));
        const runs = [last.get(name), noted.get(name)].filter((found) => found !== undefined);
        return {
          name,
          rule,
          running: held || (running.get(name) ?? 0) > 0,
          lastRun: runs.sort((one, other) => +other.startedAt - +one.startedAt)[0] ?? null,
        };
      });
    },
  };
}

function tasksOf(
  strapi: Strapi,
  config: Runtime['config'],
  runtime: () => Runtime,
): Readonly<Record<TaskName, Task>> {
  const told = new Set<number>();
  return {
    fetch: {
      rule: config.fetch.rule,
      leases: ['mailbox:'],
      async work() {
        const counts = await runtime().fetching.due();
        await checkSilence(strapi, new Date());
        await checkTrouble(strapi, told);
        return counts;
      },
    },
    send: {
      rule: config.send.rule,
      leases: ['send:', 'sent:', 'drafts'],
      async work() {
        const { held } = await releaseDrafts(strapi, runtime());
        const { notifying } = runtime();
        const notified = (await notifying.follow([ALL_NEWS], NOTIFYING)).get(ALL_NEWS) ?? 0;
        const counts = { ...(await sendMail(strapi, runtime())), held, notified };
        await awaitDrafts(strapi, runtime());
        return counts;
      },
    },
    distribute: {
      rule: config.distribute.rule,
      leases: ['distribute'],
      async work() {
        const run = await runtime().jobs.run('distribute', ({ signal }) =>
          distributeWaitingCases(strapi, { now: () => new Date(), signal }),
        );
        return run.kind === 'done' ? run.value : null;
      },
    },
    reconcile: {
      rule: config.reconcile.rule,
      leases: [],
      work: () => reconcileMailboxes(strapi, runtime()),
    },
    wake: {
      // A snoozed case is due to the minute.
      rule: '0 * * * * *',
      leases: ['wake'],
      async work() {
        const run = await runtime().jobs.run('wake', () => wakeDueCases(strapi, new Date()));
        return run.kind === 'done' ? { woken: run.value } : null;
      },
    },
    webhooks: {
      rule: config.webhooks.rule,
      leases: ['webhook:'],
      work: () => deliverWebhooks(strapi, runtime()),
    },
    search: {
      // Right after mail was fetched, and never at the full minute, when others begin.
      rule: '40 * * * * *',
      leases: ['search'],
      work: () => keepSearch(strapi, runtime()),
    },
    housekeeping: {
      rule: config.housekeeping.rule,
      leases: ['housekeeping'],
      async work() {
        const run = await runtime().jobs.run('housekeeping', ({ signal }) =>
          keepHouse(strapi, runtime(), signal),
        );
        return run.kind === 'done' ? run.value : null;
      },
    },
  };
}
