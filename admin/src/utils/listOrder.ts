/**
 * In which order the server gives the rows of lists, as one text a row that falls from the first to the last. Pure. Rows that
 * have the same text stand in the order in which they came.
 */
import type { CaseRow, CaseSort } from '../../../server/src/api/contracts';
import type { IdentifiedRow, StandsAfter } from './loadedList';

type Waiting = Pick<CaseRow, 'lastActivityAt' | 'lastCustomerMessageAt'>;

/** Later than any date that a list is sorted by. */
const END = Date.UTC(9999, 11, 31);
const DIGITS = 15;

/** Who waits longest comes first, and whom nobody wrote to last. */
const waitingOrder = ({ lastCustomerMessageAt: at }: Waiting): string =>
  at === null ? '' : String(END - Date.parse(at)).padStart(DIGITS, '0');

export const caseSortedBy = (sort: CaseSort, row: Waiting): string =>
  sort === 'newest' ? row.lastActivityAt : waitingOrder(row);

export const caseOrder =
  (sort: CaseSort): StandsAfter<Waiting> =>
  (row, other) =>
    caseSortedBy(sort, row) <= caseSortedBy(sort, other);

/** Mail comes by its date, newest first. */
export const mailOrder: StandsAfter<{ readonly date: string }> = (row, other) => row.date <= other.date;

/** Drafts come by when they were saved, the last one first. */
export const draftOrder: StandsAfter<{ readonly savedAt: string }> = (row, other) =>
  row.savedAt <= other.savedAt;

/**
 * The order of rows that nothing in them tells, as of what was found best first: that in which they are loaded. Behind a row that is new
 * everything may stay.
 */
export function orderAsLoaded(rows: readonly IdentifiedRow[]): StandsAfter<IdentifiedRow> {
  const places = new Map(rows.map(({ id }, place) => [id, place]));
  return (row, other) => {
    const behind = places.get(other.id);
    return behind === undefined || (places.get(row.id) ?? 0) >= behind;
  };
}
