/** A dry run in pieces, so that it can be watched and stopped. Pure: it asks nobody. */
import type { FilterTryResult } from '../../../../server/src/api/contracts';

/** Mails that are looked at in one request. */
export const PIECE = 100;

export const NOTHING_TRIED: FilterTryResult = { looked: 0, matched: [], hidden: 0, next: null };

/** What is known after another piece. Mail that comes in meanwhile is newer than all of it, so nothing is met twice. */
export const withPiece = (known: FilterTryResult, piece: FilterTryResult): FilterTryResult => ({
  looked: known.looked + piece.looked,
  matched: [...known.matched, ...piece.matched],
  hidden: known.hidden + piece.hidden,
  next: piece.next,
});

/** How many mails the next request is about; 0: all that was asked for has been looked at. */
export const nextPiece = ({ looked, next }: FilterTryResult, last: number): number =>
  looked > 0 && next === null ? 0 : Math.max(0, Math.min(PIECE, last - looked));
