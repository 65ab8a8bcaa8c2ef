import { advance, cursorAt } from '../../../../server/src/domain/live/id-cursor';

const SOON = 1_000;
const MINUTE = 60_000;
const missing = (cursor: ReturnType<typeof advance>) => [...cursor.missing.keys()];

test('goes on from the largest id, in whatever order they come', () => {
  const cursor = advance(cursorAt(10), [13, 11, 12], SOON);
  expect(cursor.newest).toBe(13);
  expect(missing(cursor)).toEqual([]);
});

test('waits for ids that were passed over, and no more once they came', () => {
  const first = advance(cursorAt(10), [14, 12], SOON);
  expect(missing(first)).toEqual([11, 13]);
  const second = advance(first, [13], SOON);
  expect(second.newest).toBe(14);
  expect(missing(second)).toEqual([11]);
});

test('gives up after a minute: the transaction was undone', () => {
  const first = advance(cursorAt(10), [12], SOON);
  expect(missing(advance(first, [], SOON + MINUTE - 1))).toEqual([11]);
  expect(missing(advance(first, [], SOON + MINUTE))).toEqual([]);
});

test('a sequence that jumped far is not waited for in full', () => {
  const cursor = advance(cursorAt(10), [1_000_000], SOON);
  expect(cursor.newest).toBe(1_000_000);
  expect(cursor.missing.size).toBe(400);
  expect(Math.min(...missing(cursor))).toBe(999_600);
});

test('stays where it is when nothing came', () => {
  expect(advance(cursorAt(0), [], SOON)).toEqual(cursorAt(0));
});
