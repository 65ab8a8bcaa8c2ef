import { bytesOfFile, parsed } from '../support/parsed';

/** A mail from text in which each character is one byte. */
const bytes = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

describe('headers with raw 8-bit characters', () => {
  test.each([
    ['UTF-8', `Subject: ${utf8('Grüße 日本')}`, 'Grüße 日本'],
    ['ISO-8859-1, undeclared', 'Subject: Gr\xfc\xdfe', 'Grüße'],
    ['windows-1252, undeclared', 'Subject: \x93Lampe\x94 10 \x80', '“Lampe” 10 €'],
    ['folded', 'Subject: Gr\xfc\xdfe\r\n aus M\xfcnchen', 'Grüße aus München'],
    ['beside an encoded word', 'Subject: =?utf-8?B?w6k=?= Gr\xfc\xdfe', 'é Grüße'],
  ])('%s', async (_, subject, expected) => {
    expect((await parsed(bytes(subject, '', 'x'))).subject).toBe(expected);
  });

  test.each([
    ['koi8-r', '\xec\xc1\xcd\xd0\xc1', 'Лампа'],
    ['"gb2312"', '\xb5\xc6', '灯'],
    ['x-klingon', 'Gr\xfc\xdfe', 'Grüße'],
    ['utf-8', 'Gr\xfc\xdfe', 'Grüße'],
  ])('in the charset that the body declares: %s', async (charset, raw, expected) => {
    const mail = bytes(`Subject: ${raw}`, `Content-Type: text/plain; charset=${charset}`, '', 'x');
    expect((await parsed(mail)).subject).toBe(expected);
  });

  test('a bad byte in one header does not spoil another', async () => {
    const mail = bytes('X-Relay: M\xfcnchen', `From: ${utf8('Jürgen')} <j@x.example>`, '', 'x');
    expect((await parsed(mail)).from?.name).toBe('Jürgen');
  });
});

describe('a body without a charset', () => {
  test.each([
    ['UTF-8', utf8('Grüße'), 'Grüße'],
    ['ISO-8859-1', 'Gr\xfc\xdfe', 'Grüße'],
  ])('%s', async (_, body, expected) => {
    expect((await parsed(bytes('Subject: x', '', body))).text).toBe(expected);
    expect((await parsed(bytes('Content-Type: text/plain', '', body))).text).toBe(expected);
  });

  test('what declares a charset is left to it', async () => {
    const mail = bytes('Content-Type: text/plain; charset=iso-8859-2', '', '\xb1');
    expect((await parsed(mail)).text).toBe('ą');
  });

  test('files are not touched', async () => {
    const [file] = (await parsed(bytes('Content-Type: application/octet-stream', '', '\xff\xfe\xfc')))
      .attachments;
    expect([...bytesOfFile(file)]).toEqual([0xff, 0xfe, 0xfc]);
  });
});
