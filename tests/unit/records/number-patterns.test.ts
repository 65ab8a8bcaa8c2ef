/** Numbers in mail by patterns of admins: what is found, what is refused, and that no text takes long. */
import { RECORD_LIMITS } from '../../../server/src/domain/record-rule';
import { compilePattern, numbersIn, numbersOfMail } from '../../../server/src/records/number-patterns';
import { message } from '../support/messages';
import { processorTime } from '../../support/processor-time';

function find(pattern: string, text: string): readonly string[] {
  const compiled = compilePattern(pattern);
  if (compiled.kind === 'invalid') throw new Error(compiled.message);
  return numbersIn(compiled.pattern, text);
}

test.each([
  ['ORD-\\d+', 'Re: ORD-12 and ORD-3, again ORD-12', ['ORD-12', 'ORD-3']],
  ['ORD-(\\d+)', 'ORD-0012', ['0012']],
  ['(?i)ord[- ]?(\\d{2,6})', 'Ord 77, ord-1, ORD8888', ['77', '8888']],
  ['(?:INV|REC)-(\\d+)', 'nothing here', []],
  ['№\\s*(\\d+)', 'Заказ № 42', ['42']],
])('%s in "%s"', (pattern, text, expected) => {
  expect(find(pattern, text)).toEqual(expected);
});

test.each([
  ['(', 'an open group'],
  ['(?=x)', 'what RE2 does not know: looking ahead'],
  ['(a)\\1', 'what RE2 does not know: back references'],
  ['\\d*', 'what finds something in nothing'],
  ['a{1000}{1000}', 'a pattern that would grow beyond memory'],
  ['x'.repeat(RECORD_LIMITS.patternLength + 1), 'a pattern that is too long'],
])('refuses %s', (pattern) => {
  expect(compilePattern(pattern).kind).toBe('invalid');
});

describe('text that brings a backtracking engine to a stand', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['(a+)+$', `${'a'.repeat(200_000)}!`],
    ['(x+x+)+y', 'x'.repeat(200_000)],
    ['(\\w+\\s?)+:', 'word '.repeat(40_000)],
    ['(.*)(.*)(.*)[^a]Z', 'a'.repeat(200_000)],
  ];

  test.each(hostile)('%s', (pattern, text) => {
    const before = processorTime();
    expect(find(pattern, text).length).toBeLessThanOrEqual(RECORD_LIMITS.numbers);
    expect(processorTime() - before).toBeLessThan(2000);
  });

  test('a mail full of numbers gives no more than the limit', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `ORD-${index}`).join(' ');
    expect(find('ORD-\\d+', text)).toHaveLength(RECORD_LIMITS.numbers);
  });

  test('a pattern whose group is mostly empty looks at a bounded number of places', () => {
    const before = processorTime();
    expect(find('x(\\d*)', 'x'.repeat(200_000))).toEqual([]);
    expect(processorTime() - before).toBeLessThan(2000);
  });
});

describe('in a mail', () => {
  const mail = message({
    subject: 'About ORD-1',
    text: 'It is ORD-2.\n> You wrote of ORD-3',
    visible: { text: 'It is ORD-2.', folds: [], forwarded: null },
  });
  const numbers = (place: 'subject' | 'text' | 'both') =>
    numbersOfMail(mail, [{ pattern: 'ORD-\\d+', place }]);

  test('numbers are looked for where the rule says, and not in what is quoted', () => {
    expect(numbers('subject')).toEqual(['ORD-1']);
    expect(numbers('text')).toEqual(['ORD-2']);
    expect(numbers('both')).toEqual(['ORD-1', 'ORD-2']);
  });

  test('a pattern that is no longer valid finds nothing', () => {
    expect(numbersOfMail(mail, [{ pattern: '(', place: 'both' }])).toEqual([]);
  });
});
