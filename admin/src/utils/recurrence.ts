/**
 * How often an event repeats, as far as it can be told in a few words (RFC 5545 §3.3.10). A rule that says more than
 * these words would is not told at all: it is shown as written. Nothing is unrolled here.
 */
export interface Recurrence {
  readonly pattern: RecurrencePattern;
  /** every so many days, weeks, months or years */
  readonly interval: number;
  readonly end: RecurrenceEnd;
}

export type RecurrencePattern =
  | { readonly kind: 'daily' | 'yearly' }
  /** 0 is Sunday; empty: on the weekday of the start */
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[] }
  /** null: on the day of the start */
  | { readonly kind: 'monthly'; readonly day: number | null }
  /** position -1: the last one of the month */
  | { readonly kind: 'monthly-weekday'; readonly position: 1 | 2 | 3 | 4 | -1; readonly weekday: number };

export type RecurrenceEnd =
  | { readonly kind: 'never' }
  | { readonly kind: 'count'; readonly count: number }
  /** ISO 8601; a date alone when the rule has no time */
  | { readonly kind: 'until'; readonly at: string };

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** @returns null for a rule that these words cannot tell */
export function readRecurrence(rule: string): Recurrence | null {
  const parts = partsOf(rule);
  if (parts === null) return null;
  const pattern = patternOf(parts);
  const interval = numberOf(parts.get('INTERVAL') ?? '1');
  const end = endOf(parts);
  return pattern === null || interval === null || end === null ? null : { pattern, interval, end };
}

/** Of no effect on these patterns, or told otherwise. */
const UNSAID = new Set(['WKST']);

function partsOf(rule: string): ReadonlyMap<string, string> | null {
  const parts = new Map<string, string>();
  for (const part of rule.toUpperCase().split(';').filter(Boolean)) {
    const [name = '', value = '', more] = part.split('=');
    if (value === '' || more !== undefined || parts.has(name)) return null;
    if (!UNSAID.has(name)) parts.set(name, value);
  }
  return parts;
}

const ALWAYS_TOLD = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL'];

function patternOf(parts: ReadonlyMap<string, string>): RecurrencePattern | null {
  const says = (...names: readonly string[]): boolean =>
    [...parts.keys()].every((name) => ALWAYS_TOLD.includes(name) || names.includes(name));
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return says() ? { kind: 'daily' } : null;
    case 'WEEKLY':
      return says('BYDAY') ? weekly(parts.get('BYDAY')) : null;
    case 'MONTHLY':
      if (says('BYDAY')) return monthlyByWeekday(parts.get('BYDAY'));
      return says('BYMONTHDAY') ? monthlyByDay(parts.get('BYMONTHDAY')) : null;
    case 'YEARLY':
      return says() ? { kind: 'yearly' } : null;
    default:
      return null;
  }
}

function weekly(written = ''): RecurrencePattern | null {
  const weekdays = written === '' ? [] : written.split(',').map((name) => WEEKDAYS.indexOf(name));
  return weekdays.includes(-1) ? null : { kind: 'weekly', weekdays: [...new Set(weekdays)] };
}

function monthlyByWeekday(written: string | undefined): RecurrencePattern | null {
  if (written === undefined) return { kind: 'monthly', day: null };
  const [, place, name = ''] = /^\+?(1|2|3|4|-1)([A-Z]{2})$/.exec(written) ?? [];
  const weekday = WEEKDAYS.indexOf(name);
  return place === undefined || weekday < 0
    ? null
    : { kind: 'monthly-weekday', position: Number(place) as 1 | 2 | 3 | 4 | -1, weekday };
}

function monthlyByDay(written = ''): RecurrencePattern | null {
  const day = numberOf(written);
  return day === null || day > 31 ? null : { kind: 'monthly', day };
}

function endOf(parts: ReadonlyMap<string, string>): RecurrenceEnd | null {
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if (count !== undefined) {
    const times = numberOf(count);
    return times === null ? null : { kind: 'count', count: times };
  }
  if (until === undefined) return { kind: 'never' };
  const at = momentOf(until);
  return at === null ? null : { kind: 'until', at };
}

function momentOf(written: string): string | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)Z?)?$/.exec(written) ?? [];
  const date = `${year}-${month}-${day}`;
  const at = hour === undefined ? date : `${date}T${hour}:${minute}:${second}Z`;
  return year === undefined || Number.isNaN(Date.parse(at)) ? null : at;
}

/** From 1 to 9999. */
const numberOf = (written: string): number | null =>
  /^[1-9]\d{0,3}$/.test(written) ? Number(written) : null;
