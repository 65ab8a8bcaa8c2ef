/**
 * The queue of several processes on PostgreSQL: jobs of pg-boss, in a schema of its own in Strapi's database. A key waits at
 * most once (policy `short`); what a process had taken that died comes back after a while. It takes jobs itself instead of
 * by pg-boss's workers, which rest between two jobs however many are waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { createSlots, type Slots } from '../slots';
import type { WorkKind, WorkQueue } from './work-queue';

/** Seconds after which a job that has not ended is another process's; the work may go on, under its lease. */
const EXPIRY = 60;
/** Milliseconds between two looks at an empty queue, unless something is offered in this process. */
const POLL = 1_000;
/** Jobs of one statement. */
const AT_ONCE = 1_000;

/** Few of them, and no history: what a job came to is stored where the work belongs. */
const BOSS = {
  schedule: false,
  maintenanceIntervalSeconds: 30,
  archiveCompletedAfterSeconds: 60,
  deleteAfterMinutes: 10,
} as const;
const QUEUE = { policy: 'short', retryLimit: 5, expireInSeconds: EXPIRY, retentionMinutes: 60 } as const;

interface Key {
  readonly key: number;
}
/** Strapi has the driver leave JSON as text. */
type Job = PgBoss.Job<Key | string>;

const keyOf = ({ data }: Job): number => (typeof data === 'string' ? (JSON.parse(data) as Key) : data).key;

interface Line {
  readonly kind: WorkKind;
  readonly limit: number;
  readonly slots: Slots;
  readonly work: (key: number) => Promise<void>;
  /** taken and not begun */
  readonly taken: Job[];
  /** ends the wait for the next look */
  wake: AbortController;
}

export interface PgBossOptions {
  /** PostgreSQL's name of the schema in which the jobs are */
  readonly schema: string;
  readonly executeSql: (text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>;
  /** told what went wrong beside the work */
  readonly report: (error: unknown) => void;
}

/** A job that has begun here. */
interface Begun {
  readonly kind: WorkKind;
  readonly ended: Promise<void>;
}

export function createPgBossQueue({ schema, executeSql, report }: PgBossOptions): WorkQueue {
  const lines = new Map<WorkKind, Line>();
  const begun = new Map<string, Begun>();
  let boss: PgBoss | null = null;
  let stopped = false;

  const workOn = async ({ kind, work }: Line, job: Job): Promise<void> => {
    const { id } = job;
    const ended = work(keyOf(job)).catch(report);
    begun.set(id, { kind, ended });
    await ended;
    // Whoever stops gives back what had begun, all at once.
    if (stopped) return;
    begun.delete(id);
    await boss?.deleteJob(kind, id).catch(report);
  };

  const nextJob = async (line: Line): Promise<Job | undefined> => {
    if (line.taken.length === 0 && boss !== null && !stopped)
      line.taken.push(
        ...(await boss.fetch<Key | string>(line.kind, { batchSize: line.limit, priority: false })),
      );
    return stopped ? undefined : line.taken.shift();
  };

  /** Takes one job as soon as there is a place, and works on it. @returns once it has begun; false when there is none */
  const takeOne = (line: Line): Promise<boolean> =>
    new Promise((resolve) => {
      const run = async (): Promise<void> => {
        const job = await nextJob(line);
        resolve(job !== undefined);
        if (job !== undefined) await workOn(line, job);
      };
      line.slots.run(run).catch((error: unknown) => {
        report(error);
        resolve(false);
      });
    });

  const takeAll = async (line: Line): Promise<void> => {
    while (!stopped) {
      line.wake = new AbortController();
      if (await takeOne(line)) continue;
      await sleep(POLL, undefined, { ref: false, signal: line.wake.signal }).catch(() => undefined);
    }
  };

  const giveBack = async (): Promise<void> => {
    for (const { kind, taken } of lines.values()) {
      const ids = [...begun].filter(([, job]) => job.kind === kind).map(([id]) => id);
      ids.push(...taken.splice(0).map(({ id }) => id));
      if (ids.length > 0) await boss?.fail(kind, ids).catch(report);
    }
  };

  return {
    serve(kind, places, work) {
      const slots = createSlots(places);
      lines.set(kind, { kind, limit: places.limit, slots, work, taken: [], wake: new AbortController() });
    },
    async start() {
      const { default: Boss } = await import('pg-boss');
      const made = new Boss({ ...BOSS, schema, db: { executeSql } });
      made.on('error', report);
      await made.start();
      for (const name of lines.keys()) await made.createQueue(name, { name, ...QUEUE });
      boss = made;
      for (const line of lines.values()) void takeAll(line);
    },
    async offer(kind, keys) {
      if (boss === null || stopped) return;
      const jobs = [...new Set(keys)].map((key) => ({
        ...{ name: kind, data: { key }, singletonKey: String(key) },
      }));
      for (let start = 0; start < jobs.length; start += AT_ONCE)
        await boss.insert(jobs.slice(start, start + AT_ONCE));
      lines.get(kind)?.wake.abort();
    },
    async stop(patience) {
      stopped = true;
      for (const { wake } of lines.values()) wake.abort();
      const over = new AbortController();
      await Promise.race([
        Promise.all([...begun.values()].map(({ ended }) => ended)),
        sleep(patience, undefined, { ref: false, signal: over.signal }).catch(() => undefined),
      ]);
      over.abort();
      await giveBack();
      await boss?.stop({ graceful: false, close: false }).catch(report);
      boss = null;
    },
  };
}
