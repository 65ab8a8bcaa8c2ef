/**
 * Text as filters compare it: without regard to case, to the form in which Unicode writes a character, and to white space.
 * Linear in the text, whatever it holds. It is for comparing only: what it returns is never shown.
 */

/** Combining marks, and what Unicode turns into one. */
const MARKS = /[\p{M}\uff9e\uff9f]+/gu;
/** Marks on one letter that are looked at; no language has as many. */
const MOST_MARKS = 10;
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

/** How much longer a text may become: a few characters stand for a whole phrase each. */
const growth = (text: string): number => 4 * text.length + 1000;

/**
 * Sorting marks into their order takes time by the square of their number, so a run of them is cut, as UAX #15 §13 breaks it.
 * No one call folds case: capitals first, since only so ß is equal to SS; then Greek's final sigma and the dot that
 * Turkish İ leaves behind.
 */
const foldUnicode = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(MARKS, (run) => run.slice(0, MOST_MARKS))
    .normalize('NFKC')
    .slice(0, growth(text))
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
