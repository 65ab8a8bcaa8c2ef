import type { FilterTryResult } from '../../../server/src/api/contracts';
import { nextPiece, NOTHING_TRIED, PIECE, withPiece } from '../../../admin/src/pages/filters/dry-run';

const piece = (looked: number, next: string | null, hidden = 0): FilterTryResult => ({
  looked,
  matched: [],
  hidden,
  next,
});

test('a dry run goes on piece by piece until as many mails were looked at as were asked for', () => {
  expect(nextPiece(NOTHING_TRIED, 50)).toBe(50);
  expect(nextPiece(NOTHING_TRIED, 1000)).toBe(PIECE);
  const begun = withPiece(NOTHING_TRIED, piece(PIECE, 'a', 1));
  expect(nextPiece(begun, 130)).toBe(30);
  const done = withPiece(begun, piece(30, 'b', 2));
  expect(done).toMatchObject({ looked: 130, hidden: 3, next: 'b' });
  expect(nextPiece(done, 130)).toBe(0);
});

test('it ends where there are no older mails', () => {
  expect(nextPiece(withPiece(NOTHING_TRIED, piece(12, null)), 1000)).toBe(0);
});
