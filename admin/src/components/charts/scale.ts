/** The lines of a chart: round numbers from nothing to above the largest value. Pure. */

const STEPS = [1, 2, 5];
/** More lines than this are noise. */
const MOST_LINES = 5;

/** @returns whole numbers, ascending, the first 0 and the last no less than `largest` */
export function linesFor(largest: number): readonly number[] {
  for (let power = 1; ; power *= 10)
    for (const step of STEPS.map((one) => one * power)) {
      const lines = Math.max(1, Math.ceil(largest / step));
      if (lines < MOST_LINES) return Array.from({ length: lines + 1 }, (_, index) => index * step);
    }
}
