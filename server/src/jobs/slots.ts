/**
 * Lets a bounded number of pieces of work go on at the same time. One that takes long lends its place to the next, so that
 * a slow server never holds up the others; only how many of those there are is bounded too. It knows nothing of the work.
 */

export interface Slots {
  /** Runs the work as soon as there is a place, first come, first served. Errors of the work are thrown. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/**
 * @param limit pieces of work that go on at the same time
 * @param patience milliseconds after which one no longer counts
 * @param ceiling all of them, those that no longer count included
 */
export function createSlots({
  limit,
  patience,
  ceiling,
}: {
  readonly limit: number;
  readonly patience: number;
  readonly ceiling: number;
}): Slots {
  const waiting: (() => void)[] = [];
  let counted = 0;
  let all = 0;
  const admit = (): void => {
    while (counted < limit && all < ceiling) {
      const next = waiting.shift();
      if (next === undefined) return;
      counted += 1;
      all += 1;
      next();
    }
  };
  return {
    async run(work) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      let counts = true;
      const stopCounting = (): void => {
        if (counts) counted -= 1;
        counts = false;
        admit();
      };
      const timer = setTimeout(stopCounting, patience);
      timer.unref();
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        all -= 1;
        stopCounting();
      }
    },
  };
}
