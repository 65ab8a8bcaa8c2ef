/**
 * Draws of a long list only what is on the screen and a little around it. The row that has the focus is always drawn, the
 * place that somebody reads stays when rows above it come or go, and a list that is shown again is where it was left.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import {
  defaultRangeExtractor,
  useVirtualizer,
  type VirtualItem,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { flushSync } from 'react-dom';
import type { Density } from '../../../../../server/src/api/contracts';
import { lookAt } from '../../../services/pagedLists';
import { focusedRowId, isFocusFree, linkOfRow } from './rowFocus';

type Window = Virtualizer<HTMLDivElement, HTMLElement>;

/** Pixels of a row before it has been measured. */
const HEIGHTS: Readonly<Record<Density, number>> = { comfortable: 113, compact: 39 };
const AROUND = 8;

interface LeftPlace {
  readonly offset: number;
  readonly measured: VirtualItem[];
  /** the row that had the focus, or was open */
  readonly rowId: string | null;
}
/** Where lists were left, by their keys; it lasts as long as the page. */
const left = new Map<string, LeftPlace>();

interface WindowOptions {
  /** names the list; a list without a name forgets its place */
  readonly listKey: string | undefined;
  readonly openId: string | null | undefined;
  readonly density: Density;
}

export interface RowWindow {
  readonly window: Window;
  /** focuses the row after or before the focused one; begins at the open row, or at the first */
  readonly moveFocus: (step: 1 | -1) => void;
  /** lets the list be drawn from its top, whatever was read before */
  readonly toTop: () => void;
}

interface Row {
  readonly id: string;
}

export function useRowWindow(
  rows: readonly Row[],
  scroller: RefObject<HTMLDivElement>,
  { listKey, openId, density }: WindowOptions,
): RowWindow {
  const [kept] = useState(() => (listKey === undefined ? undefined : left.get(`${density} ${listKey}`)));
  const [wanted, setWanted] = useState<string | null>(null);
  const indexes = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows]);
  // A new function for this would make it place all rows anew, which takes long for a long list.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const window: Window = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHTS[density],
    getItemKey,
    overscan: AROUND,
    rangeExtractor: (range) => {
      const pinned = [focusedRowId(scroller.current), wanted].flatMap((id) => indexes.get(id ?? '') ?? []);
      return [...new Set([...defaultRangeExtractor(range), ...pinned])].sort((one, other) => one - other);
    },
    ...(kept === undefined ? {} : { initialOffset: kept.offset, initialMeasurementsCache: kept.measured }),
  });
  const anchor = useAnchor(window, rows, indexes);
  useLookedAt(window, rows, listKey);
  useLeaving(window, scroller, { key: `${density} ${listKey ?? ''}`, named: listKey !== undefined, openId });
  useReturnedFocus(scroller, { ready: rows.length > 0, kept, openId });

  const moveFocus = (step: 1 | -1): void => {
    const start = indexes.get(focusedRowId(scroller.current) ?? openId ?? '');
    const index = start === undefined ? 0 : Math.min(Math.max(start + step, 0), rows.length - 1);
    const id = rows[index]?.id;
    if (id === undefined) return;
    // A row that is far away is drawn before it can have the focus.
    flushSync(() => setWanted(id));
    window.scrollToIndex(index, { align: 'auto' });
    linkOfRow(scroller.current, id)?.focus({ preventScroll: true });
  };
  const toTop = (): void => {
    anchor.current = null;
    window.scrollToOffset(0);
  };
  return { window, moveFocus, toTop };
}

interface Anchor {
  readonly id: string;
  /** pixels of it above the edge */
  readonly gap: number;
}

/** Keeps the first row that is seen where it is when the list above it changes. */
function useAnchor(window: Window, rows: readonly Row[], indexes: ReadonlyMap<string, number>) {
  const anchor = useRef<Anchor | null>(null);
  useLayoutEffect(() => {
    const offset = window.scrollOffset ?? 0;
    const place = anchor.current === null ? undefined : indexes.get(anchor.current.id);
    const start = place === undefined ? undefined : window.measurementsCache[place]?.start;
    if (offset === 0 || start === undefined || anchor.current === null) return;
    const to = start + anchor.current.gap;
    if (Math.abs(to - offset) > 1) window.scrollToOffset(to);
  }, [rows, indexes, window]);
  useEffect(() => {
    const offset = window.scrollOffset ?? 0;
    const first = window.getVirtualItems().find(({ end }) => end > offset);
    const row = first === undefined ? undefined : rows[first.index];
    anchor.current = !first || !row ? null : { id: row.id, gap: offset - first.start };
  });
  return anchor;
}

/** Tells which rows are on the screen, so that a refresh asks for them. */
function useLookedAt(window: Window, rows: readonly Row[], listKey: string | undefined): void {
  const start = window.range?.startIndex ?? 0;
  const end = window.range?.endIndex ?? 0;
  useEffect(() => {
    if (listKey !== undefined) lookAt(listKey, new Set(rows.slice(start, end + 1).map(({ id }) => id)));
  }, [listKey, rows, start, end]);
}

function useLeaving(
  window: Window,
  scroller: RefObject<HTMLDivElement>,
  state: { readonly key: string; readonly named: boolean; readonly openId: string | null | undefined },
): void {
  const latest = useRef(state);
  const place = useRef<LeftPlace | null>(null);
  useEffect(() => {
    latest.current = state;
    place.current = {
      offset: window.scrollOffset ?? 0,
      measured: window.measurementsCache,
      rowId: focusedRowId(scroller.current) ?? state.openId ?? place.current?.rowId ?? null,
    };
  });
  useEffect(
    () => () => {
      const { key, named } = latest.current;
      if (named && place.current) left.set(key, place.current);
    },
    [],
  );
}

/** Gives the focus back to the row from which somebody comes, unless it is somewhere by now. */
function useReturnedFocus(
  scroller: RefObject<HTMLDivElement>,
  {
    ready,
    kept,
    openId = null,
  }: {
    readonly ready: boolean;
    readonly kept: LeftPlace | undefined;
    readonly openId: string | null | undefined;
  },
): void {
  const before = useRef(kept?.rowId ?? null);
  useEffect(() => {
    if (!ready) return;
    const from = openId === null ? before.current : null;
    before.current = openId;
    if (from === null) return;
    // Rows are drawn as soon as it is known how high the list is.
    const frame = requestAnimationFrame(() => {
      if (isFocusFree()) linkOfRow(scroller.current, from)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [ready, openId, scroller]);
}
