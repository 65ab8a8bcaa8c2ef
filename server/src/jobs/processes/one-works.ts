/**
 * MySQL and MariaDB: of several processes one fetches, sends and holds the push connections, the others serve people. When it
 * ends, another one takes its place. What a person asks for, such as a fetch, is done by the process that was asked.
 */
import type { Strapi } from '../../data/database';
import type { JobRunner } from '../job-runner';
import { holdLease, pause } from './holding';
import { LOOK, type Processes } from './processes';

const NAME = 'working';

export function workInOne(strapi: Strapi, jobs: () => JobRunner): Processes {
  let works = false;
  const stopping = new AbortController();
  return {
    start(onChange) {
      const apply = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          await holdLease(jobs(), NAME, () => {
            works = true;
            strapi.log.info('[mailroom] this process fetches and sends');
            // Whoever had the place before may have left something.
            onChange('gone');
          }).catch(() => false);
          const worked = works;
          works = false;
          // Its push connections are another one's now.
          if (worked) onChange('joined');
          await pause(LOOK, stopping.signal);
        }
      };
      void apply();
    },
    mayServe: () => true,
    count: () => 1,
    isOurs: () => works,
    beginsTurn: () => Promise.resolve(works),
    stop: () => stopping.abort(),
  };
}
