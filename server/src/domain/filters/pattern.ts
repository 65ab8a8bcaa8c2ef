/**
 * What somebody looks for, where `*` stands for any run of characters. Matching is a search of one stretch after the other
 * and never goes back: its time is that of reading pattern and text once. Nothing of it is a regular expression.
 */
import { foldText } from './fold';

export interface Pattern {
  /** what stands between the asterisks */
  readonly stretches: readonly Stretch[];
  /** the text begins with the first stretch and ends with the last */
  readonly whole: boolean;
}

interface Stretch {
  readonly text: string;
  /** of each beginning of the text, how long the longest beginning is that it also ends with; empty for short ones */
  readonly borders: Uint16Array;
}

/** Characters of a pattern that are looked at; what comes after them is any run of characters. */
export const LARGEST_PATTERN = 4000;

/** Longer ones are not left to `indexOf`, which compares them anew at every place of a text made for that. */
const SHORT = 16;

/** A pattern that the whole text must be equal to. */
export const wholePattern = (written: string): Pattern => ({ ...read(written), whole: true });

/** A phrase that occurs somewhere in the text. */
export const phrasePattern = (written: string): Pattern => ({ ...read(written), whole: false });

function read(written: string): Pick<Pattern, 'stretches'> {
  const cut = written.length > LARGEST_PATTERN ? `${written.slice(0, LARGEST_PATTERN)}*` : written;
  return { stretches: foldText(cut).split('*').map(stretch) };
}

const stretch = (text: string): Stretch => ({ text, borders: bordersOf(text) });

/** @param text as `foldText` gives it */
export function matchesPattern({ stretches, whole }: Pattern, text: string): boolean {
  const first = stretches[0]?.text ?? '';
  const last = stretches.at(-1)?.text ?? '';
  if (whole && stretches.length === 1) return text === first;
  if (!whole) return findAll(stretches, text, 0) >= 0;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = findAll(stretches.slice(1, -1), text, first.length);
  return end >= 0 && end <= text.length - last.length;
}

/** Where the last stretch ends when each is found behind the one before it; the first place for each is the best. */
function findAll(stretches: readonly Stretch[], text: string, from: number): number {
  let position = from;
  for (const wanted of stretches) {
    const found = find(wanted, text, position);
    if (found < 0) return -1;
    position = found + wanted.text.length;
  }
  return position;
}

/** The search of Knuth, Morris and Pratt: no character of the text is looked at again. */
function find({ text: wanted, borders }: Stretch, text: string, from: number): number {
  if (wanted.length <= SHORT) return text.indexOf(wanted, from);
  let matched = 0;
  for (let position = from; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    while (matched > 0 && wanted.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0;
    if (wanted.charCodeAt(matched) === code) matched += 1;
    if (matched === wanted.length) return position - matched + 1;
  }
  return -1;
}

function bordersOf(wanted: string): Uint16Array {
  const borders = new Uint16Array(wanted.length <= SHORT ? 0 : wanted.length);
  for (let position = 1, matched = 0; position < borders.length; position += 1) {
    const code = wanted.charCodeAt(position);
    while (matched > 0 && wanted.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0;
    if (wanted.charCodeAt(matched) === code) matched += 1;
    borders[position] = matched;
  }
  return borders;
}
