/** Tables as comma-separated values (RFC 4180) that spreadsheets open without running anything. */

export type Cell = string | number | null;

/** UTF-8's mark, without which some spreadsheets take the text for another encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Text that a spreadsheet would take for a formula (OWASP, CSV injection): an apostrophe before it makes it text. Numbers of ours pass as
 * they are.
 */
const withoutFormula = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = withoutFormula(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param rows the first of them the header
 * @param mark whether a byte order mark is put before
 */
export const csvOf = (rows: readonly (readonly Cell[])[], mark: boolean): string =>
  `${mark ? BYTE_ORDER_MARK : ''}${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
