/** Mails that are made to do damage, or were damaged: none may cost more than itself. Bytes as a client would append them. */

const CRLF = '\r\n';
const MEGABYTE = 1024 * 1024;

const repeated = (count: number, make: (number: number) => string, between = CRLF): string =>
  Array.from({ length: count }, (_, number) => make(number)).join(between);

/** Multiparts in each other, with one letter of text in the innermost. */
function nested(depth: number): string {
  const open = repeated(
    depth,
    (level) => `Content-Type: multipart/mixed; boundary=level${level}${CRLF}${CRLF}--level${level}`,
  );
  const close = repeated(depth, (level) => `--level${depth - 1 - level}--`);
  return [open, 'Content-Type: text/plain', '', 'x', close].join(CRLF);
}

const plain = (charset: string): string => `Content-Type: text/plain; charset=${charset}`;
const PARTS = 'Content-Type: multipart/mixed; boundary=b';

/** By their subject: what comes after the usual headers. */
const POISONS: Readonly<Record<string, readonly string[]>> = {
  'header bomb': [repeated(60_000, () => 'X-Filler: and more of the same'), '', 'x'],
  'endless header': [`X-Long: ${'y'.repeat(2 * MEGABYTE)}`, '', 'x'],
  'deep nesting': [nested(2000)],
  'thousands of parts': [PARTS, '', repeated(3000, () => `--b${CRLF}${CRLF}x`)],
  'two megabytes flowed': [
    `${plain('utf-8')}; format=flowed; delsp=yes`,
    '',
    repeated(40_000, () => `${'> '.repeat(20)}flowing on `),
  ],
  'unknown charset': [plain('x-klingon-7'), 'Content-Transfer-Encoding: 8bit', '', 'nuqneH \xe9\xff\xfe'],
  'unknown encoding': [plain('utf-8'), 'Content-Transfer-Encoding: x-fancy', '', 'x'],
  'zero bytes': [plain('utf-8'), '', 'before ZERO after', 'ZERO'.repeat(1000)],
  'half a surrogate': [
    plain('utf-8'),
    'Content-Transfer-Encoding: 8bit',
    '',
    '\xed\xa0\x80 and \xf8\x88\x80',
  ],
  'deep html': ['Content-Type: text/html', '', '<div>'.repeat(50_000)],
  'a table without end': ['Content-Type: text/html', '', '<table><tr><td>'.repeat(20_000)],
  'slow addresses': [`Cc: ${'"('.repeat(20_000)}`, '', 'x'],
  'thousands of recipients': [
    `Cc: ${repeated(5_000, (number) => `a${number}@feld.example`, `,${CRLF} `)}`,
    '',
    'x',
  ],
  'endless references': [
    `References: ${repeated(20_000, (number) => `<${number}@feld.example>`, `${CRLF} `)}`,
    '',
    'x',
  ],
  'never closed': [
    PARTS,
    '',
    '--b',
    'Content-Type: image/png; name="../../../etc/passwd"',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo',
  ],
  'year of trouble': ['Date: Fri, 31 Feb 99999999 25:61:61 +9999', '', 'x'],
};

/** The bytes by subject. */
export const POISON_MAILS: ReadonlyMap<string, Buffer> = new Map(
  Object.entries(POISONS).map(([subject, rest]) => {
    const headers = [
      'From: villain@feld.example',
      'To: poisoned@shop.example',
      'MIME-Version: 1.0',
      `Subject: ${subject}`,
      `Message-ID: <${subject.replaceAll(' ', '-')}@feld.example>`,
    ];
    return [subject, Buffer.from([...headers, ...rest].join(CRLF), 'latin1')];
  }),
);

/** Mail stores refuse or replace zero bytes; some servers deliver them all the same. Same length, so literals stay true. */
export function withZeroBytes(response: Buffer): Buffer {
  const changed = Buffer.from(response);
  for (let at = changed.indexOf('ZERO'); at >= 0; at = changed.indexOf('ZERO', at))
    changed.fill(0, at, at + 4);
  return changed;
}
