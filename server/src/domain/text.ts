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
 * The first words of what somebody wrote.
 *
 * @param text the visible part, so that no quote is shown in a list
 */
export function snippetOf(text: string, limit: number): string {
  return truncate(singleLine(text.slice(0, limit * 20)), limit);
}
