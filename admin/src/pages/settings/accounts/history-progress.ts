/** Numbers of an import that runs, as a person reads them. Pure. */

/** Whole percent, never 100 before the end, and 0 while nothing is known. */
export const percentDone = (done: number, total: number): number => {
  if (total <= 0) return 0;
  const percent = Math.floor((100 * done) / total);
  return done < total ? Math.min(99, percent) : 100;
};

export interface Duration {
  readonly value: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
}

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** A span in the largest unit of which there are two or more, rounded, at least one second: 5400 s are 90 minutes. */
export const chooseDuration = (seconds: number): Duration => {
  const unit = UNITS.find((one) => seconds >= 2 * one.seconds);
  if (unit === undefined) return { value: Math.max(1, Math.round(seconds)), unit: 'second' };
  return { value: Math.round(seconds / unit.seconds), unit: unit.unit };
};
