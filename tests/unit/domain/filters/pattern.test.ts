/** Wildcards mean what a slow and obvious matcher says, and no pattern or text takes more than linear time. */
import { foldText } from '../../../../server/src/domain/filters/fold';
import { mailToFilter } from '../../../../server/src/domain/filters/mail';
import { readyFilter } from '../../../../server/src/domain/filters/match';
import { matchesPattern, phrasePattern, wholePattern } from '../../../../server/src/domain/filters/pattern';
import { MESSAGE_LIMITS } from '../../../../server/src/domain/message';
import { seededRandom } from '../../../support/seeded-random';
import { criteria, filter } from '../../support/filters';
import { message } from '../../support/messages';
import { processorTime } from '../../../support/processor-time';

/** By trying everything. */
function slowly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*')
    return Array.from({ length: text.length + 1 }, (_, skip) => skip).some((skip) =>
      slowly(pattern.slice(1), text.slice(skip)),
    );
  return text !== '' && pattern[0] === text[0] && slowly(pattern.slice(1), text.slice(1));
}

test('any pattern means what trying everything says', () => {
  const random = seededRandom(4711);
  const word = (letters: string, longest: number): string =>
    Array.from(
      { length: Math.floor(random.next() * (longest + 1)) },
      () => letters[Math.floor(random.next() * letters.length)],
    ).join('');
  const wrong: (readonly string[])[] = [];
  let met = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const pattern = word('ab*', 7);
    const text = word('ab', 9);
    const expected = slowly(pattern, text);
    if (expected) met += 1;
    if (matchesPattern(wholePattern(pattern), text) !== expected) wrong.push(['whole', pattern, text]);
    if (matchesPattern(phrasePattern(pattern), text) !== slowly(`*${pattern}*`, text))
      wrong.push(['phrase', pattern, text]);
  }
  expect(wrong).toEqual([]);
  expect(met).toBeGreaterThan(1000);
});

test('long stretches are found as short ones are', () => {
  const random = seededRandom(1);
  const letters = (count: number): string =>
    Array.from({ length: count }, () => (random.next() < 0.8 ? 'a' : 'b')).join('');
  const wrong: (readonly string[])[] = [];
  let found = 0;
  for (let round = 0; round < 2000; round += 1) {
    const text = letters(400);
    const wanted = round % 2 === 0 ? text.slice(100, 100 + 17 + (round % 50)) : letters(17 + (round % 10));
    if (text.includes(wanted)) found += 1;
    if (matchesPattern(phrasePattern(wanted), text) !== text.includes(wanted)) wrong.push([wanted, text]);
  }
  expect(wrong).toEqual([]);
  expect(found).toBeGreaterThan(1000);
});

describe('hostile patterns and texts', () => {
  const MEGABYTE = 1024 * 1024;
  const half = (letter: string, other: string) => `${letter.repeat(1000)}${other}${letter.repeat(999)}`;

  test.each<[string, string, string]>([
    ['many asterisks', '*a'.repeat(2000) + '*b', 'a'.repeat(MEGABYTE)],
    ['asterisks only', '*'.repeat(4000), 'a'.repeat(MEGABYTE)],
    ['a long stretch that nearly matches everywhere', half('a', 'b'), 'a'.repeat(MEGABYTE)],
    ['many of them', `${half('a', 'b')}*${half('a', 'c')}`, `${half('a', 'b')}${'a'.repeat(MEGABYTE)}`],
    ['short stretches', 'aaaaaaab*'.repeat(400), 'a'.repeat(MEGABYTE)],
    ['a pattern of megabytes', 'ab'.repeat(MEGABYTE), 'ab'.repeat(MEGABYTE / 2)],
    ['marks on one letter', 'a\u0316*z', `a${'\u0301\u0316'.repeat(MEGABYTE / 2)}`],
    ['marks that are none by name', 'x', `a${'\u0301\uff9e'.repeat(MEGABYTE / 2)}`],
    ['letters that become many', 'x', '\ufdfa'.repeat(MEGABYTE)],
    ['white space', 'a b', ' \u00a0\t\n'.repeat(MEGABYTE / 4)],
  ])('%s take no longer than reading', (_, pattern, text) => {
    const ready = readyFilter(
      filter({ criteria: criteria({ subject: `*${pattern}`, bodyContains: [pattern] }) }),
    );
    const asked = readyFilter(filter({ criteria: criteria({ bodyContains: [pattern] }) }));
    const started = processorTime();
    ready.answer(mailToFilter(message({ text, subject: text.slice(0, MESSAGE_LIMITS.subject) }), 'human'));
    asked.answer(mailToFilter(message({ text }), 'human'));
    // Reading takes milliseconds; going back would take hours.
    expect(processorTime() - started).toBeLessThan(5000);
  });

  test('twice the text takes about twice the time', () => {
    const pattern = phrasePattern(half('a', 'b'));
    const time = (text: string): number => {
      const started = processorTime();
      for (let round = 0; round < 3; round += 1) matchesPattern(pattern, text);
      return processorTime() - started;
    };
    time('a'.repeat(MEGABYTE));
    const once = time('a'.repeat(2 * MEGABYTE));
    expect(time('a'.repeat(8 * MEGABYTE)) / once).toBeLessThan(16);
  });
});

test('folding changes nothing that is folded', () => {
  for (const text of ['Die Straße', 'ΟΔΥΣΣΕΥΣ', 'İstanbul', 'ﬁ ﷺ', 'cafe\u0301', 'a\u00a0 b']) {
    const folded = foldText(text);
    expect(foldText(folded)).toBe(folded);
  }
});
