/**
 * SQLite: a database file is served by one process. A second one ends itself and says why: both would write one file, and what
 * one keeps in memory of it the other would not see. Commands serve nothing and are not counted.
 */
import { leaseHolder } from '../../data/leases';
import type { Strapi } from '../../data/database';
import { LEASE, type JobRunner } from '../job-runner';
import { holdLease, pause } from './holding';
import { LOOK, type Processes } from './processes';

const NAME = 'serving';
/** Milliseconds in which a process that was told to end gives the file back; a restart may begin before that. */
const SHUTDOWN = 10_000;
const INTERVAL = 500;

export function serveAlone(strapi: Strapi, jobs: () => JobRunner): Processes {
  // Nobody else serves unless the lease says so: what is asked for before it has been taken is not turned down.
  let alone = true;
  const stopping = new AbortController();

  const refuse = (words: string): void => {
    strapi.log.error(`[mailroom] ${words}`);
    strapi.stop();
  };

  const serve = async (): Promise<void> => {
    let heldUntil = Date.now();
    while (!stopping.signal.aborted) {
      const held = await holdLease(jobs(), NAME, () => {
        alone = true;
      }).catch(() => true);
      // It was lost, as after a long halt of the machine, or the database was away: it is taken again.
      if (held) {
        heldUntil = Date.now();
        await pause(INTERVAL, stopping.signal);
      } else if (!(await waitForOther(heldUntil))) return;
    }
  };

  /** @returns false when this process has been told to end */
  const waitForOther = async (since: number): Promise<boolean> => {
    const other = await leaseHolder(strapi, NAME).catch(() => null);
    alone = other === null;
    // A process of another host cannot be looked at: its lease has to run out.
    const patience = other?.isOnThisHost === true ? SHUTDOWN : LEASE + LOOK;
    if (other === null || Date.now() - since < patience) {
      await pause(INTERVAL, stopping.signal);
      return true;
    }
    refuse(
      `Another Strapi (process ${other.pid} on ${other.host}) serves this SQLite database, and Mailroom runs in one process there. ` +
        'End that one before you start this one. To run several processes, use PostgreSQL (docs/scaling.md).',
    );
    return false;
  };

  return {
    start() {
      void serve();
    },
    mayServe: () => alone,
    count: () => 1,
    isOurs: () => true,
    beginsTurn: () => Promise.resolve(alone),
    stop: () => stopping.abort(),
  };
}
