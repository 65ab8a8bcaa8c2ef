import { mailOf, multipart, parsed, parsedLines } from '../support/parsed';

const text = ['Content-Type: text/plain', '', 'hello'];
const signed = (type: string): readonly string[] => [`Content-Type: ${type}`, '', 'signature'];

const withProtocol = (lines: readonly string[], subtype: string, protocol: string): readonly string[] =>
  lines.map((line) => line.replace(`multipart/${subtype};`, `multipart/${subtype}; protocol="${protocol}";`));

test.each([
  ['application/pgp-signature', 'pgp', 'signature.asc'],
  ['application/pkcs7-signature', 'smime', 'smime.p7s'],
  ['application/x-pkcs7-signature', 'smime', 'smime.p7s'],
])('a text with a signature (%s) is shown, and marked', async (type, way, name) => {
  const mail = await parsedLines(...withProtocol(multipart('signed', text, signed(type)), 'signed', type));
  expect(mail.text).toBe('hello');
  expect(mail.protection).toEqual({ signed: way, encrypted: null });
  expect(mail.attachments).toMatchObject([{ name, type }]);
});

test('a list that puts a footer around it does not hide the signature', async () => {
  const inner = ['Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary="c"', ''];
  const parts = [...inner, '--c', ...text, '--c', ...signed('application/pgp-signature'), '--c--'];
  expect((await parsedLines(...multipart('mixed', parts, text))).protection.signed).toBe('pgp');
});

test('encrypted by PGP', async () => {
  const lines = multipart(
    'encrypted',
    signed('application/pgp-encrypted'),
    signed('application/octet-stream'),
  );
  const mail = await parsedLines(...withProtocol(lines, 'encrypted', 'application/pgp-encrypted'));
  expect(mail.protection).toEqual({ signed: null, encrypted: 'pgp' });
});

test.each([
  ['signed-data', { signed: 'smime', encrypted: null }],
  ['enveloped-data', { signed: null, encrypted: 'smime' }],
  ['authEnveloped-data', { signed: null, encrypted: 'smime' }],
])('an S/MIME envelope that says what it is: %s', async (type, protection) => {
  const mail = await parsedLines(`Content-Type: application/pkcs7-mime; smime-type=${type}`, '', 'x');
  expect(mail.protection).toEqual(protection);
  expect(mail.attachments[0]?.name).toBe('smime.p7m');
});

test.each([
  ['30800609 2a864886f70d010702 a080', { signed: 'smime', encrypted: null }],
  ['30800609 2a864886f70d010703 a080', { signed: null, encrypted: 'smime' }],
  ['00', { signed: null, encrypted: null }],
])('one that does not say it: %s', async (digits, protection) => {
  const bytes = Buffer.from(digits.replace(/ /g, ''), 'hex').toString('base64');
  const mail = await parsedLines(
    'Content-Type: application/octet-stream; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
    '',
    bytes,
  );
  expect(mail.protection).toEqual(protection);
});

test.each([
  ['-----BEGIN PGP SIGNED MESSAGE-----', { signed: 'pgp', encrypted: null }],
  ['hello\r\n-----BEGIN PGP MESSAGE-----', { signed: null, encrypted: 'pgp' }],
  ['> -----BEGIN PGP MESSAGE-----', { signed: null, encrypted: null }],
  ['hello', { signed: null, encrypted: null }],
])('in the text: %s', async (body, protection) => {
  expect((await parsed(mailOf('Subject: x', '', body))).protection).toEqual(protection);
});

describe('an opaque signature (signed-data)', () => {
  const entity = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße aus der Hülle\r\n');
  const element = (tag: number, ...content: readonly Buffer[]): Buffer => {
    const value = Buffer.concat(content);
    return Buffer.concat([Buffer.from([tag, 0x82, value.length >> 8, value.length & 0xff]), value]);
  };
  /** With lengths that are not known before the end, as programs write that stream. */
  const endless = (tag: number, ...content: readonly Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.alloc(2)]);
  const identifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
  const envelope = (wrap: typeof element, octets: Buffer): Buffer =>
    wrap(
      0x30,
      identifier('2a864886f70d010702'),
      wrap(
        0xa0,
        wrap(
          0x30,
          element(0x02, Buffer.from([1])),
          wrap(0x31, wrap(0x30)),
          wrap(0x30, identifier('2a864886f70d010701'), wrap(0xa0, octets)),
          wrap(0x31, Buffer.alloc(0)),
        ),
      ),
    );
  const mail = (bytes: Buffer): Buffer =>
    mailOf(
      'Content-Type: application/pkcs7-mime; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      bytes.toString('base64'),
    );

  test.each([
    ['with lengths', envelope(element, element(0x04, entity))],
    [
      'without lengths, in pieces',
      envelope(
        endless,
        endless(0x24, element(0x04, entity.subarray(0, 50)), element(0x04, entity.subarray(50))),
      ),
    ],
  ])('is opened and shown: %s', async (_, bytes) => {
    const { text: shown, protection, attachments } = await parsed(mail(bytes));
    expect(shown.trim()).toBe('Grüße aus der Hülle');
    expect(protection).toEqual({ signed: 'smime', encrypted: null });
    expect(attachments.map(({ name }) => name)).toEqual(['smime.p7m']);
  });

  test('one within another is opened, but not without end', async () => {
    let inner: Buffer = entity;
    for (let depth = 0; depth < 10; depth += 1) inner = mail(envelope(element, element(0x04, inner)));
    const { protection, attachments } = await parsed(inner);
    expect(protection.signed).toBe('smime');
    expect(attachments).toHaveLength(4);
  });

  test('what is cut off anywhere is no fault', async () => {
    const whole = envelope(endless, element(0x04, entity));
    for (let end = 0; end < whole.length; end += 1) await parsed(mail(whole.subarray(0, end)));
    await parsed(mail(Buffer.alloc(10_000, Buffer.from([0x30, 0x80]))));
  });
});
