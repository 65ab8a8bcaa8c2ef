import { chosenTime, sendTimes, toLocalField } from '../../../admin/src/utils/send-times';

const at = (text: string): Date => new Date(text);
const named = (now: string) =>
  sendTimes(at(now)).map(({ kind, at: time }) => `${kind} ${toLocalField(time)}`);

test('on a Wednesday morning', () => {
  expect(named('2026-11-18T09:30:00')).toEqual([
    'in-an-hour 2026-11-18T10:30',
    'this-afternoon 2026-11-18T14:00',
    'tomorrow-morning 2026-11-19T08:00',
    'monday-morning 2026-11-23T08:00',
  ]);
});

test('in the afternoon that afternoon is over; at 13:00 it is the next hour already', () => {
  expect(named('2026-11-18T15:00:00').some((name) => name.startsWith('this-afternoon'))).toBe(false);
  expect(named('2026-11-18T13:00:00').slice(0, 2)).toEqual([
    'in-an-hour 2026-11-18T14:00',
    'tomorrow-morning 2026-11-19T08:00',
  ]);
});

test('on Sunday tomorrow is Monday, and on Monday it is the next one', () => {
  expect(named('2026-11-22T20:00:00')).toEqual([
    'in-an-hour 2026-11-22T21:00',
    'tomorrow-morning 2026-11-23T08:00',
  ]);
  expect(named('2026-11-23T09:00:00').at(-1)).toBe('monday-morning 2026-11-30T08:00');
});

test('a month and a year end', () => {
  expect(named('2026-12-31T18:00:00')[1]).toBe('tomorrow-morning 2027-01-01T08:00');
});

test('a chosen time is of the future', () => {
  const now = at('2026-11-18T09:30:00');
  expect(chosenTime('', now)).toEqual({ kind: 'missing' });
  expect(chosenTime('2026-11-18T09:30', now)).toEqual({ kind: 'past' });
  expect(chosenTime('2026-11-18T09:31', now)).toEqual({ kind: 'time', at: at('2026-11-18T09:31:00') });
});
