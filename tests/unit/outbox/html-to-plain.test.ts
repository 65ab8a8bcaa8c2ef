/** The two forms of a mail: readable text, and no word of the author missing in either. */
import { cleanWritten } from '../../../server/src/outbox/clean-html';
import { plainOf, writtenTextOf } from '../../../server/src/outbox/html-to-plain';
import { outgoingHtml } from '../../../server/src/outbox/outgoing-html';
import { activeParts } from '../../../eval/inert-html';
import { seededRandom, seedOfRun, type SeededRandom } from '../../support/seeded-random';

const plain = (html: string): string => plainOf(cleanWritten(html));

describe('plain text', () => {
  test.each([
    [
      'a link',
      '<p>See <a href="https://x.example/a?b=1&amp;c=2">the page</a>.</p>',
      'See the page <https://x.example/a?b=1&c=2>.',
    ],
    ['a link that shows itself', '<a href="https://x.example/">https://x.example/</a>', 'https://x.example/'],
    ['an address', '<a href="mailto:ann@x.example">ann@x.example</a>', 'ann@x.example'],
    ['lines', '<p>one<br>two</p><p>three</p>', 'one\ntwo\n\nthree'],
    ['lists', '<ul><li><p>a</p></li><li><p>b</p><ol><li>c</li></ol></li></ul>', '- a\n- b\n  1. c'],
    ['a heading as it is written', '<h1>Größe</h1>', 'Größe'],
    [
      'a table',
      '<table><tr><th>Part</th><th>Price</th></tr><tr><td>Lamp</td><td>3 €</td></tr></table>',
      'Part   Price\nLamp   3 €',
    ],
    ['code', '<pre><code>if (a)\n  b;</code></pre>', 'if (a)\n  b;'],
    ['letters of markup', '<p>a &lt;b&gt; &amp;amp; c</p>', 'a <b> &amp; c'],
    ['an image', '<p>x <img src="cid:a" alt="the lamp"> y <img src="cid:b"></p>', 'x [the lamp] y'],
    [
      'a citation',
      '<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote>',
      '> a\n>\n> b\n>\n>> c',
    ],
  ])('%s', (_, html, text) => {
    expect(plain(html)).toBe(text);
  });

  test('signature and quote stand where mail programs look for them', () => {
    const html =
      '<p>Hi</p><div data-mailroom-signature=""><p>Lena<br>The Shop</p></div>' +
      '<blockquote data-mailroom-quote=""><p>On Monday, Ann wrote:</p><blockquote><p>It flickers.</p></blockquote></blockquote>';
    expect(plain(html)).toBe('Hi\n\n-- \nLena\nThe Shop\n\nOn Monday, Ann wrote:\n\n> It flickers.');
    expect(writtenTextOf(cleanWritten(html))).toBe('Hi');
  });

  test('cells that lay out a page stand below each other', () => {
    const html = '<table><tr><td>One</td><td><table><tr><td>Two</td></tr></table></td></tr></table>';
    expect(plain(html)).toBe('One\n\nTwo');
  });
});

const WORDS = [
  'lamp',
  'Größe',
  'שלום',
  'مرحبا',
  '日本語',
  '😀',
  '<b>',
  '&amp;',
  'a>b',
  '"x"',
  "it's",
  '3\u00a0€',
  'ไทย\u200bคำ',
  'R&D',
];
const INLINE = ['b', 'i', 'em', 'u', 's', 'span', 'code', 'font', 'unknown-tag'];
const BLOCKS = ['p', 'div', 'h2', 'blockquote', 'section', 'pre', 'center'];

interface Made {
  readonly html: string;
  readonly words: readonly string[];
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** HTML as people and programs write it, and the words in it. */
class Author {
  private count = 0;
  constructor(private readonly random: SeededRandom) {}

  blocks(depth: number): Made {
    return joined(Array.from({ length: this.random.integer(1, 4) }, () => this.block(depth)));
  }

  private block(depth: number): Made {
    const choice = this.random.integer(0, depth > 3 ? 3 : 9);
    if (choice <= 4) return this.within(this.random.pick(depth > 3 ? ['p', 'div'] : BLOCKS), depth);
    if (choice <= 6) return this.list(depth);
    if (choice === 7) return this.table(depth);
    const mark = choice === 8 ? 'div data-mailroom-signature' : 'blockquote data-mailroom-quote';
    const { html, words } = this.blocks(depth + 1);
    return { html: `<${mark}>${html}</${mark.split(' ')[0]}>`, words };
  }

  private within(tag: string, depth: number): Made {
    const isNested =
      ['div', 'blockquote', 'section', 'center'].includes(tag) && depth < 4 && this.random.chance(0.4);
    const { html, words } = isNested ? this.blocks(depth + 1) : this.line();
    return { html: `<${tag} dir="auto" onclick="x()">${html}</${tag}>`, words };
  }

  private list(depth: number): Made {
    const tag = this.random.pick(['ul', 'ol']);
    const items = joined(
      Array.from({ length: this.random.integer(1, 3) }, () => this.wrapped('li', this.block(depth + 1))),
    );
    return { html: `<${tag}>${items.html}</${tag}>`, words: items.words };
  }

  private table(depth: number): Made {
    const row = (): Made =>
      this.wrapped('tr', joined(Array.from({ length: 2 }, () => this.wrapped('td', this.block(depth + 2)))));
    return this.wrapped('table', joined([row(), row()]));
  }

  private wrapped = (tag: string, { html, words }: Made): Made => ({
    html: `<${tag}>${html}</${tag}>`,
    words,
  });

  private line(): Made {
    return joined(
      Array.from({ length: this.random.integer(1, 5) }, () => {
        this.count += 1;
        const word = `${this.random.pick(WORDS)}${this.count}.`;
        const tag = this.random.pick(INLINE);
        const html = this.random.chance(0.5) ? escape(word) : `<${tag}>${escape(word)}</${tag}>`;
        return { html: `${html}${this.random.pick([' ', '<br>', '\n'])}`, words: [word] };
      }),
    );
  }
}

const joined = (parts: readonly Made[]): Made => ({
  html: parts.map(({ html }) => html).join(''),
  words: parts.flatMap(({ words }) => words),
});

const normal = (text: string): string => text.replaceAll('\u00a0', ' ');

test('no word is lost in either form, nor joined with another', () => {
  const seed = seedOfRun();
  const random = seededRandom(seed);
  for (let run = 0; run < 150; run += 1) {
    const { html, words } = new Author(random).blocks(0);
    const clean = cleanWritten(html);
    const { sent, stored } = outgoingHtml(clean);
    const shown = normal(decoded(stored.replace(/<[^<>]*>/g, '\u0001')));
    const text = normal(plainOf(clean));
    for (const word of words) {
      const wanted = normal(word);
      const stands = (within: string): boolean =>
        within.split(wanted).length === 2 && !/\S/.test(within.split(wanted)[1]?.[0] ?? '');
      if (!stands(text) || !stands(shown.replaceAll('\u0001', '\n')))
        throw new Error(`seed ${seed}, run ${run}: "${word}" is missing, or not alone\n${html}\n${text}`);
    }
    expect(activeParts(clean.replace(/ data-mailroom-(?:quote|signature)/g, ''))).toEqual([]);
    expect(sent).not.toContain('onclick');
    // Cleaning again changes nothing: a draft is saved many times.
    expect(cleanWritten(clean)).toBe(clean);
  }
});

const decoded = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
