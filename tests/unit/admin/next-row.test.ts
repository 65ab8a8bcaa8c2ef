import { rowAfter } from '../../../admin/src/utils/next-row';

test('the next row, at the end the one before, of a single one none', () => {
  expect(rowAfter(['a', 'b', 'c'], 'b')).toBe('c');
  expect(rowAfter(['a', 'b', 'c'], 'c')).toBe('b');
  expect(rowAfter(['a'], 'a')).toBeNull();
});

test('when the row has left the list already, the list begins anew', () => {
  expect(rowAfter(['a', 'b'], 'x')).toBe('a');
  expect(rowAfter([], 'x')).toBeNull();
});
