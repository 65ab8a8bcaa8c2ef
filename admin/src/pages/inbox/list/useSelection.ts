/** Which rows of a list are chosen, by their boxes or by key. A row that has left the list is no longer chosen. */
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { targetsOf, type NamedTargets } from '../../../utils/bulk';
import { rangeOf } from '../../../utils/selection';
import { chosenRowId } from './rowFocus';
import type { SortedMail } from '../../../components/MailActions';
import type { CaseRow } from '../../../../../server/src/api/contracts';

/** A row as it is chosen. */
export type Choosable =
  | { readonly id: string; readonly subject: 'cases'; readonly row: CaseRow }
  | { readonly id: string; readonly subject: 'mails'; readonly row: SortedMail };

export const choosableCase = (row: CaseRow): Choosable => ({ id: row.id, subject: 'cases', row });
export const choosableMail = (row: SortedMail): Choosable => ({ id: row.id, subject: 'mails', row });

/** What a row does with the selection. It stays the same while rows are chosen, so that only those are drawn again. */
export interface RowChoice {
  /** with the shift key also the rows between this one and the last that was chosen */
  readonly toggle: (id: string) => void;
  /** says whether the shift key is held at the press that follows */
  readonly mindShift: (held: boolean) => void;
  /** the rows that are dragged with this one: all that are chosen, or this one alone if it is not chosen */
  readonly carried: (id: string) => NamedTargets;
}

export interface Selection {
  readonly chosen: readonly Choosable[];
  /** everything that is in the list, also what is not loaded */
  readonly everything: boolean;
  readonly choice: RowChoice;
  isChosen(id: string): boolean;
  choose(ids: readonly string[]): void;
  chooseEverything(): void;
}

interface State {
  readonly ids: readonly string[];
  readonly last: string | null;
  readonly everything: boolean;
}
const NOTHING: State = { ids: [], last: null, everything: false };

type SetState = (change: (state: State) => State) => void;
type Rows = readonly Choosable[];

function useRowChoice(rows: Rows, chosen: Rows, setState: SetState): RowChoice {
  const latest = useRef({ rows, chosen });
  useLayoutEffect(() => {
    latest.current = { rows, chosen };
  });
  const shift = useRef(false);
  return useMemo(
    () => ({
      toggle: (id) => {
        const along = shift.current;
        shift.current = false;
        const order = latest.current.rows.map((row) => row.id);
        setState((state) => {
          const meant = along && state.last !== null ? rangeOf(order, state.last, id) : [id];
          const takes = state.ids.includes(id);
          const others = state.ids.filter((one) => !meant.includes(one));
          return { ids: takes ? others : [...others, ...meant], last: id, everything: false };
        });
      },
      mindShift: (held) => {
        shift.current = held;
      },
      carried: (id) => {
        const isThis = (row: Choosable): boolean => row.id === id;
        return targetsOf(
          latest.current.chosen.some(isThis) ? latest.current.chosen : latest.current.rows.filter(isThis),
        );
      },
    }),
    [setState],
  );
}

/** @param rows that can be chosen, in their order; the same array while they are the same */
export function useSelection(rows: Rows): Selection {
  const [{ ids, everything }, setState] = useState(NOTHING);
  const chosenIds = useMemo(() => new Set(ids), [ids]);
  const chosen = useMemo(() => rows.filter(({ id }) => chosenIds.has(id)), [rows, chosenIds]);
  const choice = useRowChoice(rows, chosen, setState);
  useShortcuts({
    x: () => {
      const id = chosenRowId(document);
      if (id !== null) choice.toggle(id);
    },
  });
  const choose = useCallback((wanted: readonly string[]) => setState({ ...NOTHING, ids: wanted }), []);
  const chooseEverything = useCallback(() => setState((state) => ({ ...state, everything: true })), []);
  return {
    chosen,
    everything: everything && chosen.length > 0,
    choice,
    isChosen: (id) => chosenIds.has(id),
    choose,
    chooseEverything,
  };
}
