/** How long to wait before the stream is asked for again. */

const FIRST = 500;
const LONGEST = 10_000;

/**
 * Milliseconds; longer with each failure in a row, and never the same for all browsers, which a restart has thrown out at once.
 * @param failures in a row; 0: the stream was well and has ended
 * @param random from 0 to 1
 */
export function reconnectDelay(failures: number, random: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** failures);
  return Math.round(most * (0.5 + random / 2));
}
