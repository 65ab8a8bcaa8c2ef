/** Times at which a mail is often sent later, in the zone of who writes it. Pure: the present is given. */

const HOUR = 3_600_000;
const MORNING = 8;
const AFTERNOON = 14;
const MONDAY = 1;

export interface SendTime {
  readonly kind: 'in-an-hour' | 'this-afternoon' | 'tomorrow-morning' | 'monday-morning';
  readonly at: Date;
}

/** The hour of a day so many days from now, by the clock on the wall: days with 23 or 25 hours are no matter. */
const atHour = (now: Date, days: number, hour: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);

/** Gives the times that make sense now, the next first; none is less than an hour away. */
export function sendTimes(now: Date): readonly SendTime[] {
  const daysToMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  const times: readonly SendTime[] = [
    { kind: 'in-an-hour', at: new Date(now.getTime() + HOUR) },
    { kind: 'this-afternoon', at: atHour(now, 0, AFTERNOON) },
    { kind: 'tomorrow-morning', at: atHour(now, 1, MORNING) },
    { kind: 'monday-morning', at: atHour(now, daysToMonday, MORNING) },
  ];
  const seen = new Set<number>();
  return times.filter(({ at }) => {
    const time = at.getTime();
    if (time - now.getTime() < HOUR || seen.has(time)) return false;
    return seen.add(time);
  });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A time as a `datetime-local` field holds it: of the user's own zone, to the minute. */
export const toLocalField = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

export type ChosenTime =
  { readonly kind: 'time'; readonly at: Date } | { readonly kind: 'missing' } | { readonly kind: 'past' };

/** Reads a `datetime-local` field. */
export function chosenTime(field: string, now: Date): ChosenTime {
  const at = new Date(field);
  if (field === '' || Number.isNaN(at.getTime())) return { kind: 'missing' };
  return at > now ? { kind: 'time', at } : { kind: 'past' };
}
