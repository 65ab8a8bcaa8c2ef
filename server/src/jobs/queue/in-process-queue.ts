/** The queue of a process that shares with nobody: what is offered begins at once, and the work itself knows how much is too much. */
import type { WorkKind, WorkQueue } from './work-queue';

export function createInProcessQueue(): WorkQueue {
  const workers = new Map<WorkKind, (key: number) => Promise<void>>();
  let stopped = false;
  return {
    serve: (kind, _places, work) => void workers.set(kind, work),
    start: () => Promise.resolve(),
    offer(kind, keys) {
      const work = workers.get(kind);
      if (!stopped && work !== undefined) for (const key of new Set(keys)) void work(key);
      return Promise.resolve();
    },
    stop() {
      stopped = true;
      return Promise.resolve();
    },
  };
}
