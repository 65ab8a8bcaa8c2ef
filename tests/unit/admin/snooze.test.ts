/** Times that snoozing offers, and what is typed instead. */
import { fromLocalInput, snoozePresets, toLocalInput } from '../../../admin/src/utils/snooze';

const offered = (now: Date) => snoozePresets(now).map(({ preset, until }) => [preset, toLocalInput(until)]);

test('three hours, the next morning and the next Monday', () => {
  // A Wednesday.
  expect(offered(new Date(2024, 2, 6, 14, 20, 45))).toEqual([
    ['later', '2024-03-06T17:20'],
    ['tomorrow', '2024-03-07T08:00'],
    ['monday', '2024-03-11T08:00'],
  ]);
});

test('on a Sunday tomorrow is Monday, on a Monday it is the next one, and late hours have no later', () => {
  expect(offered(new Date(2024, 2, 10, 9)).map(([preset]) => preset)).toEqual(['later', 'monday']);
  expect(offered(new Date(2024, 2, 11, 23, 30))).toEqual([
    ['tomorrow', '2024-03-12T08:00'],
    ['monday', '2024-03-18T08:00'],
  ]);
});

test('months and years end', () => {
  expect(offered(new Date(2024, 11, 31, 10))[1]).toEqual(['tomorrow', '2025-01-01T08:00']);
});

test('a typed time is of the reader’s zone and lies ahead', () => {
  const now = new Date(2024, 2, 6, 14, 20);
  expect(fromLocalInput('2024-03-06T14:21', now)).toEqual(new Date(2024, 2, 6, 14, 21));
  expect(fromLocalInput('2024-03-06T14:20', now)).toBeNull();
  expect(fromLocalInput('', now)).toBeNull();
  expect(fromLocalInput('soon', now)).toBeNull();
});
