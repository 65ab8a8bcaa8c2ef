/** What the panel makes of a report: its address, its charts, its lengths of time. */
import { grouped, groupingFor } from '../../../admin/src/components/charts/day-groups';
import { linesFor } from '../../../admin/src/components/charts/scale';
import { choiceOf, paramsOf, queryOf, rangeOfPreset } from '../../../admin/src/pages/reports/report-choice';
import { contentPath, recordPath } from '../../../admin/src/pages/records/record-paths';
import { durationParts } from '../../../admin/src/utils/durations';

test.each([
  ['', { time: { kind: 'preset', preset: 'last-30-days' }, zone: null, team: null, by: 'agents' }],
  [
    'time=this-year&by=tags&team=t1',
    { time: { kind: 'preset', preset: 'this-year' }, team: 't1', by: 'tags' },
  ],
  [
    'from=2026-02-01&to=2026-02-28&zone=Asia/Jakarta',
    { time: { kind: 'range', from: '2026-02-01', to: '2026-02-28' }, zone: 'Asia/Jakarta' },
  ],
  // What an address says wrongly is as if it were not there.
  [
    'from=2026-02-30&to=2026-03-01&zone=Nowhere&by=moon&time=ever',
    { time: { kind: 'preset', preset: 'last-30-days' }, zone: null, by: 'agents' },
  ],
  ['from=2026-03-02&to=2026-03-01', { time: { kind: 'preset', preset: 'last-30-days' } }],
  ['from=2020-01-01&to=2026-03-01', { time: { kind: 'preset', preset: 'last-30-days' } }],
])('the address %j is a choice, and the choice an address', (address, expected) => {
  const choice = choiceOf(new URLSearchParams(address));
  expect(choice).toMatchObject(expected);
  expect(choiceOf(paramsOf(choice))).toEqual(choice);
});

test.each([
  ['last-7-days', '2026-02-26', '2026-03-04'],
  ['last-30-days', '2026-02-03', '2026-03-04'],
  ['last-90-days', '2025-12-05', '2026-03-04'],
  ['this-month', '2026-03-01', '2026-03-04'],
  ['last-month', '2026-02-01', '2026-02-28'],
  ['this-year', '2026-01-01', '2026-03-04'],
] as const)('%s begins on %s and ends on %s', (preset, from, to) => {
  expect(rangeOfPreset(preset, '2026-03-04')).toEqual({ from, to });
});

test('the server is asked for days and a zone, and for nothing that was not chosen', () => {
  const choice = choiceOf(new URLSearchParams('time=this-month&tag=g1'));
  expect(queryOf(choice, '2026-03-04', 'Europe/Berlin')).toEqual({
    from: '2026-03-01',
    to: '2026-03-04',
    zone: 'Europe/Berlin',
    tag: 'g1',
  });
});

const day = (name: string) => ({ day: name, opened: 1, closed: 2, received: 3, sent: 4 });

test('many days are summed by weeks that begin on Monday, or by months', () => {
  expect([groupingFor(31), groupingFor(90), groupingFor(500)]).toEqual(['day', 'week', 'month']);
  const days = ['2026-02-27', '2026-03-01', '2026-03-02', '2026-03-08'].map(day);
  expect(grouped(days, 'day')).toEqual(days);
  expect(grouped(days, 'week').map((one) => [one.day, one.opened, one.sent])).toEqual([
    ['2026-02-23', 2, 8],
    ['2026-03-02', 2, 8],
  ]);
  expect(grouped(days, 'month').map((one) => [one.day, one.closed])).toEqual([
    ['2026-02-01', 2],
    ['2026-03-01', 6],
  ]);
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [23, [0, 10, 20, 30]],
  [999, [0, 500, 1000]],
])('the lines of a chart up to %d are %j', (largest, lines) => {
  expect(linesFor(largest)).toEqual(lines);
});

test.each([
  [0, [{ value: 0, unit: 'second' }]],
  [59, [{ value: 59, unit: 'second' }]],
  [61, [{ value: 1, unit: 'minute' }]],
  [
    5400,
    [
      { value: 1, unit: 'hour' },
      { value: 30, unit: 'minute' },
    ],
  ],
  [7200, [{ value: 2, unit: 'hour' }]],
  [
    100_000,
    [
      { value: 1, unit: 'day' },
      { value: 3, unit: 'hour' },
    ],
  ],
])('%d seconds are told as %j', (seconds, parts) => {
  expect(durationParts(seconds)).toEqual(parts);
});

test('a record is found in Mailroom and in the content manager, whatever is in its id', () => {
  const record = { uid: 'api::contact.contact', documentId: 'a/b' };
  expect(recordPath(record)).toBe('/plugins/mailroom/records/api%3A%3Acontact.contact/a%2Fb');
  expect(contentPath(record)).toBe('/content-manager/collection-types/api%3A%3Acontact.contact/a%2Fb');
});
