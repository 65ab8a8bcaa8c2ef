import { readTnef } from '../../../server/src/intake/tnef/read-tnef';
import { bytesOfFile, multipart, parsedLines } from '../support/parsed';
import { processorTime } from '../../support/processor-time';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** One attribute; the checksum is not looked at by anybody. */
const attribute = (level: number, id: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, Buffer.alloc(2)]);

const tnefOf = (...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([u32(0x223e9f78), Buffer.alloc(2), ...attributes]);

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const property = (type: number, id: number, value: Buffer): Buffer =>
  Buffer.concat([u32((id << 16) | type), u32(1), u32(value.length), padded(value)]);
const properties = (...list: readonly Buffer[]): Buffer => Buffer.concat([u32(list.length), ...list]);

const START = attribute(2, 0x00069002, Buffer.alloc(14));
const title = (name: string): Buffer => attribute(2, 0x00018010, Buffer.from(`${name}\0`, 'latin1'));
const data = (content: string): Buffer => attribute(2, 0x0006800f, Buffer.from(content));

describe('a winmail.dat', () => {
  test('gives its files, by their long names', () => {
    const long = properties(property(0x1f, 0x3707, Buffer.from('Grüße lang.txt\0', 'utf16le')));
    const tnef = readTnef(
      tnefOf(
        START,
        title('SHORT~1.TXT'),
        data('one'),
        attribute(2, 0x00069005, long),
        START,
        title('b.txt'),
        data('two'),
      ),
    );
    expect(tnef?.files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
      ['Grüße lang.txt', 'one'],
      ['b.txt', 'two'],
    ]);
  });

  test('names are in the code page that it declares', () => {
    const tnef = readTnef(tnefOf(attribute(1, 0x00069007, u32(1251)), START, title('\xcb.txt'), data('x')));
    expect(tnef?.files[0]?.name).toBe('Л.txt');
  });

  test('gives its text and its HTML', () => {
    const message = properties(
      property(0x1f, 0x1000, Buffer.from('hello\0', 'utf16le')),
      property(0x102, 0x1013, Buffer.from('<p>hello</p>')),
    );
    expect(readTnef(tnefOf(attribute(1, 0x00069003, message)))).toMatchObject({
      text: 'hello',
      html: '<p>hello</p>',
    });
  });

  test('unwraps what is in its rich text', () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}Gr\\'fc\\'dfe{\\*\\htmltag72 </p>}}";
    expect(readTnef(withRtf(rtf, rtf.length))?.html).toBe('<p>Grüße</p>');
  });

  test('keeps rich text that wraps nothing as a file', () => {
    const rtf = '{\\rtf1\\ansi hello}';
    expect(readTnef(withRtf(rtf, rtf.length))?.rtf?.toString()).toBe(rtf);
  });

  test('opens mails in it, but not without end', () => {
    let nested = tnefOf(START, title('deep.txt'), data('x'));
    for (let depth = 0; depth < 3; depth += 1) {
      const object = Buffer.concat([Buffer.alloc(16), nested]);
      nested = tnefOf(START, attribute(2, 0x00069005, properties(property(0x0d, 0x3701, object))));
    }
    expect(readTnef(nested)?.files.map(({ name }) => name)).toEqual(['deep.txt']);
  });

  test.each([
    ['no TNEF', Buffer.from('hello world'), null],
    ['nothing', Buffer.alloc(0), null],
    ['cut off', tnefOf(START, title('a.txt'), data('x')).subarray(0, 40), []],
    ['a length beyond its end', Buffer.concat([tnefOf(), Buffer.from([1]), u32(1), u32(0xffffffff)]), []],
    ['properties beyond their end', tnefOf(attribute(1, 0x00069003, u32(0xffffffff))), []],
  ])('%s', (_, bytes, expected) => {
    expect(readTnef(bytes)?.files ?? null).toEqual(expected);
  });

  test('believes no size that rich text claims', () => {
    const started = processorTime();
    readTnef(withRtf('{\\rtf1 x}', 0x7fffffff));
    expect(processorTime() - started).toBeLessThan(1000);
  });
});

test('a mail shows what is in it, and keeps the raw file', async () => {
  const body = attribute(1, 0x0002800c, Buffer.from('said in Outlook\0'));
  const part = [
    'Content-Type: application/ms-tnef; name="winmail.dat"',
    'Content-Transfer-Encoding: base64',
    '',
    tnefOf(body, START, title('offer.pdf'), data('%PDF')).toString('base64'),
  ];
  const mail = await parsedLines(...multipart('mixed', ['Content-Type: text/plain', '', ''], part));
  expect(mail.text).toBe('said in Outlook');
  expect(mail.attachments.map(({ name }) => name)).toEqual(['winmail.dat', 'offer.pdf']);
  expect(bytesOfFile(mail.attachments[1]).toString()).toBe('%PDF');
});

/** Compressed rich text that is not compressed ([MS-OXRTFCP] 2.1.3.1), or claims another size. */
function withRtf(rtf: string, size: number): Buffer {
  const kind = size === rtf.length ? 0x414c454d : 0x75465a4c;
  const compressed = Buffer.concat([
    u32(size + 12),
    u32(size),
    u32(kind),
    u32(0),
    Buffer.from(rtf, 'latin1'),
  ]);
  return tnefOf(attribute(1, 0x00069003, properties(property(0x102, 0x1009, compressed))));
}
