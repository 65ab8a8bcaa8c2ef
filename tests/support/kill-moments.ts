/**
 * When to cut the power while mail is fetched: somewhere in the time that a fetch takes, or right after the server has
 * answered a FETCH, when mail is parsed, kept and committed. Kills nothing itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault-proxy';
import type { SeededRandom } from './seeded-random';

/** Milliseconds within which a batch of a few mails is parsed and committed. */
const COMMIT = 60;
/** Until the first fetch has ended, how long one may take. */
const FIRST_WINDOW = 1_000;

export interface KillMoments {
  /**
   * One more moment.
   *
   * @param fetching the work that is to be cut; its end is noted, so that later moments fall into it
   * @param watch makes a fault of the connection that changes nothing and sees the server's answers
   * @returns whether the work was still going on when it resolved
   */
  next(watch: (fault: Fault) => Promise<void>, start: () => Promise<unknown>): Promise<boolean>;
}

/** Moments of one seed. */
export function killMoments(random: SeededRandom): KillMoments {
  let window = FIRST_WINDOW;

  /** Resolves `late` milliseconds after the nth answer to a FETCH has come. */
  const afterAnswer = (
    nth: number,
    late: number,
  ): { readonly fault: Fault; readonly moment: Promise<void> } => {
    let answers = 0;
    let resolve: () => void = () => undefined;
    const moment = new Promise<void>((resolved) => (resolve = resolved));
    const fault: Fault = {
      kind: 'edit',
      edit: ({ bytes, command, tagged }) => {
        if (tagged && command === 'UID FETCH') answers += 1;
        if (answers === nth) setTimeout(resolve, late);
        return [bytes];
      },
    };
    return { fault, moment };
  };

  return {
    async next(watch, start) {
      const byAnswer = random.chance(0.5);
      const { fault, moment } = afterAnswer(random.integer(1, 8), random.next() * COMMIT);
      const wait = random.next() * window;
      if (byAnswer) await watch(fault);
      const started = performance.now();
      let ended = false;
      const work = start().then(
        () => {
          ended = true;
          window = (window + performance.now() - started) / 2;
        },
        () => undefined,
      );
      await Promise.race([byAnswer ? moment : sleep(wait), work]);
      if (!ended) window *= 1.05;
      return !ended;
    },
  };
}
