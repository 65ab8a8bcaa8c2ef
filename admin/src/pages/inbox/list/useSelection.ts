/** Which rows of a list are chosen. A row that has left the list is no longer chosen. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { rangeOf } from '../../../utils/selection';

export interface Selection<Row> {
  readonly chosen: readonly Row[];
  /** everything that is in the list, also what is not loaded */
  readonly everything: boolean;
  isChosen(id: string): boolean;
  /** with the shift key also the rows between this one and the last that was chosen */
  toggle(id: string): void;
  /** says whether the shift key is held at the press that follows */
  mindShift(held: boolean): void;
  choose(ids: readonly string[]): void;
  chooseEverything(): void;
}

interface State {
  readonly ids: readonly string[];
  readonly last: string | null;
  readonly everything: boolean;
}
const NOTHING: State = { ids: [], last: null, everything: false };

export function useSelection<Row extends { readonly id: string }>(
  rows: readonly Row[] | undefined,
): Selection<Row> {
  const [{ ids, everything }, setState] = useState(NOTHING);
  const chosenIds = useMemo(() => new Set(ids), [ids]);
  const chosen = useMemo(() => (rows ?? []).filter(({ id }) => chosenIds.has(id)), [rows, chosenIds]);
  const shift = useRef(false);
  const mindShift = useCallback((held: boolean) => {
    shift.current = held;
  }, []);
  const toggle = useCallback(
    (id: string) => {
      const along = shift.current;
      shift.current = false;
      setState((state) => {
        const order = (rows ?? []).map((row) => row.id);
        const meant = along && state.last !== null ? rangeOf(order, state.last, id) : [id];
        const takes = state.ids.includes(id);
        const others = state.ids.filter((one) => !meant.includes(one));
        return { ids: takes ? others : [...others, ...meant], last: id, everything: false };
      });
    },
    [rows],
  );
  const choose = useCallback((wanted: readonly string[]) => setState({ ...NOTHING, ids: wanted }), []);
  const chooseEverything = useCallback(() => setState((state) => ({ ...state, everything: true })), []);
  return {
    chosen,
    everything: everything && chosen.length > 0,
    isChosen: (id) => chosenIds.has(id),
    toggle,
    mindShift,
    choose,
    chooseEverything,
  };
}
