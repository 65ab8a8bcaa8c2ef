/** Which pressed keys are meant for the page's commands. It reads the page and changes nothing. */
import { strokeOf } from './strokes';

const TYPING =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"]';
const OVERLAY = '[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"], [role="combobox"]';

const isIn = (event: KeyboardEvent, places: string): boolean =>
  event.target instanceof Element && event.target.closest(places) !== null;

/**
 * The key as the table of commands writes it; null where it is somebody else's: while an input method composes a letter,
 * while somebody types, in menus and dialogs. Keys with Ctrl or Cmd mean no letter, so they work in fields as well.
 */
export function meantStroke(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process' || event.key === 'Dead')
    return null;
  const stroke = strokeOf(event);
  if (stroke === null || isIn(event, '[role="dialog"], [role="alertdialog"]')) return null;
  if (!stroke.startsWith('Mod+') && isIn(event, `${TYPING}, ${OVERLAY}`)) return null;
  return stroke;
}
