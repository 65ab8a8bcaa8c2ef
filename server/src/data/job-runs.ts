/** What the last run of each scheduled task came to. The row is also the task's lease, where it has one. */
import { connectionOf, insertMissing, rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface JobRun {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** null: it went well */
  readonly error: string | null;
  /** what it counted */
  readonly result: Readonly<Record<string, number>> | null;
}

interface Row {
  readonly name: string;
  readonly lastStartedAt: unknown;
  readonly lastFinishedAt: unknown;
  readonly lastError: string | null;
  readonly lastResult: Readonly<Record<string, number>> | null;
}

/** Makes the rows that `noteRun` writes to. */
export async function prepareRuns(strapi: Strapi, names: readonly string[]): Promise<void> {
  const rows = names.map((name) => ({ name, token: 0 }));
  await insertMissing(connectionOf(strapi), UIDS.jobLease, rows, 'name');
}

/** Notes a run, unless one is noted that began at this moment or later. */
export async function noteRun(strapi: Strapi, name: string, run: JobRun, unlessSince: Date): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.jobLease).updateMany({
    where: { name, $or: [{ lastStartedAt: { $null: true } }, { lastStartedAt: { $lt: unlessSince } }] },
    data: {
      lastStartedAt: run.startedAt,
      lastFinishedAt: run.finishedAt,
      lastDurationMs: run.finishedAt.getTime() - run.startedAt.getTime(),
      lastError: run.error,
      lastResult: run.result,
    },
  });
}

/** The last run of each task that has run, by name. */
export async function lastRuns(
  strapi: Strapi,
  names: readonly string[],
): Promise<ReadonlyMap<string, JobRun>> {
  const rows = await rowsOf<Row>(strapi, UIDS.jobLease).findMany({
    select: ['name', 'lastStartedAt', 'lastFinishedAt', 'lastError', 'lastResult'],
    where: { name: { $in: names } },
  });
  return new Map(
    rows.flatMap(({ name, lastStartedAt, lastFinishedAt, lastError, lastResult }) => {
      const startedAt = toDate(lastStartedAt);
      const finishedAt = toDate(lastFinishedAt);
      return startedAt === null || finishedAt === null
        ? []
        : [[name, { startedAt, finishedAt, error: lastError, result: lastResult }] as const];
    }),
  );
}
