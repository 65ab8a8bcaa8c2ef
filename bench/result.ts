/** What a bench takes and gives. `scripts/bench.mjs` runs `<name>.bench.ts`, whose default export is a `Bench`. */

export interface BenchOptions {
  /** how many mails; the bench's own number where it is not given */
  readonly mails?: number;
  /** how often work and comparison are measured, one after the other */
  readonly pairs?: number;
  readonly database: 'sqlite' | 'postgres';
}

export interface BenchResult {
  /** what was measured, each with its unit in its name */
  readonly figures: Readonly<Record<string, number>>;
  /** work divided by comparison; above 1 is better than it */
  readonly ratios: Readonly<Record<string, number>>;
  /** what it was to be, in words, by name of figure or ratio */
  readonly target: Readonly<Record<string, string>>;
  readonly met: boolean;
}

export type Bench = (options: BenchOptions) => Promise<BenchResult>;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** @param share 0.95 for the value that 95 of 100 do not exceed */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new Error('Nothing was measured');
  return below + (above - below) * (position - Math.floor(position));
}

/** Says on the terminal how far a bench is; the result is printed by who runs it. */
export const report = (text: string): void => console.log(text);
