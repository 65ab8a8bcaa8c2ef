/** How text is cut into words for the index, how questions are, and how what was found is shown. */
import { openingOf, snippetOf } from '../../../../server/src/domain/search/snippet';
import { sequenceOf, wordsOf } from '../../../../server/src/domain/search/words';
import { seededRandom, seedOfRun } from '../../../support/seeded-random';

const marked = (text: string, ...typed: readonly string[]): string | null =>
  snippetOf(
    text,
    typed.flatMap((one) => sequenceOf(one, false) ?? []),
  )
    ?.map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('') ?? null;

test.each([
  ['Late AGAIN, e-mail 12.5', ['late', 'again', 'e', 'mail', '12', '5']],
  ['Müller Ångström naïve', ['muller', 'angstrom', 'naive']],
  ['Straße Łódź Ærø İstanbul', ['strasse', 'lodz', 'aero', 'istanbul']],
  ['ﬁne ＡＢＣ', ['fine', 'abc']],
  ['検索機能', ['検索', '索機', '機能', '能']],
  ['ＡＢ検索です', ['ab', '検索', '索で', 'です', 'す']],
  ['한국어', ['한국', '국어', '어']],
  ['हिन्दी', ['हिन्दी']],
  ['co\u00adoperate', ['cooperate']],
  ['…!? 😀', []],
  [
    'the Lampe – “Grüße” to 検索 and back\u0001again',
    ['the', 'lampe', 'grusse', 'to', '検索', '索', 'and', 'back', 'again'],
  ],
  ['a ﷺ b', ['a', 'صلى', 'الله', 'عليه', 'وسلم', 'b']],
])('words of %j', (text, words) => expect(wordsOf(text, 100)).toEqual(words));

test('no more words, and no longer ones, than the index takes', () => {
  expect(wordsOf('a b c', 2)).toEqual(['a', 'b']);
  expect(wordsOf('x'.repeat(1000), 2)[0]).toHaveLength(60);
});

test.each([
  ['invoi', false, { words: ['invoi'], prefix: true }],
  ['invoice', true, { words: ['invoice'], prefix: false }],
  ['in', false, { words: ['in'], prefix: false }],
  ['inv', false, { words: ['inv'], prefix: true }],
  ['ann@customer.example', false, { words: ['ann', 'customer', 'example'], prefix: true }],
  ['検索', false, { words: ['検索'], prefix: false }],
  ['検', true, { words: ['検'], prefix: true }],
  ['検索api', false, { words: ['検索', '索', 'api'], prefix: true }],
  ['api検', false, { words: ['api', '検'], prefix: true }],
  ['…', false, null],
])('%j asks for', (typed, exact, sequence) => expect(sequenceOf(typed, exact)).toEqual(sequence));

test('any part of what is written without spaces is found in it', () => {
  const text = '全文検索エンジン';
  for (let start = 0; start < text.length; start += 1)
    for (let end = start + 1; end <= text.length; end += 1) {
      const part = text.slice(start, end);
      expect(marked(text, part)?.replaceAll(/[[\]]/g, '')).toBe(text);
      expect(marked(text, part)).toContain('[');
    }
});

describe('what is shown', () => {
  test.each([
    ['The Invoices of Müller', ['invoice', 'muller'], 'The [Invoices] of [Müller]'],
    ['blue chair, chair', ['blue-cha'], '[blue chair], chair'],
    ['全文検索です', ['検索'], '全文[検索]です'],
    ['API検索です', ['索で'], 'API検[索で]す'],
    ['co\u00adoperate', ['cooperate'], '[co\u00adoperate]'],
    ['nothing of it', ['invoice'], null],
  ])('%j', (text, typed, shown) => expect(marked(text, ...typed)).toBe(shown));

  test('a stretch of a long text in which most of it stands', () => {
    const text = `${'invoice words '.repeat(1)}${'and so on '.repeat(80)}the invoice of Ann${' and more'.repeat(80)}`;
    const shown = marked(text, 'invoice', 'ann') ?? '';
    expect(shown).toContain('the [invoice] of [Ann]');
    expect(shown.length).toBeLessThan(230);
    expect(shown.startsWith('…')).toBe(true);
    expect(shown.endsWith('…')).toBe(true);
  });

  test('a beginning where nothing was found in it', () => {
    expect(openingOf(' a  b ')).toEqual([{ text: 'a b', hit: false }]);
    expect(openingOf('')).toEqual([]);
  });

  test('its parts are the text, whatever the text is', () => {
    const random = seededRandom(seedOfRun(), 'snippets');
    const pieces = [
      'ann',
      'é',
      'e\u0301',
      'ß',
      '検',
      '索',
      'ｶﾞ',
      ' ',
      '.',
      '😀',
      '𠮷',
      '\u00ad',
      'A1',
      'İ',
      'ﬁ',
    ];
    const draw = (length: number) => Array.from({ length }, () => random.pick(pieces)).join('');
    for (let turn = 0; turn < 2000; turn += 1) {
      const text = draw(random.integer(0, 20)).replace(/\s+/g, ' ').trim();
      const sequence = sequenceOf(draw(random.integer(1, 3)), random.chance(0.5));
      const parts = sequence === null ? null : snippetOf(text, [sequence]);
      if (parts !== null)
        expect({ seed: random.seed, text: parts.map((part) => part.text).join('') }).toEqual({
          seed: random.seed,
          text,
        });
    }
  });
});
