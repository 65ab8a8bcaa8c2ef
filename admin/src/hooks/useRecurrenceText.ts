/** How often an event repeats, in the reader's language. What these words cannot tell is given as it is written. */
import { useIntl, type IntlShape } from 'react-intl';
import { readRecurrence, type Recurrence } from '../utils/recurrence';
import { useMailText, type MailText } from './useMailText';

/** A Sunday; the days after it name the days of the week. */
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY = 24 * 60 * 60 * 1000;

/** @returns null for an event that does not repeat */
export function useRecurrenceText(rule: string | null): string | null {
  const text = useMailText();
  const intl = useIntl();
  if (rule === null) return null;
  const recurrence = readRecurrence(rule);
  return recurrence === null ? rule : recurrenceWords(recurrence, text, intl);
}

/** @param intl names days and dates */
export function recurrenceWords(
  { pattern, interval, end }: Recurrence,
  text: MailText,
  intl: Pick<IntlShape, 'formatDate' | 'formatList'>,
): string {
  const rule = patternWords(pattern, interval, text, intl);
  if (end.kind === 'never') return rule;
  if (end.kind === 'count') return text('recurrence.count', { rule, count: end.count });
  const hasTime = end.at.includes('T');
  const date = intl.formatDate(end.at, { dateStyle: 'long', ...(hasTime ? {} : { timeZone: 'UTC' }) });
  return text('recurrence.until', { rule, date });
}

function patternWords(
  pattern: Recurrence['pattern'],
  interval: number,
  text: MailText,
  { formatDate, formatList }: Pick<IntlShape, 'formatDate' | 'formatList'>,
): string {
  const weekdayName = (weekday: number): string =>
    formatDate(SUNDAY + weekday * DAY, { weekday: 'long', timeZone: 'UTC' });
  switch (pattern.kind) {
    case 'daily':
    case 'yearly':
      return text(`recurrence.${pattern.kind}`, { interval });
    case 'weekly':
      return pattern.weekdays.length === 0
        ? text('recurrence.weekly', { interval })
        : text('recurrence.weekly-on', { interval, days: formatList(pattern.weekdays.map(weekdayName)) });
    case 'monthly':
      return pattern.day === null
        ? text('recurrence.monthly', { interval })
        : text('recurrence.monthly-day', { interval, day: pattern.day });
    case 'monthly-weekday':
      return text('recurrence.monthly-weekday', {
        interval,
        position: String(pattern.position),
        weekday: weekdayName(pattern.weekday),
      });
  }
}
