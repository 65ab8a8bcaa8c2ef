import {
  dayOf,
  daysOf,
  isDay,
  isTimeZone,
  lengthOf,
  rangeBefore,
  spanOf,
  stretchesOf,
  type DayRange,
} from '../../../server/src/domain/work-report/zone-days';

const HOUR = 3_600_000;
const one = (day: string): DayRange => ({ from: day, to: day });
const hoursOf = (day: string, zone: string): number => {
  const { begin, end } = spanOf(one(day), zone);
  return (end.getTime() - begin.getTime()) / HOUR;
};

test.each([
  ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z', 24],
  ['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00.000Z', 24],
  // Clocks go forward, and back.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
  // Half an hour, at the other end of the world.
  ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
  // Midnight is skipped: the day begins at one o'clock.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
  ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z', 24],
  ['2026-07-01', 'Pacific/Niue', '2026-07-01T11:00:00.000Z', 24],
  ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z', 24],
])('%s of %s begins at %s and has %s hours', (day, zone, begin, hours) => {
  expect(spanOf(one(day), zone).begin.toISOString()).toBe(begin);
  expect(hoursOf(day, zone)).toBe(hours);
});

test('a day that a zone has left out has no hours', () => {
  expect(hoursOf('2011-12-30', 'Pacific/Apia')).toBe(0);
});

test('every moment is in the day whose span holds it', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'America/Santiago', 'Pacific/Chatham'];
  for (const zone of zones)
    for (const day of daysOf({ from: '2026-03-01', to: '2026-04-30' })) {
      const { begin, end } = spanOf(one(day), zone);
      expect([dayOf(begin, zone), dayOf(new Date(end.getTime() - 1), zone)]).toEqual([day, day]);
    }
});

test('the stretches of a year change when the clocks do', () => {
  const span = spanOf({ from: '2026-01-01', to: '2026-12-31' }, 'Europe/Berlin');
  expect(stretchesOf(span, 'Europe/Berlin')).toEqual([
    { until: new Date('2026-03-29T01:00:00Z'), ahead: HOUR },
    { until: new Date('2026-10-25T01:00:00Z'), ahead: 2 * HOUR },
    { until: null, ahead: HOUR },
  ]);
  expect(stretchesOf(span, 'UTC')).toEqual([{ until: null, ahead: 0 }]);
});

test('the time before has as many days', () => {
  const range = { from: '2026-03-01', to: '2026-03-31' };
  expect(rangeBefore(range)).toEqual({ from: '2026-01-29', to: '2026-02-28' });
  expect(lengthOf(rangeBefore(range))).toBe(lengthOf(range));
});

test('what is no day, and what is no zone', () => {
  expect(['2026-02-28', '2024-02-29'].map(isDay)).toEqual([true, true]);
  expect(['2026-02-29', '2026-13-01', '2026-1-1', '', '0001-01-01', '2026-01-31T00:00'].map(isDay)).toEqual(
    Array(6).fill(false),
  );
  expect(['UTC', 'Asia/Jakarta', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
