/** The ways in which a mail is damaged. Each takes the bytes of a mail and gives others; none looks at what they mean. */
import type { Random } from './random';

/** @param other another mail, to take pieces from */
export type Mutation = (mail: Buffer, random: Random, other: Buffer) => Buffer;

const LINE = '\n';
const linesOf = (mail: Buffer): string[] => mail.toString('latin1').split(LINE);
const mailOf = (lines: readonly string[]): Buffer => Buffer.from(lines.join(LINE), 'latin1');

const CHARSETS = [
  ...['utf-8', 'us-ascii', 'iso-2022-jp', 'iso-2022-kr', 'hz-gb-2312', 'gb18030', 'koi8-r', 'windows-1252'],
  ...['utf-16', 'utf-16le', 'utf-7', 'utf-32', 'x-unknown', 'big5', 'shift_jis', '', '%%%', 'a'.repeat(500)],
];

const ENCODINGS = ['base64', 'quoted-printable', '7bit', '8bit', 'binary', 'x-uuencode', 'Base64 ', ''];

const TYPES = [
  ...['text/plain', 'text/html', 'text/calendar', 'message/rfc822', 'message/delivery-status'],
  ...['multipart/mixed', 'multipart/mixed; boundary=""', 'multipart/digest', 'application/ms-tnef'],
  ...['application/pkcs7-mime', 'application/octet-stream; name="=?x?b?%%%?="', '', '/', 'text'],
];

const BOMBS = [
  'To: ' + '<a@b.example>,'.repeat(5000),
  'Subject: ' + '=?utf-8?q?=?utf-8?b?'.repeat(2000),
  'References: ' + '<'.repeat(20_000),
  'From: ' + '('.repeat(10_000) + '"'.repeat(10_001),
  'Content-Type: ' + 'a;'.repeat(5000),
  'Content-Disposition: attachment; ' + Array.from({ length: 2000 }, (_, n) => `filename*${n}*=%`).join(';'),
  'To: ' + 'g:'.repeat(5000) + ';'.repeat(5000),
  'X: ' + ' \r\n '.repeat(2000),
  'Message-ID: ' + '<>'.repeat(5000),
  'Date: ' + '9'.repeat(5000),
];

const PIECES = [
  '\0',
  '\r',
  '\r\n\r\n',
  '=',
  '=?',
  '?=',
  '--',
  '\x1b$B',
  '\ufeff',
  '<',
  '\xff\xfe',
  '\x80',
  '%00',
  '&#',
  '</',
  '=',
];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipBits: (mail, random) => {
    const copy = Buffer.from(mail);
    for (let left = 1 + random.below(30); left > 0 && copy.length > 0; left -= 1) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  cutEnd: (mail, random) => mail.subarray(0, random.below(mail.length + 1)),
  cutOut: (mail, random) => {
    const from = random.below(mail.length + 1);
    return Buffer.concat([mail.subarray(0, from), mail.subarray(from + random.below(2000))]);
  },
  splice: (mail, random, other) =>
    Buffer.concat([
      mail.subarray(0, random.below(mail.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]),
  insertMail: (mail, random, other) => {
    const at = random.below(mail.length + 1);
    return Buffer.concat([mail.subarray(0, at), other.subarray(0, 50_000), mail.subarray(at)]);
  },
  insertPiece: (mail, random) => {
    const at = random.below(mail.length + 1);
    const piece = Buffer.from(random.pick(PIECES).repeat(1 + random.below(200)), 'latin1');
    return Buffer.concat([mail.subarray(0, at), piece, mail.subarray(at)]);
  },
  repeatLines: (mail, random) => {
    const lines = linesOf(mail);
    const from = random.below(lines.length);
    const some = lines.slice(from, from + 1 + random.below(20));
    return mailOf(
      lines.toSpliced(from, 0, ...Array.from({ length: 1 + random.below(50) }, () => some).flat()),
    );
  },
  removeLines: (mail, random) => mailOf(linesOf(mail).filter(() => random.below(20) > 0)),
  shuffleLines: (mail, random) => {
    const lines = linesOf(mail);
    for (let left = 1 + random.below(20); left > 0; left -= 1) {
      const one = random.below(lines.length);
      const two = random.below(lines.length);
      [lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? ''];
    }
    return mailOf(lines);
  },
  joinLines: (mail, random) =>
    Buffer.from(linesOf(mail).join(random.pick(['', ' ', '\r', '\r\n\r\n', '\0'])), 'latin1'),
  lineEnds: (mail, random) =>
    Buffer.from(mail.toString('latin1').replace(/\r?\n/g, random.pick(['\r\n', '\n', '\r'])), 'latin1'),
  boundaries: (mail, random) =>
    Buffer.from(
      mail.toString('latin1').replace(/^--[^\s]{1,100}/gm, (line) => {
        const how = random.below(6);
        return [line, `${line} `, `${line}--`, line.slice(0, -1), `-${line}`, ''][how] ?? line;
      }),
      'latin1',
    ),
  declareBoundary: (mail, random) =>
    replaced(mail, /boundary=("[^"\r\n]*"|[^\s;]+)/gi, () =>
      random.pick(['', 'boundary=""', 'boundary=x', 'boundary="a b"']),
    ),
  charset: (mail, random) =>
    replaced(mail, /charset=("[^"\r\n]*"|[^\s;]+)/gi, () => `charset="${random.pick(CHARSETS)}"`),
  encoding: (mail, random) =>
    replaced(
      mail,
      /^content-transfer-encoding:[^\r\n]*/gim,
      () => `Content-Transfer-Encoding: ${random.pick(ENCODINGS)}`,
    ),
  contentType: (mail, random) =>
    replaced(mail, /^content-type:[^\r\n;]*/gim, (line) =>
      random.below(2) === 0 ? line : `Content-Type: ${random.pick(TYPES)}`,
    ),
  headerBomb: (mail, random) => Buffer.concat([Buffer.from(`${random.pick(BOMBS)}\r\n`, 'latin1'), mail]),
  nest: (mail, random) => {
    const depth = 1 + random.below(150);
    const open = Array.from(
      { length: depth },
      (_, level) => `Content-Type: multipart/mixed; boundary=n${level}\r\n\r\n--n${level}`,
    );
    return Buffer.concat([Buffer.from(`${open.join('\r\n')}\r\n`, 'latin1'), mail]);
  },
};

const replaced = (mail: Buffer, pattern: RegExp, by: (found: string) => string): Buffer =>
  Buffer.from(mail.toString('latin1').replace(pattern, by), 'latin1');

/** One to four of them, one after another. */
export function mutate(mail: Buffer, random: Random, other: Buffer): Buffer {
  let mutated = mail;
  for (let left = 1 + random.below(4); left > 0; left -= 1)
    mutated = random.pick(Object.values(MUTATIONS))(mutated, random, other).subarray(0, LARGEST);
  return mutated;
}

/** Bytes; mutations of mutations would grow without end. */
const LARGEST = 2 * 1024 * 1024;
