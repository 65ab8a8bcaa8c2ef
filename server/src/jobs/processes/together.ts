/**
 * PostgreSQL: all processes work. Each holds a numbered place for as long as it lives; who lives is looked at every few seconds,
 * and everybody computes from it whose push connection is whose. Who comes after one that has ended gets its place, and
 * with it its mailboxes: a rolling deploy moves few.
 */
import { heldTokens, takeLease } from '../../data/leases';
import type { Strapi } from '../../data/database';
import { processFor } from '../../domain/process-spread';
import type { JobRunner } from '../job-runner';
import { holdLease, pause } from './holding';
import { LOOK, TURN_PREFIX, type ProcessChange, type Processes } from './processes';

const PLACE = 'process:';

export function workTogether(strapi: Strapi, jobs: () => JobRunner): Processes {
  const stopping = new AbortController();
  /** tokens by place: another token is another process */
  let living: ReadonlyMap<string, number> = new Map();
  let places: readonly string[] = [];
  let own: string | null = null;
  let tell: (change: ProcessChange) => void = () => undefined;

  const look = async (): Promise<void> => {
    const before = living;
    living = await heldTokens(strapi, PLACE);
    places = [...living.keys()];
    if (differs(living, before)) tell('joined');
    if (differs(before, living)) tell('gone');
  };
  // Where the database is away, everybody stays who they are.
  const lookNow = (): Promise<void> => look().catch(() => undefined);

  /** Takes the first place that is free, and another one should it be lost. */
  const join = async (): Promise<void> => {
    let number = 1;
    while (!stopping.signal.aborted) {
      const place = `${PLACE}${number}`;
      const held = await holdLease(jobs(), place, () => {
        own = place;
        void lookNow();
      }).catch(() => true);
      own = null;
      number = held ? 1 : number + 1;
      if (held) await pause(LOOK, stopping.signal);
    }
  };

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await lookNow();
      await pause(LOOK, stopping.signal);
    }
  };

  return {
    start(onChange) {
      tell = onChange;
      void join();
      void watch();
    },
    mayServe: () => true,
    count: () => Math.max(1, places.length),
    isOurs: (mailboxId) => own !== null && processFor(places, mailboxId) === own,
    // Left to run out: whoever hears the same stroke of the clock a moment later finds it taken.
    beginsTurn: async (name, milliseconds) =>
      (await takeLease(strapi, `${TURN_PREFIX}${name}`, milliseconds)) !== null,
    stop: () => stopping.abort(),
  };
}

/** Whether one of these is missing in the others. */
const differs = (these: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): boolean =>
  [...these].some(([place, token]) => others.get(place) !== token);
