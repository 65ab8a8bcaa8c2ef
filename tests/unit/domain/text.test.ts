import { singleLine, snippetOf, storableText, truncate } from '../../../server/src/domain/text';

const SMILE = '\u{1F600}';
const [HIGH, LOW] = [SMILE[0] as string, SMILE[1] as string];

describe('storableText', () => {
  test.each([
    ['NUL is removed', 'a\u0000b', 'ab'],
    ['a high surrogate alone is replaced', `a${HIGH}b`, 'a\uFFFDb'],
    ['a low surrogate alone is replaced', `a${LOW}b`, 'a\uFFFDb'],
    ['halves in the wrong order are replaced', LOW + HIGH, '\uFFFD\uFFFD'],
    ['a pair stays', SMILE, SMILE],
    ['a pair split by NUL becomes whole', `${HIGH}\u0000${LOW}`, SMILE],
    ['lines stay lines', 'a\r\nb\tc', 'a\r\nb\tc'],
  ])('%s', (_, given, kept) => expect(storableText(given)).toBe(kept));
});

describe('truncate', () => {
  test.each([
    ['', 5, ''],
    ['12345', 5, '12345'],
    ['123456', 5, '1234…'],
    ['123456', 1, '…'],
    [`12${SMILE}${SMILE}`, 4, '12…'],
    [`12${SMILE}${SMILE}`, 5, `12${SMILE}…`],
  ])('%j to %d characters', (given, limit, kept) => {
    expect(truncate(given, limit)).toBe(kept);
    expect(kept.length).toBeLessThanOrEqual(limit);
  });

  test('is well-formed wherever it cuts', () => {
    const text = `a${SMILE}b${SMILE}${SMILE}c`.repeat(20);
    for (let limit = 1; limit < text.length; limit += 1)
      expect(truncate(text, limit).isWellFormed()).toBe(true);
  });
});

describe('singleLine', () => {
  test.each([
    ['joins lines', 'a\r\nb\n\n c\td ', 'a b c d'],
    ['takes Unicode line ends too', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['takes away controls', 'a\u0007b\u001bc\u007fd\u0000e', 'a b c de'],
    ['takes away what turns the direction', 'invoice\u202Efdp.exe', 'invoice fdp.exe'],
    ['takes away isolates and marks', '\u2066a\u2069\u200Eb\u200Fc\u061Cd', 'a b c d'],
    ['leaves right-to-left letters', 'שלום', 'שלום'],
    ['leaves joined emoji', '👩‍💻', '👩‍💻'],
  ])('%s', (_, given, line) => expect(singleLine(given)).toBe(line));
});

describe('snippetOf', () => {
  test.each([
    ['own words', 'Hello\nthere', 'Hello there'],
    ['nothing of nothing', ' \n\t', ''],
  ])('%s', (_, text, snippet) => expect(snippetOf(text, 100)).toBe(snippet));

  test('is bounded, and does not read megabytes for it', () => {
    expect(snippetOf('word '.repeat(400_000), 50)).toHaveLength(50);
    expect(snippetOf(SMILE.repeat(100), 10).isWellFormed()).toBe(true);
  });
});
