/** How the parts of a mail become one text, one HTML and files. */
import { bytesOfFile, mailOf, multipart, parsed, parsedLines } from '../support/parsed';

const plain = (text: string): readonly string[] => ['Content-Type: text/plain', '', text];
const html = (text: string): readonly string[] => ['Content-Type: text/html', '', text];
const image = (name: string): readonly string[] => [
  'Content-Type: image/png',
  `Content-Disposition: inline; filename="${name}"`,
  '',
  'png',
];

describe('several texts', () => {
  test('text, picture, text: all of it in order', async () => {
    const mail = await parsedLines(...multipart('mixed', plain('above'), image('a.png'), plain('below')));
    expect(mail.text).toBe('above\nbelow');
    expect(mail.html).toBeNull();
    expect(mail.attachments.map(({ name }) => name)).toEqual(['a.png']);
  });

  test('HTML and plain text by turns: neither form lacks what the other has', async () => {
    const mail = await parsedLines(
      ...multipart('mixed', html('<p>one</p>'), plain('two <2>\r\nlines'), html('<p>three</p>')),
    );
    expect(mail.html).toMatch(/<p>one<\/p>.*two &lt;2&gt;<br>\nlines.*<p>three<\/p>/s);
    expect(mail.text).toMatch(/one\s+two <2>\s+lines\s+three/);
  });

  test('an alternative is one text in two forms', async () => {
    const mail = await parsedLines(...multipart('alternative', plain('same'), html('<p>same</p>')));
    expect(mail.text.trim()).toBe('same');
    expect(mail.html).toBe('<p>same</p>');
  });

  test('a text with a name is a file, and no text', async () => {
    const log = ['Content-Type: text/plain; name="log.txt"', '', 'line'];
    const mail = await parsedLines(...multipart('mixed', plain('see the log'), log));
    expect(mail.text).toBe('see the log');
    expect(mail.attachments).toMatchObject([{ name: 'log.txt', type: 'text/plain' }]);
    expect(bytesOfFile(mail.attachments[0]).toString()).toBe('line');
  });

  test('the first text is shown though it has a name, and can be saved', async () => {
    const mail = await parsedLines('Content-Type: text/plain; name="note.txt"', '', 'hello');
    expect(mail.text).toBe('hello');
    expect(mail.attachments).toMatchObject([{ name: 'note.txt', size: 5 }]);
  });
});

describe('mails in mails', () => {
  const inner = ['Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= a/b', 'From: eve@x.example', '', 'secret'];
  test.each(['Content-Disposition: inline', 'Content-Disposition: attachment', 'X-Nothing: x'])(
    'are files, called after their subject (%s)',
    async (disposition) => {
      const part = ['Content-Type: message/rfc822', disposition, '', ...inner];
      const mail = await parsedLines(...multipart('mixed', plain('outer'), part));
      expect(mail.text).toBe('outer');
      expect(mail.attachments).toMatchObject([{ name: 'Grüße a_b.eml', type: 'message/rfc822' }]);
      expect((await parsed(bytesOfFile(mail.attachments[0]))).text).toContain('secret');
    },
  );

  test('a digest consists of mails', async () => {
    const mail = await parsedLines(...multipart('digest', ['', ...inner], ['', 'Subject: second', '', 'x']));
    expect(mail.attachments.map(({ name }) => name)).toEqual(['Grüße a_b.eml', 'second.eml']);
  });
});

