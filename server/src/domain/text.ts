/** Text that is safe to store and to show in one line. Not for HTML. */

/** Removes NUL and unpaired surrogates, which PostgreSQL and JSON refuse. */
export function storableText(text: string): string {
  const whole = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  return whole.isWellFormed() ? whole : whole.toWellFormed();
}

/** At most `limit` characters, never ending inside a surrogate pair. */
export function truncate(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : text
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '') + '…';
}

/** Control and direction-changing characters, with which a name can pretend to be another (CVE-2021-42574). */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line of text without control characters. */
export function singleLine(text: string): string {
  return storableText(text).replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * The first words of what somebody wrote: quoted lines and the line that introduces them are passed over,
 * unless nothing else is there.
 */
export function snippetOf(text: string, limit: number): string {
  const lines = text.slice(0, limit * 20).split(/\r?\n/);
  const own = lines.filter((line, position) => !isQuoted(line) && !introducesQuote(lines, position));
  const written = singleLine(own.join(' '));
  return truncate(written === '' ? singleLine(lines.join(' ')) : written, limit);
}

const isQuoted = (line: string): boolean => line.trimStart().startsWith('>');

/** "Ann wrote:", in whatever language, above what she wrote. */
function introducesQuote(lines: readonly string[], position: number): boolean {
  if (!/[:：]\s*$/.test(lines[position] ?? '')) return false;
  const below = lines.slice(position + 1).find((line) => line.trim() !== '');
  return below !== undefined && isQuoted(below);
}
