/**
 * Text as filters compare it: without regard to case, to the form in which Unicode writes a character, and to white space.
 * Linear in the text, whatever it holds. It is for comparing only: what it returns is never shown.
 */

/** Combining marks, and what Unicode turns into one. */
const LONG_RUN_OF_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
/** What is not seen and splits words: soft hyphens, zero-width characters, marks of byte order. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]+/g;
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * The text in one case (Unicode §3.13), in NFKC (UAX #15), each run of white space as one space, none at the ends.
 */
export function foldText(text: string): string {
  const spaced = text.replace(/\s+/g, ' ').trim();
  return ASCII.test(spaced) ? spaced.toLowerCase() : foldUnicode(spaced);
}

/**
 * Sorting marks into their order takes time by the square of their number, so a run of them is cut as UAX #15 §13 does.
 * No one call folds case: capitals first, since only so ß is equal to SS; then Greek's final sigma and the dot that
 * Turkish İ leaves behind.
 */
const foldUnicode = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(LONG_RUN_OF_MARKS, '$1')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
