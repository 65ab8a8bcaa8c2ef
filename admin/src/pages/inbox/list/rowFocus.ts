/** Moves the keyboard's focus along the rows of a list. The focus itself is the state, so nothing else is kept. */
const ROW = 'a[data-inbox-row]';
const OPEN_ROW = `${ROW}[aria-current="true"]`;

const focusedRow = (list: HTMLElement): HTMLElement | null =>
  document.activeElement instanceof HTMLElement && list.contains(document.activeElement)
    ? document.activeElement.closest<HTMLElement>(ROW)
    : null;

/** Focuses the row after or before the focused one; begins at the open row, or at the first. */
export function moveRowFocus(list: HTMLElement | null, step: 1 | -1): void {
  if (!list) return;
  const rows = Array.from(list.querySelectorAll<HTMLElement>(ROW));
  const start = focusedRow(list) ?? list.querySelector<HTMLElement>(OPEN_ROW);
  const index = start ? rows.indexOf(start) + step : 0;
  rows[Math.min(Math.max(index, 0), rows.length - 1)]?.focus();
}

/** Follows the focused row's link. */
export function openFocusedRow(list: HTMLElement | null): void {
  if (list) focusedRow(list)?.click();
}

const CHOOSABLE = '[data-row-id]';

/** The id of the row that has the focus, or else of the open one; null where neither can be chosen. */
export function chosenRowId(page: Document): string | null {
  const focused = page.activeElement?.closest<HTMLElement>(CHOOSABLE);
  const open = (): HTMLElement | null | undefined =>
    page.querySelector<HTMLElement>(OPEN_ROW)?.closest<HTMLElement>(CHOOSABLE);
  return (focused ?? open())?.dataset.rowId ?? null;
}
