/** The rows of the list that is shown, as the page has them: which has the focus, and giving it to another. */
const ROW = 'a[data-inbox-row]';
const OPEN_ROW = `${ROW}[aria-current="true"]`;

const rows = (): readonly HTMLAnchorElement[] =>
  Array.from(document.querySelectorAll<HTMLAnchorElement>(ROW)).filter((row) => row.isConnected);

/** The last part of a row's address is the id of what it shows. */
const idOf = (row: HTMLAnchorElement): string =>
  decodeURIComponent(row.pathname.slice(row.pathname.lastIndexOf('/') + 1));

/** The row with the focus in it: in its link, or beside it in the same item of the list. */
function focusedRow(): HTMLAnchorElement | null {
  const focused = document.activeElement;
  return focused?.closest<HTMLAnchorElement>(ROW) ?? focused?.closest('li')?.querySelector(ROW) ?? null;
}

export function focusedRowId(): string | null {
  const row = focusedRow();
  return row && idOf(row);
}

/** The row after (or else before) this one, as they are shown; null: there is no other. */
export function rowBeside(id: string): string | null {
  const all = rows();
  const at = all.findIndex((row) => idOf(row) === id);
  const beside = all[at + 1] ?? all[at - 1];
  return at < 0 || !beside ? null : idOf(beside);
}

/** @returns whether there is such a row */
export function focusRow(id: string | null): boolean {
  const row = rows().find((one) => idOf(one) === id);
  row?.focus();
  return row !== undefined;
}

/** Where the focus goes when what had it is gone: the open row, the row in that place, or the list's page. */
export function focusNearRow(index: number): void {
  const all = rows();
  const row =
    document.querySelector<HTMLElement>(OPEN_ROW) ?? all[Math.min(Math.max(index, 0), all.length - 1)];
  if (row) row.focus({ preventScroll: true });
  else focusPage();
}

/** Where no row is meant: the next key begins at the list's first one. */
export function focusPage(): void {
  document.querySelector<HTMLElement>('main')?.focus();
}

/** The address of the list that is shown; null: it has no rows, or none is shown. */
export function shownList(): string | null {
  const path = rows()[0]?.pathname;
  return path === undefined ? null : path.slice(0, path.lastIndexOf('/'));
}

/** The place of a row among those that are shown; -1 for anything else. */
export const rowIndex = (element: Element | null): number =>
  rows().findIndex((row) => row === element || row.closest('li')?.contains(element));
