/**
 * Keeps the keyboard's place: what has the focus may go with its row, pane or message, and the browser then begins at the
 * top of the page. Here it goes on at the row in whose place it was, as long as the same list is shown. The frame of a mail, which tells no key to the page,
 * gives the focus back when the mouse leaves it.
 */
import { useEffect } from 'react';
import { focusNearRow, focusPage, rowIndex, shownList } from './rows';

const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

interface Place {
  readonly element: Element;
  readonly index: number;
  readonly list: string | null;
}

export function useKeptFocus(): void {
  useEffect(() => {
    let last: Place | null = null;
    let pending = 0;
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element) || target.closest(OVERLAY) !== null) return;
      last = { element: target, index: rowIndex(target), list: shownList() };
    };
    const restore = (): void => {
      pending = 0;
      // A dialog that closes gives the focus back itself.
      if (!isLost() || last === null || last.element.isConnected || document.querySelector(OVERLAY)) return;
      const { index, list } = last;
      last = null;
      // The same place in another list is any row, and a key would work a case that nobody has looked at.
      if (list === shownList()) focusNearRow(index);
      else focusPage();
    };
    const observer = new MutationObserver(() => {
      if (pending === 0 && last !== null && !last.element.isConnected && isLost())
        pending = window.setTimeout(restore, 100);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      clearTimeout(pending);
      document.removeEventListener('focusin', remember);
    };
  }, []);
}

/** Keys pressed in a sandboxed frame stay there: once the mouse is out of it, the page has the focus again. */
export function useFocusOutOfFrames(): void {
  useEffect(() => {
    const onPointerOver = ({ target, buttons }: PointerEvent): void => {
      const frame = document.activeElement;
      // While a button is held, somebody still chooses text in the mail.
      if (!(frame instanceof HTMLIFrameElement) || target === frame || buttons !== 0) return;
      if (!frame.sandbox.length || !(target instanceof Element) || !target.closest('main')) return;
      const place = frame.closest<HTMLElement>('[tabindex="-1"], article, main');
      if (!place) return;
      if (!place.hasAttribute('tabindex')) place.setAttribute('tabindex', '-1');
      place.style.outline = 'none';
      place.focus({ preventScroll: true });
    };
    document.addEventListener('pointerover', onPointerOver);
    return () => document.removeEventListener('pointerover', onPointerOver);
  }, []);
}
