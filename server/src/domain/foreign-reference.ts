/**
 * Numbers that other systems write into subjects (`INC0012345`, `[JIRA] (ABC-17)`), for the senders an admin has named. Found by
 * comparing characters, never by a pattern that could take long.
 */
import { addressKey } from './addresses';
import type { ParsedMessage } from './message';
import type { ForeignReference } from './threading-settings';

/** Stands for a number in a pattern. */
const NUMBER = '#';

/** The numbers of a mail's subject that count, as written, in upper case; each once. */
export function foreignNumbersOf(
  message: Pick<ParsedMessage, 'from' | 'subject'>,
  references: readonly ForeignReference[],
): readonly string[] {
  const sender = addressKey(message.from?.address ?? '');
  if (sender === '') return [];
  const subject = message.subject.toUpperCase();
  const found = references
    .filter((reference) => matchesSender(addressKey(reference.sender), sender))
    .flatMap(({ pattern }) => firstMatch(subject, pattern.toUpperCase()) ?? []);
  return [...new Set(found)];
}

/** `*` stands for any run of characters; parts between are looked for from left to right, which finds a match if there is one. */
export function matchesSender(pattern: string, address: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === address;
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!address.startsWith(first) || !address.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = address.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= address.length;
}

/** The first place in the text that a pattern fits, not inside a longer word or number. */
function firstMatch(text: string, pattern: string): string | null {
  if (!pattern.includes(NUMBER)) return null;
  for (let start = 0; start < text.length; start += 1) {
    const end = fits(text, start, pattern);
    if (end > start && !continues(text, start) && !continues(text, end)) return text.slice(start, end);
  }
  return null;
}

/** Whether a word or number goes on across this place. */
const continues = (text: string, at: number): boolean =>
  /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && /[\p{L}\p{N}]/u.test(text[at] ?? ' ');

/** Where a pattern that begins here ends; -1 when it does not fit. */
function fits(text: string, start: number, pattern: string): number {
  let at = start;
  for (const wanted of pattern) {
    if (wanted !== NUMBER) {
      if (!text.startsWith(wanted, at)) return -1;
      at += wanted.length;
      continue;
    }
    const begin = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    if (at === begin) return -1;
  }
  return at;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
