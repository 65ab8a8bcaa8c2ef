/** Holds a polled list still while somebody reads it. The rules are in utils/stableRows. */
import { useCallback, useEffect, useState } from 'react';
import { reconcileRows, type StableList, type StableRow } from '../utils/stableRows';

export interface HeldList<Row extends StableRow> extends StableList<Row> {
  /** shows what waits, in the server's order */
  readonly release: () => void;
}

const asGiven = <Row extends StableRow>(rows: readonly Row[]): StableList<Row> => ({
  rows,
  waiting: 0,
  arrived: 0,
});

/** @param isHeld asked whenever rows arrive: whether the list must not move now */
export function useStableRows<Row extends StableRow>(
  incoming: readonly Row[] | undefined,
  { complete, isHeld }: { readonly complete: boolean; readonly isHeld: () => boolean },
): HeldList<Row> {
  const [shown, setShown] = useState<StableList<Row> | null>(null);
  useEffect(() => {
    if (!incoming) return;
    setShown((current) =>
      current ? reconcileRows(current.rows, incoming, { held: isHeld(), complete }) : asGiven(incoming),
    );
  }, [incoming, complete, isHeld]);
  const release = useCallback(() => {
    if (incoming) setShown(asGiven(incoming));
  }, [incoming]);
  return { ...(shown ?? asGiven(incoming ?? [])), release };
}
