import { gapsBetween } from '../../../server/src/mailboxes/open-folder';

test.each([
  ['nothing found', [], 3, 9, '3:9'],
  ['everything found', [3, 4, 5], 3, 5, ''],
  ['both ends and the middle left out', [5, 6, 9], 3, 12, '3:4,7:8,10:12'],
  ['single uids left out', [2, 4], 1, 5, '1,3,5'],
])('names the uids that SEARCH does not: %s', (_, found, from, to, gaps) => {
  expect(gapsBetween(found, from, to)).toBe(gaps);
});

test('asks for the whole range where naming the gaps would make a line too long for a server', () => {
  const even = Array.from({ length: 5000 }, (_, index) => 2 * index);
  expect(gapsBetween(even, 0, 9999)).toBe('0:9999');
});
