/** The splitter under the fault proxy: what it cuts wrongly, the proxy would edit wrongly. */
import { firstLine, splitImapLines } from '../../support/imap-lines';
import { seededRandom } from '../../support/seeded-random';

const LITERAL = 'line one\r\n* 9 FETCH (UID 9)\r\n';
const LINES = [
  '* OK ready\r\n',
  `* 1 FETCH (UID 1 BODY[] {${LITERAL.length}}\r\n${LITERAL} FLAGS (\\Seen))\r\n`,
  `* 2 FETCH (BODY[HEADER] {0}\r\n BODY[TEXT] {4}\r\n\r\n\r\n)\r\n`,
  'A1 OK done\r\n',
];

test('lines keep their literals, however the stream is cut into chunks', () => {
  const stream = Buffer.from(LINES.join(''));
  const random = seededRandom(7);
  for (let run = 0; run < 50; run += 1) {
    const splitter = splitImapLines();
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length;) {
      const size = random.magnitude(stream.length);
      found.push(...splitter.push(stream.subarray(at, at + size)));
      at += size;
    }
    expect(found.map(String)).toEqual(LINES);
  }
  expect(firstLine(Buffer.from(LINES[1]!))).toBe(`* 1 FETCH (UID 1 BODY[] {${LITERAL.length}}`);
});

test('one seed draws the same again, and streams of it draw differently', () => {
  const draw = (stream: string) => Array.from({ length: 5 }, seededRandom(42, stream).next);
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});
