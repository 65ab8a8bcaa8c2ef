import { createIntl } from 'react-intl';
import english from '../../../admin/src/translations/en/mail.json';
import { recurrenceWords } from '../../../admin/src/hooks/useRecurrenceText';
import { readRecurrence } from '../../../admin/src/utils/recurrence';
import { processorTime } from '../../support/processor-time';

const intl = createIntl({ locale: 'en', timeZone: 'Europe/Berlin', messages: english });

const said = (rule: string): string | null => {
  const recurrence = readRecurrence(rule);
  return recurrence === null
    ? null
    : recurrenceWords(recurrence, (id, values) => intl.formatMessage({ id }, values), intl);
};

test.each([
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=DAILY;INTERVAL=3', 'Every 3 days'],
  ['FREQ=WEEKLY', 'Every week'],
  ['FREQ=WEEKLY;BYDAY=MO', 'Every week on Monday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU', 'Every 2 weeks on Tuesday and Thursday'],
  ['freq=weekly;byday=mo,tu,we,th,fr', 'Every week on Monday, Tuesday, Wednesday, Thursday, and Friday'],
  ['FREQ=MONTHLY', 'Every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'Every month on day 15'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'Every month on the second Tuesday'],
  ['FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR', 'Every 3 months on the last Friday'],
  ['FREQ=YEARLY', 'Every year'],
  ['FREQ=WEEKLY;COUNT=1', 'Every week, 1 time'],
  ['FREQ=WEEKLY;COUNT=10', 'Every week, 10 times'],
  ['FREQ=DAILY;UNTIL=20270301', 'Every day, until March 1, 2027'],
  // 23:30 UTC is the next day in Berlin.
  ['FREQ=DAILY;UNTIL=20270301T233000Z', 'Every day, until March 2, 2027'],
])('%s is told as "%s"', (rule, expected) => {
  expect(said(rule)).toBe(expected);
});

test.each([
  '',
  'every monday',
  'FREQ=HOURLY',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=WEEKLY;INTERVAL=0',
  'FREQ=WEEKLY;INTERVAL=2;INTERVAL=3',
  'FREQ=WEEKLY;COUNT=-1',
  'FREQ=DAILY;UNTIL=20271399',
  'FREQ=DAILY;BYHOUR=9,12',
  'FREQ=MONTHLY;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYMONTHDAY=42',
  'FREQ=YEARLY;BYMONTH=3;BYDAY=1SU',
])('%j says more than a few words, and stays as written', (rule) => {
  expect(readRecurrence(rule)).toBeNull();
});

test('a rule as long as an attacker likes takes no time', () => {
  const started = processorTime();
  expect(readRecurrence(`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(100_000)}X`)).toBeNull();
  expect(processorTime() - started).toBeLessThan(1000);
});
