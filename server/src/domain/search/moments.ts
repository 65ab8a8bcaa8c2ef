/** Days as they are typed into a search: 2026-01-31, 2026-01, 2026, today, yesterday, 7d, 2w, 3m, 1y. No clock: `now` is given. */
import type { SearchMoment } from './query';

const DAY = 24 * 60 * 60 * 1000;
const DAYS_OF = { d: 1, w: 7, m: 30, y: 365 } as const;
const WORDS: ReadonlyMap<string, SearchMoment> = new Map([
  ['today', { kind: 'ago', days: 0 }],
  ['yesterday', { kind: 'ago', days: 1 }],
]);
/** A hundred years. */
const MOST_DAYS = 36_500;

/** @returns null where it is no day: also the 31st of a month that has none */
export function readMoment(typed: string): SearchMoment | null {
  const word = typed.trim().toLowerCase();
  const named = WORDS.get(word);
  if (named !== undefined) return named;
  const span = /^(\d{1,5})([dwmy])$/.exec(word);
  if (span !== null) {
    const days = Number(span[1]) * DAYS_OF[span[2] as keyof typeof DAYS_OF];
    return days <= MOST_DAYS ? { kind: 'ago', days } : null;
  }
  const date = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(word);
  if (date === null) return null;
  const [year = '', month = '1', day = '1'] = date.slice(1);
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text)
    ? { kind: 'day', day: text }
    : null;
}

/** The moment that is meant. A span of days, `today` too, begins with a day of UTC. */
export function momentAt(moment: SearchMoment, now: Date): Date {
  if (moment.kind === 'day') return new Date(`${moment.day}T00:00:00.000Z`);
  return new Date(Math.floor(now.getTime() / DAY) * DAY - moment.days * DAY);
}
