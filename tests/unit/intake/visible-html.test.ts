import { foldHtml } from '../../../server/src/intake/visible-html';
import { sanitizeHtml } from '../../../server/src/intake/sanitize-html';
import { bytesOf, corpus, describeWithCorpus } from '../support/corpus';
import { parsed } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const ANSWER = { subject: 'Re: Lamps', answers: true };
const marked = (html: string, outer = ANSWER): string => foldHtml(html, outer).html;
/** What is inside marks, and what is left. */
const foldedIn = (html: string): readonly string[] =>
  [...marked(html).matchAll(/<div data-mailroom-fold="([^"]*)">/g)].map(([, kind = '']) => kind);
const unmarked = (html: string): string =>
  html.replace(/<div data-mailroom-fold="[^"]*">([\s\S]*?)<\/div>/g, '$1');
const WROTE = 'On Mon, 3 Mar 2026 at 09:40, Ann &lt;<a href="mailto:a@b.example">a@b.example</a>&gt; wrote:';

describe('quotes in HTML', () => {
  test.each([
    [
      'a mail service',
      `<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div>${WROTE}</div><blockquote class="gmail_quote">Shall we?</blockquote></div>`,
    ],
    [
      'a cited block',
      `<p>Yes.</p><div class="moz-cite-prefix">${WROTE}</div><blockquote type="cite"><p>Shall we?</p></blockquote>`,
    ],
    [
      'a cited block in an unknown language',
      '<p>Yes.</p><blockquote type="cite"><p>Shall we?</p></blockquote>',
    ],
    ['a plain block with an introduction', `<p>Yes.<br><br>${WROTE}</p><blockquote>Shall we?</blockquote>`],
    [
      'headers below a line',
      '<div>Yes.</div><hr><div id="divRplyFwdMsg"><b>From:</b> Ann &lt;a@b.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> us<br><b>Subject:</b> Lamps</div><div>Shall we?</div>',
    ],
    [
      'headers in paragraphs',
      '<div><p>Yes.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Ann<br><b>Gesendet:</b> Montag<br><b>An:</b> uns<br><b>Betreff:</b> Lampen</p></div><p>Shall we?</p></div>',
    ],
    [
      'headers in a table',
      '<p>Yes.</p><table><tr><td>From:</td><td>Ann &lt;a@b.example&gt;</td></tr><tr><td>Sent:</td><td>Monday</td></tr><tr><td>Subject:</td><td>Lamps</td></tr></table><p>Shall we?</p>',
    ],
    ['preformatted text', `<pre>Yes.\n\n${WROTE}\n&gt; Shall we?\n</pre>`],
    [
      'a private mail service',
      `<div>Yes.</div><div class="protonmail_quote">${WROTE}<br><blockquote type="cite">Shall we?</blockquote></div>`,
    ],
  ])('are marked: %s', (_, html) => {
    const result = marked(html);
    const [open = '', folded = ''] = result.split(/<div data-mailroom-fold="quote">/);
    expect(open).toContain('Yes.');
    expect(open).not.toContain('wrote');
    expect(folded).toContain('Shall we?');
    expect(unmarked(result)).not.toContain('data-mailroom-fold');
    expect(sanitizeHtml(result)).toContain('<div data-mailroom-fold="quote">');
  });

  test.each([
    [
      'a formatting block with text below',
      '<p>He said:</p><blockquote>Lamps are fine.</blockquote><p>I agree.</p>',
    ],
    ['a formatting block at the end', '<p>He said so often</p><blockquote>Lamps are fine.</blockquote>'],
    [
      'answers between quotes',
      '<blockquote type="cite">When?</blockquote><p>Tomorrow.</p><blockquote type="cite">Where?</blockquote><p>Here.</p>',
    ],
    ['nothing but a quote', '<blockquote type="cite">When?</blockquote>'],
    ['nothing', ''],
    ['no HTML', 'a < b > c'],
  ])('are not seen in %s', (_, html) => expect(marked(html)).toBe(html));

  test('signatures are marked by their container', () => {
    expect(foldedIn('<p>Yes.</p>-- <br><div class="gmail_signature">Ann</div>')).toEqual(['signature']);
  });

  test('a fold across elements that cannot be wrapped at once is several, the later ones said to go on', () => {
    const html = `<table><tr><td><p>Yes.</p><p>${WROTE}</p><blockquote type="cite">a</blockquote></td></tr><tr><td><blockquote type="cite">b</blockquote></td></tr></table>`;
    expect(foldedIn(html)).toEqual(['quote', 'quote-continued']);
  });

  test("somebody else's marks are no marks", () => {
    const html = marked(
      '<div data-mailroom-fold="quote">Pay <DIV DATA-Mailroom-Fold=signature>now</DIV></div>',
    );
    expect(html).not.toMatch(/data-mailroom-fold/i);
    expect(html).toContain('Pay');
    expect(sanitizeHtml(html)).toBe('<div>Pay <div>now</div></div>');
  });
});

