/**
 * Which queue a process has: on PostgreSQL that of all processes, on other databases its own. Where the shared one cannot be
 * had, each process does what it finds due, and the leases alone keep them apart.
 */
import { databaseKind, type Strapi } from '../../data/database';
import { executeStatement } from '../../data/raw-statements';
import type { Runtime } from '../../runtime';
import { nameOf } from '../mailbox-health';
import { createInProcessQueue } from './in-process-queue';
import { createPgBossQueue } from './pg-boss-queue';
import type { WorkQueue } from './work-queue';

export function createWorkQueue(strapi: Strapi, settings: Runtime['config']['queue']): WorkQueue {
  const own = createInProcessQueue();
  if (databaseKind(strapi) !== 'postgres') return own;
  const schema = settings.schema ?? schemaBeside(strapi);
  const shared = createPgBossQueue({
    schema,
    executeSql: (text, values) => executeStatement(strapi, text, values),
    report: (error) => strapi.log.warn(`[mailroom] queue: ${nameOf(error)}`),
  });
  // What is offered before the shared one has started is done here.
  let current = own;
  return {
    serve(kind, places, work) {
      own.serve(kind, places, work);
      shared.serve(kind, places, work);
    },
    async start() {
      try {
        await shared.start();
        current = shared;
      } catch (error) {
        const reason = error instanceof Error ? error.message : nameOf(error);
        strapi.log.warn(
          `[mailroom] The shared queue cannot be used, so each process works by itself: ${reason}. ` +
            `The database's user must be allowed to make the schema "${schema}" (GRANT CREATE ON DATABASE), or to use it where it is there.`,
        );
      }
    },
    offer: (kind, keys) => current.offer(kind, keys),
    async stop(patience) {
      await Promise.all([own.stop(patience), shared.stop(patience)]);
    },
  };
}

/** Apps that share a database have schemas of their own, and so have their queues: ids mean something else in each. */
function schemaBeside(strapi: Strapi): string {
  const own = strapi.config.get<string | undefined>('database.connection.connection.schema') ?? 'public';
  return own === 'public' ? 'mailroom_queue' : `${own.replace(/\W/g, '_').slice(0, 30)}_mailroom_queue`;
}
