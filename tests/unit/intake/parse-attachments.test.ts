import { bytesOfFile, multipart, parsedLines } from '../support/parsed';

const HTML = (html: string): readonly string[] => ['Content-Type: text/html', '', html];
const file = (...headers: readonly string[]): readonly string[] => [
  ...headers,
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
];
const image = (name: string, contentId: string): readonly string[] =>
  file(`Content-Type: image/png; name=${name}`, `Content-ID: <${contentId}>`, 'Content-Disposition: inline');

const filesOf = async (...parts: readonly (readonly string[])[]) =>
  (await parsedLines(...multipart('mixed', ...parts))).attachments;

test('bytes, type and name arrive as they were', async () => {
  const [bill] = await filesOf(
    file('Content-Type: application/pdf', 'Content-Disposition: attachment; filename="bill.pdf"'),
  );
  expect(bill).toMatchObject({ name: 'bill.pdf', type: 'application/pdf', contentId: null, inline: false });
  expect(bytesOfFile(bill).toString()).toBe('%PDF');
});

describe('names', () => {
  test.each([
    [
      'RFC 2231, continued',
      `filename*0*=UTF-8''%e2%82%ac%20; filename*1*=rech%20; filename*2=nung.pdf`,
      '€ rech nung.pdf',
    ],
    ['RFC 2231, one part', `filename*=iso-8859-1''Gr%f6%dfe.pdf`, 'Größe.pdf'],
    ['an encoded word', 'filename="=?utf-8?B?w6kucGRm?="', 'é.pdf'],
    ['a path', 'filename="../../etc/passwd"', '_.._etc_passwd'],
    ['a path of Windows', 'filename="..\\\\..\\\\evil.exe"', '_.._evil.exe'],
    ['a hidden file', 'filename=".htaccess"', 'htaccess'],
    ['controls', `filename*=UTF-8''a%00b%0d%0ac.pdf`, 'ab c.pdf'],
    ['a turned direction', `filename*=UTF-8''invoice%E2%80%AEfdp.exe`, 'invoice fdp.exe'],
    ['characters no file system takes', 'filename="a<b>c|d?.pdf"', 'a_b_c_d_.pdf'],
    ['nothing but dots', 'filename="..."', 'file-1'],
  ])('%s', async (_, parameter, expected) => {
    const [attachment] = await filesOf(
      file('Content-Type: application/x-a', `Content-Disposition: attachment; ${parameter}`),
    );
    expect(attachment?.name).toBe(expected);
  });

  test('the name of the type is taken where the disposition gives none', async () => {
    const [attachment] = await filesOf(
      file('Content-Type: application/pdf; name=bill.pdf', 'Content-Disposition: attachment'),
    );
    expect(attachment?.name).toBe('bill.pdf');
  });

  test('endless names are cut', async () => {
    const [attachment] = await filesOf(
      file(
        'Content-Type: application/x-a',
        `Content-Disposition: attachment; filename="${'a'.repeat(5000)}"`,
      ),
    );
    expect(attachment?.name.length).toBeLessThanOrEqual(255);
  });
});

describe('types', () => {
  test.each([
    ['Content-Type:', 'application/octet-stream'],
    ['Content-Type: nonsense', expect.any(String)],
    ['X-None: x', expect.any(String)],
  ])('%j is no reason to lose a file', async (header, type) => {
    const [attachment] = await filesOf(file(header, 'Content-Disposition: attachment; filename=a.bin'));
    expect(attachment).toMatchObject({ name: 'a.bin', type });
  });

  test('an attached mail is a file, and its text is not that of the mail', async () => {
    const inner = [
      'Content-Type: message/rfc822',
      '',
      'From: b@x.example',
      'Subject: Inner',
      '',
      'Inner text',
    ];
    const lines = multipart('mixed', ['Content-Type: text/plain', '', 'Outer text'], inner);
    const message = await parsedLines(...lines);
    expect(message.text.trim()).toBe('Outer text');
    expect(message.attachments).toMatchObject([{ name: 'Inner.eml', type: 'message/rfc822' }]);
  });
});

describe('inline', () => {
  const inline = async (html: string, ...contentIds: readonly string[]) =>
    (await filesOf(HTML(html), ...contentIds.map((id, position) => image(`${position}.png`, id)))).map(
      (attachment) => attachment.inline,
    );

  test.each([
    ['what the HTML shows', '<img src="cid:logo@x">', ['logo@x'], [true]],
    ['not what it does not show', '<p>No picture</p>', ['logo@x'], [false]],
    ['not what only begins alike', '<img src="cid:img10">', ['img1', 'img10'], [false, true]],
    ['what is percent-encoded', '<img src="cid:logo%40x">', ['logo@x'], [true]],
    ['whatever the case', '<IMG SRC="CID:Logo@X">', ['logo@x'], [true]],
    ['in single quotes, or none', `<img src='cid:a'><img src=cid:b>`, ['a', 'b'], [true, true]],
    ['with a space in it', '<img src="cid:my logo">', ['my logo'], [true]],
    ['not what is only linked', '<a href="cid:logo@x">logo</a>', ['logo@x'], [false]],
  ])('is %s', async (_, html, contentIds, expected) => {
    expect(await inline(html, ...contentIds)).toEqual(expected);
  });

  test('a file with a Content-ID in a mail without HTML is a file', async () => {
    const [attachment] = await filesOf(['Content-Type: text/plain', '', 'cid:logo'], image('a.png', 'logo'));
    expect(attachment).toMatchObject({ inline: false, contentId: 'logo' });
  });
});
