/** What may stand in mail that we send: nothing that acts, nothing that no mail program shows, nothing of others' traps. */
import { cleanQuoted, cleanWritten } from '../../../server/src/outbox/clean-html';
import { outgoingHtml } from '../../../server/src/outbox/outgoing-html';
import { activeParts } from '../../../eval/inert-html';
import { corpus, describeWithCorpus } from '../support/corpus';

describe('what is written', () => {
  test.each([
    ['an event', '<p onclick="a()">x</p>', '<p>x</p>'],
    ['a script', '<p>x</p><script>a()</script><style>p{}</style>', '<p>x</p>'],
    ['a link that runs', '<a href="javascript:a()">x</a>', '<a>x</a>'],
    ['a link into the panel', '<a href="/admin/x">x</a>', '<a>x</a>'],
    ['other data than an image', '<p>x<img src="data:text/html;base64,YQ=="></p>', '<p>x</p>'],
    ['an image as a program', '<img src="data:image/svg+xml;base64,YQ==">', ''],
    [
      'a style that covers the page',
      '<p style="position:fixed;color:red;width:100%">x</p>',
      '<p style="color:red">x</p>',
    ],
    ['a style that loads', '<p style="background:url(https://t.example/)">x</p>', '<p>x</p>'],
    ['a frame', '<iframe src="https://t.example"></iframe>x', 'x'],
  ])('%s is taken out', (_, html, left) => {
    expect(cleanWritten(html)).toBe(left);
  });

  test('what the editor makes stays as it is', () => {
    const html =
      '<p dir="auto">a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>f</code><br /></p>' +
      '<p style="text-align:center"><span style="color:#ff0000">g</span></p><ol start="3"><li>h</li></ol><hr />' +
      '<div data-mailroom-signature><p>i</p></div><blockquote data-mailroom-quote="forward"><p>j</p></blockquote>' +
      '<table><tbody><tr><td colspan="2">k</td></tr></tbody></table><img src="cid:a@b" alt="l" width="20" />';
    expect(cleanWritten(html)).toBe(html);
  });
});

describe('what is quoted', () => {
  const quoted = (html: string): string => cleanQuoted(html, 'nothing');

  test('pixels that tell who read it and words that nobody saw are left out; pictures stay', () => {
    const pixels = [
      '<img src="https://t.example/a" width="1" height="1">',
      '<img src="https://t.example/b" width=0>',
      '<img src="https://t.example/c" style="width:1px;height:1px">',
      '<img src="https://t.example/d" style="display: none">',
    ];
    const preview = '<div style="display:none;max-height:0">Preview words</div>';
    const picture = '<img src="https://shop.example/lamp.png" width="100">';
    expect(quoted(`<p>x</p>${pixels.join('')}${preview}${picture}`)).toBe(
      '<p>x</p><img src="https://shop.example/lamp.png" width="100" />',
    );
  });

  test('white words do not stand on white', () => {
    expect(quoted('<table bgcolor="black"><tr><td style="color:white">x</td></tr></table>')).toBe(
      '<table><tr><td>x</td></tr></table>',
    );
  });

  test('nobody else sets our marks; what a mail quotes itself is left out where that is asked for', () => {
    const html =
      '<div data-mailroom-signature>a</div><blockquote data-mailroom-quote>b</blockquote>' +
      '<div data-mailroom-fold="quote">c</div><div data-mailroom-fold="quote-continued">d</div>' +
      '<div data-mailroom-fold="signature">e</div>';
    expect(quoted(html)).toBe('<div>a</div><blockquote>b</blockquote><div>c</div><div>d</div><div>e</div>');
    expect(cleanQuoted(html, 'earlier')).toBe('<div>a</div><blockquote>b</blockquote><div>e</div>');
  });

  test('lines of blocks that few programs know stay lines', () => {
    expect(quoted('<section>a</section><article>b</article>')).toBe('<div>a</div><div>b</div>');
  });
});

describeWithCorpus('real hostile HTML', () => {
  test('of every known vector nothing that acts is left, written or quoted', () => {
    const fragments = corpus('html-hostile', ['html-fragment', 'html-body']);
    expect(fragments.length).toBeGreaterThan(200);
    for (const { id, input = '' } of fragments)
      for (const clean of [cleanWritten(input), cleanQuoted(input, 'earlier')]) {
        expect([id, ...activeParts(clean)]).toEqual([id]);
        expect([id, ...activeParts(outgoingHtml(clean).stored)]).toEqual([id]);
      }
  });
});
