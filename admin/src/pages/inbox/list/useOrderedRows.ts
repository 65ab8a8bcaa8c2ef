/** Gives the rows of a list what they are ordered by. */
import { useMemo } from 'react';

/** A row with its place in the order of the list, as RowList takes it. */
type Ordered<Row> = Row & { readonly sortedBy: string };

/**
 * A row that is the same as before stays the same object, so that it need not be drawn again.
 * @param sortedBy must stay the same function while the order does
 */
export function useOrderedRows<Row extends object>(
  rows: readonly Row[] | undefined,
  sortedBy: (row: Row) => string,
): readonly Ordered<Row>[] | undefined {
  const orderedOf = useMemo(() => {
    const known = new WeakMap<Row, Ordered<Row>>();
    return (row: Row): Ordered<Row> => {
      const ordered = known.get(row) ?? { ...row, sortedBy: sortedBy(row) };
      known.set(row, ordered);
      return ordered;
    };
  }, [sortedBy]);
  return useMemo(() => rows?.map(orderedOf), [rows, orderedOf]);
}