describe('boundaries', () => {
  const lines = (...delimiters: readonly string[]): readonly string[] => [
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    ...delimiters.flatMap((delimiter, at) => [delimiter, 'Content-Type: text/plain', '', `text ${at}`]),
  ];
  test.each([
    ['padded', lines('--b ', '--b\t')],
    ['never closed', lines('--b', '--b')],
    ['other than declared', lines('--B', '--B')],
    ['not declared', ['Content-Type: multipart/mixed', ...lines('--x', '--x').slice(1)]],
  ])('%s', async (_, mail) => {
    expect((await parsedLines(...mail)).text.trim()).toBe('text 0\ntext 1');
  });

  test('an outer one ends inner parts that were not closed', async () => {
    const open = ['Content-Type: multipart/alternative; boundary="c"', '', '--c', ...plain('inner')];
    const mail = await parsedLines(...multipart('mixed', open, image('a.png')));
    expect(mail.text).toBe('inner');
    expect(mail.attachments.map(({ name }) => name)).toEqual(['a.png']);
  });

  test('dashes in a text are none', async () => {
    const text = '--\r\n-- \r\n--c\r\nContent-Type: talk';
    expect((await parsedLines(...multipart('mixed', plain(text)))).text).toBe(text.replaceAll('\r\n', '\n'));
  });

  test('a body without any part is shown as it is', async () => {
    const mail = await parsedLines('Content-Type: multipart/mixed; boundary=b', '', 'somebody said this');
    expect(mail.text).toBe('somebody said this');
  });
});

test('of fields that must be single the first counts', async () => {
  const mail = await parsedLines(
    'From: a@x.example',
    'Subject: one',
    'From: b@x.example',
    'Subject: two',
    '',
    'x',
  );
  expect([mail.from?.address, mail.subject]).toEqual(['a@x.example', 'one']);
});

test('an address may be in any script (RFC 6532)', async () => {
  const mail = await parsed(
    Buffer.from('From: 用户 <用户@例子.example>\r\nTo: jürgen@bücher.example\r\n\r\nx'),
  );
  expect(mail.from).toEqual({ name: '用户', address: '用户@例子.example' });
  expect(mail.to[0]?.address).toBe('jürgen@bücher.example');
});

describe('pictures in the HTML', () => {
  const related = (source: string, ...headers: readonly string[]): readonly string[] =>
    multipart('related', html(`<img src=${source}>`), ['Content-Type: image/png', ...headers, '', 'png']);
  test.each([
    ['by Content-ID', '"cid:a@b"', 'Content-ID: <a@b>'],
    ['with spaces', '" cid: a@b "', 'Content-ID: < a@b >'],
    ['percent-encoded', '"cid:a%40b"', 'Content-ID: <a@b>'],
    ['in upper case', '"CID:A@B"', 'Content-ID: <a@b>'],
    ['without cid:', '"a@b"', 'Content-ID: <a@b>'],
    ['without quotes', 'cid:a@b', 'Content-ID: <a@b>'],
    ['by Content-Location', '"http://x.example/1.png"', 'Content-Location: http://x.example/1.png'],
    ['by name', '"image001.png"', 'Content-Disposition: inline; filename="image001.png"'],
  ])('%s', async (_, source, header) => {
    const { attachments, html: shown } = await parsedLines(...related(source, header));
    expect(attachments).toMatchObject([{ inline: true }]);
    expect(shown).toBe(`<img src="cid:${attachments[0]?.contentId}">`);
  });

  test('one that is not shown stays in the list of files', async () => {
    const { attachments } = await parsedLines(
      ...related('"https://x.example/other.png"', 'Content-ID: <a@b>'),
    );
    expect(attachments).toMatchObject([{ inline: false }]);
  });
});

test('five thousand links, and ten megabytes of HTML, are read whole', async () => {
  const links = Array.from({ length: 5000 }, (_, at) => `<a href="https://x.example/${at}">link ${at}</a>`);
  const filler = '<p>Hello <b>world</b>, this is text.</p>\r\n'.repeat(240_000);
  const mail = await parsed(mailOf('Content-Type: text/html', '', ...links, filler, '<p>the end</p>'));
  expect(mail.text).toContain('link 4999');
  expect(mail.text.trimEnd().endsWith('the end')).toBe(true);
  expect(mail.html?.length).toBeGreaterThan(9_800_000);
}, 60_000);
