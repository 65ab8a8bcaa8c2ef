/** Offers work and follows what becomes of it, as far as this process can tell. It knows nothing of the work. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Places, WorkKind, WorkQueue } from './work-queue';

export interface FollowedWork<Result> {
  /** Has these done, and waits for nothing. */
  offer(keys: readonly number[]): Promise<void>;
  /**
   * Has these done and waits until all have ended, or for at most this many milliseconds.
   * @param endedElsewhere asked now and then for what other processes have done
   * @returns what those came to that have ended, by key
   */
  follow(
    keys: readonly number[],
    patience: number,
    endedElsewhere?: (keys: readonly number[]) => Promise<ReadonlyMap<number, Result>>,
  ): Promise<ReadonlyMap<number, Result>>;
}

/** Milliseconds between two questions for what others have done. */
const INTERVAL = 1_000;

/** @param work must not throw */
export function followWork<Result>(
  queue: WorkQueue,
  kind: WorkKind,
  places: Places,
  work: (key: number) => Promise<Result>,
): FollowedWork<Result> {
  const followers = new Set<(key: number, result: Result) => void>();
  queue.serve(kind, places, async (key) => {
    const result = await work(key);
    for (const tell of followers) tell(key, result);
  });

  return {
    offer: (keys) => queue.offer(kind, keys),
    async follow(keys, patience, endedElsewhere) {
      const results = new Map<number, Result>();
      const left = new Set(keys);
      if (left.size === 0) return results;
      const over = new AbortController();
      const tell = (key: number, result: Result): void => {
        if (!left.delete(key)) return;
        results.set(key, result);
        if (left.size === 0) over.abort();
      };
      followers.add(tell);
      try {
        await queue.offer(kind, keys);
        const until = Date.now() + patience;
        while (left.size > 0 && Date.now() < until) {
          const wait = endedElsewhere === undefined ? until - Date.now() : INTERVAL;
          await sleep(wait, undefined, { ref: false, signal: over.signal }).catch(() => undefined);
          if (left.size > 0 && endedElsewhere !== undefined)
            for (const [key, result] of await endedElsewhere([...left])) tell(key, result);
        }
        return results;
      } finally {
        followers.delete(tell);
      }
    },
  };
}
