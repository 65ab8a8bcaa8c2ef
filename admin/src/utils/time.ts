/** Which unit a relative time is best told in. Words and languages are the formatter's work. */
export type RelativeTimeChoice =
  | { readonly kind: 'relative'; readonly value: number; readonly unit: 'second' | 'minute' | 'hour' | 'day' }
  | { readonly kind: 'absolute' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Calendar days apart: a mail of yesterday evening is "yesterday", not "9 hours ago", once it is over half a day old. */
function calendarDays(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(from) - midnight(to)) / DAY);
}

/** Negative values are in the past. More than a week away a date says more than a distance. */
export function chooseRelativeTime(moment: Date, now: Date): RelativeTimeChoice {
  const distance = moment.getTime() - now.getTime();
  const size = Math.abs(distance);
  const sign = distance < 0 ? -1 : 1;
  if (size < MINUTE) return { kind: 'relative', value: 0, unit: 'second' };
  if (size < HOUR) return { kind: 'relative', value: sign * Math.floor(size / MINUTE), unit: 'minute' };
  if (size < 12 * HOUR) return { kind: 'relative', value: sign * Math.floor(size / HOUR), unit: 'hour' };
  const days = calendarDays(moment, now);
  if (days === 0) return { kind: 'relative', value: sign * Math.floor(size / HOUR), unit: 'hour' };
  return Math.abs(days) < 7 ? { kind: 'relative', value: days, unit: 'day' } : { kind: 'absolute' };
}
