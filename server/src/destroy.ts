/** Strapi stops: no new runs, connections closed, leases given back, while the database is still there. */
import type { Strapi } from './data/database';
import { stopClock } from './jobs/clock';
import { stopAwaitingDrafts } from './jobs/release-drafts';
import { stopTakingUpWork } from './jobs/start-up';
import { runtimeOf } from './runtime';

/** Milliseconds to wait for running work; what is not done by then is fetched again after the next start. */
const PATIENCE = 8_000;

export default async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  const runtime = runtimeOf(strapi);
  const { files, jobs, live, processes, push, queue, reader, tasks } = runtime;
  live.stop();
  processes.stop();
  stopClock(strapi, tasks);
  stopTakingUpWork(strapi);
  stopAwaitingDrafts(runtime);
  await Promise.all([push.stop(), jobs.stop(PATIENCE), queue.stop(PATIENCE)]);
  await Promise.all([reader.close(), files.close()]);
};