describe('text of mail that is HTML only', () => {
  const mail = (html: string) =>
    parsed(
      Buffer.from(
        `Subject: Re: a\nIn-Reply-To: <a@b.example>\nContent-Type: text/html; charset=utf-8\n\n${html}`,
      ),
    );

  test('is folded where its HTML is', async () => {
    const { text, visible } = await mail(`<p>Yes.</p><blockquote type="cite"><p>Shall we?</p></blockquote>`);
    expect(visible.text).toBe('Yes.');
    expect(visible.folds.map(({ kind, start, end }) => [kind, text.slice(start, end).trim()])).toEqual([
      ['quote', '> Shall we?'],
    ]);
  });

  test.each(['\ufdd0Pay', 'Pay\ufdd3', '&#xfdd0;Pay', '\ufdd0\ufdd1Pay\ufdd3\ufdd3'])(
    'keeps its words whatever stands in for marks in it: %j',
    async (words) => {
      const { text, visible } = await mail(`<p>${words} now</p>`);
      expect(text).toBe('Pay now');
      expect(visible.text).toBe('Pay now');
    },
  );
});

describeWithCorpus('marks change nothing else', () => {
  const htmls = (['replies', 'forwards', 'html-hostile'] as const).flatMap((kind) =>
    corpus(kind, ['html-body', 'html-fragment']).map((entry) =>
      entry.file === undefined ? (entry.input ?? '') : bytesOf(kind, entry).toString('utf8'),
    ),
  );

  test('in any HTML of the corpus', () => {
    expect(htmls.length).toBeGreaterThan(100);
    for (const html of htmls) {
      const result = marked(html);
      const words = (text: string | null) => (text ?? '').replace(/<[^>]*>/g, '').replace(/\s+/g, '');
      expect(words(sanitizeHtml(result))).toBe(words(sanitizeHtml(html)));
      const marks = result.match(/<div data-mailroom-fold="[^"]*">/g)?.length ?? 0;
      expect(result.length - html.length).toBe(
        (result.match(/<div data-mailroom-fold="[^"]*">/g)?.join('').length ?? 0) + marks * '</div>'.length,
      );
    }
  });
});

test.each([
  ['blocks', '<blockquote type="cite">a</blockquote>b'.repeat(20_000)],
  ['paragraphs', '<p>On 3 Mar 2026, Ann wrote:</p>'.repeat(20_000)],
  ['cells', `<table>${'<tr><td>a</td><td>b</td></tr>'.repeat(20_000)}</table><p>${WROTE}</p><p>x</p>`],
  ['preformatted lines', `<pre>${'a\n'.repeat(200_000)}</pre>`],
  ['breaks', '<br>'.repeat(300_000)],
  ['open elements', '<div>'.repeat(4_000)],
  ['entities', '&gt; a<br>'.repeat(50_000)],
])('time is linear for %s', (_, html) => {
  const started = processorTime();
  foldHtml(html, ANSWER);
  expect(processorTime() - started).toBeLessThan(4_000);
});
