/** One row's place in a list that is drawn in part. While the list is scrolled, rows that stay on the screen are not drawn again. */
import { memo, type ReactNode } from 'react';

interface RowSlotProps<Row> {
  readonly row: Row;
  readonly index: number;
  /** pixels from the top of the list */
  readonly start: number;
  /** rows of the whole list; -1 while that is not known */
  readonly setSize: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly renderRow: (row: Row) => ReactNode;
}

function Slot<Row extends { readonly id: string }>(props: RowSlotProps<Row>) {
  const { row, index, start, setSize, measure, renderRow } = props;
  return (
    <li
      ref={measure}
      data-index={index}
      data-list-item={row.id}
      aria-posinset={index + 1}
      aria-setsize={setSize}
      style={{ transform: `translateY(${start}px)` }}
    >
      {renderRow(row)}
    </li>
  );
}

export const RowSlot = memo(Slot) as typeof Slot;
