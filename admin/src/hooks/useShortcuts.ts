/**
 * Single-key shortcuts. They are off while somebody types or a menu is open, and can be switched off altogether:
 * speech input and stray keys must not work cases (WCAG 2.1.4).
 */
import { useEffect, useRef } from 'react';

const SWITCH = 'mailroom.shortcuts-off';
const TYPING = 'input, textarea, select, [contenteditable="true"]';
const OVERLAY = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"], [role="combobox"]';

export const areShortcutsOn = (): boolean => localStorage.getItem(SWITCH) === null;

/** Remembers the choice in this browser. */
export function switchShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, 'true');
}

const isMeantForPage = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !(event.target instanceof Element && event.target.closest(`${TYPING}, ${OVERLAY}`));

/** Calls the action of the pressed key while the component is on the page. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = current.current[event.key];
      if (!action || !isMeantForPage(event)) return;
      // The sheet that switches them on again must stay within reach.
      if (event.key !== '?' && !areShortcutsOn()) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
