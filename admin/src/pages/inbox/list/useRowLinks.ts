/**
 * Follows the links of a list's rows, for all of them in one place: a router's link in each row would be drawn again with
 * every address that is gone to. It also tells which row somebody is about to open.
 */
import { useCallback, useEffect, useMemo, useRef, type MouseEvent, type SyntheticEvent } from 'react';
import { useHref, useNavigate } from 'react-router-dom';

/** Milliseconds for which a pointer rests on a row before that counts: on its way it crosses many. */
const RESTING = 60;

const linkOf = ({ target }: SyntheticEvent): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-inbox-row]') : null;

const idOf = ({ target }: SyntheticEvent): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-list-item]')?.dataset.listItem : undefined;

/** A press that asks for another tab or window, or to save the page, is the browser's. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.altKey && !event.ctrlKey && !event.shiftKey;

const isHere = ({ pathname, search }: HTMLAnchorElement): boolean =>
  pathname === location.pathname && search === location.search;

function useApproach(onApproach: ((id: string) => void) | undefined) {
  const latest = useRef(onApproach);
  useEffect(() => {
    latest.current = onApproach;
  });
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    const tell = (event: SyntheticEvent): void => {
      const id = idOf(event);
      if (id !== undefined) latest.current?.(id);
    };
    const tellSoon = (event: SyntheticEvent): void => {
      clearTimeout(timer.current);
      const id = idOf(event);
      if (id !== undefined) timer.current = setTimeout(() => latest.current?.(id), RESTING);
    };
    return {
      onPointerDown: tell,
      onPointerOver: tellSoon,
      onPointerLeave: (): void => clearTimeout(timer.current),
      // The keys go along a list as quickly.
      onFocus: tellSoon,
    };
  }, []);
}

/** @param onApproach told when a pointer rests on a row, or it is pressed, or gets the focus */
export function useRowLinks(onApproach?: (id: string) => void) {
  const navigate = useNavigate();
  const root = useHref('/');
  const hrefOf = useCallback((path: string) => (root === '/' ? path : `${root}${path}`), [root]);
  const approach = useApproach(onApproach);
  const onClick = (event: MouseEvent): void => {
    const link = linkOf(event);
    if (!link || event.defaultPrevented || !isPlain(event)) return;
    event.preventDefault();
    navigate(link.dataset.inboxRow ?? '', { replace: isHere(link) });
  };
  /** for the element around the rows */
  return { hrefOf, followed: { ...approach, onClick } };
}
