/** A length of time in the units that say most about it. Words are the formatter's work. Pure. */

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

export interface DurationPart {
  readonly value: number;
  readonly unit: DurationUnit;
}

const SECONDS: readonly (readonly [DurationUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit, and the next one where it is not nothing: 90 minutes are 1 hour 30 minutes. Seconds are told under a minute only. */
export function durationParts(seconds: number): readonly DurationPart[] {
  const at = SECONDS.findIndex(([, length]) => seconds >= length);
  const [unit, length] = SECONDS[at] ?? ['second', 1];
  if (unit === 'second') return [{ value: Math.round(seconds), unit }];
  const next = SECONDS[at + 1];
  const value = Math.floor(seconds / length);
  if (next === undefined || next[0] === 'second') return [{ value, unit }];
  const rest = Math.floor((seconds - value * length) / next[1]);
  return rest === 0
    ? [{ value, unit }]
    : [
        { value, unit },
        { value: rest, unit: next[0] },
      ];
}
