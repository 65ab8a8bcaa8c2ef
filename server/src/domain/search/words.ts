/**
 * Text as the search index holds it: words without case, accents and the forms in which Unicode writes them. What is written
 * without spaces becomes pairs of characters, so that any part of it is found. Questions are cut in the same way, so that all
 * databases find the same. Nothing of this is shown to anybody.
 */
import { foldText } from '../filters/fold';

/** Characters of one text and of one word that are looked at. */
const LONGEST_TEXT = 200_000;
const LONGEST_WORD = 60;

/** Marks that many people leave out: accents, points of Hebrew, vowels of Arabic. */
const LEFT_OUT = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g;
const ASCII = /^[\u0000-\u007f]*$/;
const SPACES = /\s+/;
const ASCII_WORD = /[a-z0-9]+/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc';
/** A character that no text needs, and that folding leaves alone. */
const SEPARATOR = '\u0001';
const NO_WORD = /[^\p{L}\p{M}\p{N}\u0001]+/gu;
/** Stretches of one kind: written without spaces, or with. */
const STRETCH = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
/** Whether a text begins with what is written without spaces. */
export const isUnspaced = (text: string): boolean => IS_UNSPACED.test(text);

/** Letters that Unicode takes for letters of their own, and many keyboards do not have. */
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/** The text in the form in which words are compared. */
export function foldForSearch(text: string): string {
  const folded = foldText(text);
  if (ASCII.test(folded)) return folded;
  return folded
    .normalize('NFD')
    .replace(LEFT_OUT, '')
    .replace(/[æœøłđðþ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/**
 * Words of a text in their order; of what is written without spaces, each pair of characters and the last one.
 * @param limit so many words at most
 */
export function wordsOf(text: string, limit: number): readonly string[] {
  const looked = text.slice(0, LONGEST_TEXT);
  // Most mail is ASCII, of which folding changes nothing but case and the spaces between words.
  const folded = ASCII.test(looked) ? looked.toLowerCase() : foldForeign(looked);
  if (ASCII.test(folded)) return (folded.match(ASCII_WORD) ?? []).slice(0, limit).map(cut);
  const runs = folded.match(WORD) ?? [];
  // Most languages are written with spaces all through: then a run of letters is a word, and need not be looked into.
  if (!HAS_UNSPACED.test(folded)) return runs.slice(0, limit).map(cut);
  const words: string[] = [];
  for (const run of runs) {
    if (words.length >= limit) break;
    for (const stretch of run.match(STRETCH) ?? []) {
      if (isUnspaced(stretch)) words.push(...pairsOf(stretch));
      else words.push(cut(stretch));
    }
  }
  return words.slice(0, limit);
}

/**
 * Folds only what is not ASCII, all of it at once: of most languages that are few words, and nothing in Unicode joins over
 * the separator. What is no letter there becomes a space, so that the text is mostly ASCII afterwards.
 */
function foldForeign(text: string): string {
  const runs = text.replaceAll(SEPARATOR, ' ').split(SPACES);
  const foreign = runs.filter((run) => !ASCII.test(run));
  const folded = foldForSearch(foreign.join(SEPARATOR)).replace(NO_WORD, ' ').split(SEPARATOR);
  let next = 0;
  return runs
    .map((run) => {
      if (run !== foreign[next]) return run.toLowerCase();
      next += 1;
      return folded[next - 1] ?? '';
    })
    .join(' ');
}

const cut = (word: string): string =>
  word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join('') : word;

function pairsOf(stretch: string): readonly string[] {
  const characters = [...stretch];
  return characters.map((character, place) => character + (characters[place + 1] ?? ''));
}

/** Words that stand one after the other; of the last one the beginning is enough where `prefix` says so. */
export interface WordSequence {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Words of one term; no search needs more. */
const LONGEST_TERM = 30;
/** Letters of a beginning: of shorter ones nearly every text holds some. */
const SHORTEST_BEGINNING = 3;

/**
 * What is looked for where somebody typed this.
 * @param exact whole words only
 * @returns null where it holds no word
 */
export function sequenceOf(text: string, exact: boolean): WordSequence | null {
  const words = wordsOf(text, LONGEST_TERM);
  const last = words.at(-1);
  if (last === undefined) return null;
  // What is written without spaces goes on anywhere: its last character stands for itself only at the end of a stretch.
  if (isUnspaced(last))
    return words.length > 1 && isUnspaced(words.at(-2) ?? '')
      ? { words: words.slice(0, -1), prefix: false }
      : { words, prefix: true };
  return { words, prefix: !exact && [...last].length >= SHORTEST_BEGINNING };
}
