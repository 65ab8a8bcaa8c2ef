/** Finds rows of a list on the page: the focus itself is the state, so nothing else is kept. */
const ROW = 'a[data-inbox-row]';
const OPEN_ROW = `${ROW}[aria-current="true"]`;
const CHOOSABLE = '[data-row-id]';

/** Follows the focused row's link. */
export function openFocusedRow(list: HTMLElement | null): void {
  const { activeElement } = document;
  if (list && activeElement instanceof HTMLElement && list.contains(activeElement))
    activeElement.closest<HTMLElement>(ROW)?.click();
}

/** The link of the row in this element of a list. */
export const linkOfRow = (list: HTMLElement | null, id: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-list-item="${CSS.escape(id)}"] ${ROW}`) ?? null;

/** Whether the focus is nowhere, or only on the page as a whole, where it waits when what had it is gone. */
export const isFocusFree = (): boolean =>
  document.activeElement === null || document.activeElement.matches('body, main');

/** The id of the row in which something has the focus. */
export function focusedRowId(list: HTMLElement | null): string | null {
  const { activeElement } = document;
  if (!list || !activeElement || !list.contains(activeElement)) return null;
  return activeElement.closest<HTMLElement>('[data-list-item]')?.dataset.listItem ?? null;
}

/** The id of the row that has the focus, or else of the open one; null where neither can be chosen. */
export function chosenRowId(page: Document): string | null {
  const focused = page.activeElement?.closest<HTMLElement>(CHOOSABLE);
  const open = (): HTMLElement | null | undefined =>
    page.querySelector<HTMLElement>(OPEN_ROW)?.closest<HTMLElement>(CHOOSABLE);
  return (focused ?? open())?.dataset.rowId ?? null;
}
