/** Texts for the bench with a million mails: words as frequent as in a language, and two whose rarity is known. */
import type { SeededRandom } from '../tests/support/seeded-random';

/** In about every third mail. */
export const COMMON_WORD = 'parcel';
const COMMON_SHARE = 0.3;
/** In about every tenth. */
export const OTHER_COMMON_WORD = 'invoice';
const OTHER_COMMON_SHARE = 0.1;
/** In about one of five thousand mails. */
export const RARE_WORD = 'sextant';
const RARE_SHARE = 1 / 5_000;

const SYLLABLES =
  'ba ce di fo gu ha ja ke li mo nu pa qui re si to va wi xe yo za bre cla dro fle gri sta tre'.split(' ');
const VOCABULARY = 20_000;

/** The word of a rank: two to four syllables, which say its number. */
function wordAt(rank: number): string {
  let rest = rank + SYLLABLES.length;
  let word = '';
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

const WORDS = Array.from({ length: VOCABULARY }, (_, rank) => wordAt(rank));

/** A word is the rarer the later it stands in the list (Zipf's law). */
const someWord = (random: SeededRandom): string => WORDS[Math.floor(VOCABULARY ** random.next()) - 1] ?? 'ba';

export const sentence = (random: SeededRandom, words: number): string =>
  Array.from({ length: words }, () => someWord(random)).join(' ');

/** The text of one mail, of 20 to 100 words. */
export function mailText(random: SeededRandom): string {
  const words = Array.from({ length: random.integer(20, 100) }, () => someWord(random));
  if (random.chance(COMMON_SHARE)) words[random.integer(0, words.length - 1)] = COMMON_WORD;
  if (random.chance(OTHER_COMMON_SHARE)) words[random.integer(0, words.length - 1)] = OTHER_COMMON_WORD;
  if (random.chance(RARE_SHARE)) words[random.integer(0, words.length - 1)] = RARE_WORD;
  return `Good morning, ${words.join(' ')}.`;
}
