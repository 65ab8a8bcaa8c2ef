/** The stretch of a text in which a search found its words, with these words marked. Nothing is found here that is not in the text. */
import { foldForSearch, isUnspaced, wordsOf, type WordSequence } from './words';

/** As the panel shows it; `hit` is marked. */
export interface TextPart {
  readonly text: string;
  readonly hit: boolean;
}

/** Characters that are looked at, shown, and shown before the first word that was found. */
const LOOKED_AT = 20_000;
const SHOWN = 200;
const BEFORE = 60;

const RUN = /[\p{L}\p{M}\p{N}\u00ad\u200b-\u200d\u2060\ufeff]+/gu;

interface Place {
  readonly start: number;
  readonly end: number;
}
interface PlacedWord extends Place {
  readonly word: string;
}

/**
 * @param sequences what was looked for
 * @returns null where none of it is in the text
 */
export function snippetOf(text: string, sequences: readonly WordSequence[]): readonly TextPart[] | null {
  const shown = text.slice(0, LOOKED_AT).replace(/\s+/g, ' ').trim();
  const hits = hitsIn(shown, sequences);
  const [first] = hits;
  return first === undefined ? null : partsOf(shown, hits, bestStart(shown, hits));
}

/** A text's beginning, with nothing marked. */
export function openingOf(text: string): readonly TextPart[] {
  const shown = text
    .slice(0, 4 * SHOWN)
    .replace(/\s+/g, ' ')
    .trim();
  return shown === '' ? [] : partsOf(shown, [], 0);
}

function hitsIn(text: string, sequences: readonly WordSequence[]): readonly Place[] {
  const words = placedWords(text);
  const hits: Place[] = [];
  for (const sequence of sequences)
    for (let place = 0; place + sequence.words.length <= words.length; place += 1) {
      if (!standsAt(words, place, sequence)) continue;
      const last = words[place + sequence.words.length - 1];
      hits.push({ start: words[place]?.start ?? 0, end: last?.end ?? 0 });
    }
  return merged(hits);
}

function standsAt(
  words: readonly PlacedWord[],
  place: number,
  { words: wanted, prefix }: WordSequence,
): boolean {
  return wanted.every((word, offset) => {
    const found = words[place + offset]?.word ?? '';
    return prefix && offset === wanted.length - 1 ? found.startsWith(word) : found === word;
  });
}

/** The words of the index with their places in the text. */
function placedWords(text: string): readonly PlacedWord[] {
  const placed: PlacedWord[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const words = wordsOf(run, run.length);
    if (words.length <= 1) {
      if (words[0] !== undefined) placed.push({ word: words[0], start: index, end: index + run.length });
    } else placed.push(...placedIn(run, index));
  }
  return placed;
}

/** Of a run that holds several words: each begins where the text up to there folds to what stands before it. */
function placedIn(run: string, index: number): readonly PlacedWord[] {
  const characters = [...run];
  const placed: PlacedWord[] = [];
  let stretch: { start: number; end: number; text: string } | null = null;
  let offset = index;
  const flush = (): void => {
    if (stretch !== null)
      for (const word of wordsOf(stretch.text, 1))
        placed.push({ word, start: stretch.start, end: stretch.end });
    stretch = null;
  };
  characters.forEach((character, place) => {
    const next = characters[place + 1] ?? '';
    const end = offset + character.length;
    if (isUnspaced(character)) {
      flush();
      const pair = isUnspaced(next);
      const word = foldForSearch(character + (pair ? next : ''));
      placed.push({ word, start: offset, end: pair ? end + next.length : end });
    } else stretch = { start: stretch?.start ?? offset, end, text: (stretch?.text ?? '') + character };
    offset = end;
  });
  flush();
  return placed;
}

function merged(places: readonly Place[]): readonly Place[] {
  const sorted = [...places].sort((one, other) => one.start - other.start);
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** Where most of what was found is in sight, the earliest such place. */
function bestStart(text: string, hits: readonly Place[]): number {
  let best = { count: 0, start: 0 };
  for (const { start } of hits.slice(0, 100)) {
    const count = hits.filter((hit) => hit.start >= start && hit.end <= start + SHOWN - BEFORE).length;
    if (count > best.count) best = { count, start };
  }
  if (best.start <= BEFORE) return 0;
  const space = text.lastIndexOf(' ', best.start - 1);
  const from = text.indexOf(' ', best.start - BEFORE);
  return from === -1 || from > space ? whole(text, best.start - BEFORE) : from + 1;
}

/** Not in the middle of a character. */
const whole = (text: string, place: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(place)) ? place + 1 : place;

function partsOf(text: string, hits: readonly Place[], from: number): readonly TextPart[] {
  const to = whole(text, Math.min(text.length, from + SHOWN));
  const parts: TextPart[] = [];
  const add = (piece: string, hit: boolean): void => {
    if (piece !== '') parts.push({ text: piece, hit });
  };
  if (from > 0) add('…', false);
  let place = from;
  for (const { start, end } of hits) {
    if (end <= from || start >= to) continue;
    const begin = Math.max(start, place);
    add(text.slice(place, begin), false);
    add(text.slice(begin, Math.min(end, to)), true);
    place = Math.min(end, to);
  }
  add(text.slice(place, to), false);
  if (to < text.length) add('…', false);
  return parts;
}
