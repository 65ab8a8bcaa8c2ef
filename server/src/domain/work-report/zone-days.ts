/**
 * Calendar days of a time zone as stretches of time: where they begin, and how far the zone's clocks are from UTC meanwhile. A day may
 * have 23 or 25 hours, and may begin at one o'clock.
 */

/** A calendar day, as 2026-01-31. */
export type Day = string;

const MINUTE = 60_000;
const DAY_LENGTH = 24 * 60 * MINUTE;
/** Zones are at most 14 hours ahead of UTC and 12 behind it. */
const FARTHEST = 15 * 60 * MINUTE;

/** A time in which the clocks of a zone were not changed; it ends before `until`. */
export interface Stretch {
  /** null: to the end */
  readonly until: Date | null;
  /** milliseconds that the zone's clocks are ahead of UTC */
  readonly ahead: number;
}

export interface Span {
  readonly begin: Date;
  /** excluded */
  readonly end: Date;
}

/** Days from one to another, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether there is such a day: 2026-02-30 is none. */
export const isDay = (text: string): boolean =>
  /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && dayOfNumber(numberOfDay(text)) === text;

/** Days since 1970-01-01. NaN for what is no date. */
export const numberOfDay = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_LENGTH;

export function dayOfNumber(count: number): Day {
  const date = new Date(count * DAY_LENGTH);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

export const lengthOf = ({ from, to }: DayRange): number => numberOfDay(to) - numberOfDay(from) + 1;

export const daysOf = (range: DayRange): readonly Day[] =>
  Array.from({ length: lengthOf(range) }, (_, index) => dayOfNumber(numberOfDay(range.from) + index));

/** As many days, directly before. */
export const rangeBefore = (range: DayRange): DayRange => ({
  from: dayOfNumber(numberOfDay(range.from) - lengthOf(range)),
  to: dayOfNumber(numberOfDay(range.from) - 1),
});

/** What the clocks of a zone say, again and again. */
type Clock = (moment: number) => number;

/** Making a formatter takes far longer than using it, and there are a few hundred zones at most. */
const clocks = new Map<string, Clock>();

function clockOf(zone: string): Clock {
  const clock = clocks.get(zone) ?? newClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/** Milliseconds that the zone is ahead of UTC at a moment. Clocks show no part of a second. */
function newClock(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (moment) => {
    const shown = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
    const local = Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
    return local - Math.floor(moment / 1000) * 1000;
  };
}

/** The first moment in [low, high] from which something holds. It holds at `high`. */
function firstMoment(low: number, high: number, holds: (moment: number) => boolean): number {
  let [before, from] = [low, high];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (holds(middle)) from = middle;
    else before = middle;
  }
  return from;
}

/** When these days begin and end in the zone. */
export function spanOf({ from, to }: DayRange, zone: string): Span {
  const clock = clockOf(zone);
  const beginOf = (day: number): Date => {
    const midnight = day * DAY_LENGTH;
    return new Date(
      firstMoment(midnight - FARTHEST, midnight + FARTHEST, (moment) => moment + clock(moment) >= midnight),
    );
  };
  return { begin: beginOf(numberOfDay(from)), end: beginOf(numberOfDay(to) + 1) };
}

/** How the zone's clocks went in this time, one stretch for each change of them. */
export function stretchesOf({ begin, end }: Span, zone: string): readonly Stretch[] {
  const clock = clockOf(zone);
  const stretches: Stretch[] = [];
  let ahead = clock(begin.getTime());
  for (let at = begin.getTime(); at < end.getTime(); at += DAY_LENGTH) {
    const next = Math.min(at + DAY_LENGTH, end.getTime());
    const now = clock(next);
    if (now === ahead) continue;
    stretches.push({ until: new Date(firstMoment(at, next, (moment) => clock(moment) === now)), ahead });
    ahead = now;
  }
  return [...stretches, { until: null, ahead }];
}

/** The day that a moment is in, by the zone's clocks. */
export function dayOf(moment: Date, zone: string): Day {
  const time = moment.getTime();
  return dayOfNumber(Math.floor((time + clockOf(zone)(time)) / DAY_LENGTH));
}
