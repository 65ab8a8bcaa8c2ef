/**
 * How the processes that serve one database share its work: on PostgreSQL all of them work, on MySQL one does and the others
 * serve, on SQLite there is one. What the work is, and that it never overlaps, is decided elsewhere (leases).
 */
import { databaseKind, type Strapi } from '../../data/database';
import type { JobRunner } from '../job-runner';
import { serveAlone } from './alone';
import { workInOne } from './one-works';
import type { Processes } from './processes';
import { workTogether } from './together';

/** @param jobs asked for once there is something to do: it asks this whether it may serve */
export function createProcesses(strapi: Strapi, jobs: () => JobRunner): Processes {
  switch (databaseKind(strapi)) {
    case 'sqlite':
      return serveAlone(strapi, jobs);
    case 'mysql':
      return workInOne(strapi, jobs);
    case 'postgres':
      return workTogether(strapi, jobs);
  }
}
