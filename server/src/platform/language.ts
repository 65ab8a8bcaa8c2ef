/** The language in which somebody writes, found out from the words. The detector is tinyld's. */
import { detectAll } from 'tinyld';
import { mailLanguage } from '../domain/mail-language';
import { languageTag } from '../domain/template';

/** Letters without which nothing is said, and characters that are looked at. */
const LEAST_LETTERS = 40;
const LOOKED_AT = 600;
/** Between 0 and 1; lists of numbers and names in any language score low. */
const SURE = 0.3;

/** @returns a language tag without region; null for text that is too short, or could be in several languages */
export function languageOfText(text: string): string | null {
  const words = text
    .slice(0, LOOKED_AT * 4)
    .replace(/\S*[\d@/_]\S*/gu, ' ')
    .slice(0, LOOKED_AT);
  if ((words.match(/\p{L}/gu) ?? []).length < LEAST_LETTERS) return null;
  const [best] = detectAll(words);
  return best !== undefined && best.accuracy >= SURE ? languageTag(best.lang) : null;
}

/** Of what somebody wrote in a mail, with what its header says. */
export const languageOfMail = (text: string, headers: Readonly<Record<string, string>>): string | null =>
  mailLanguage(languageOfText(text), headers);
