import { decodeText } from '../../../server/src/intake/text-charset';
import { parsed } from '../support/parsed';

const bytes = (hexOrText: string): Buffer => Buffer.from(hexOrText, 'latin1');
const hex = (digits: string): Buffer => Buffer.from(digits.replace(/ /g, ''), 'hex');

describe('a declared charset', () => {
  test.each([
    ['iso-8859-1', bytes('Gr\xfc\xdfe'), 'Grüße'],
    ['ISO-8859-1', bytes('\x93Lampe\x94 10 \x80'), '“Lampe” 10 €'],
    ['"windows-1251"', hex('cbe0ecefe0'), 'Лампа'],
    ['cp1251', hex('cbe0ecefe0'), 'Лампа'],
    ['koi8-r', hex('ecc1cdd0c1'), 'Лампа'],
    ['GB18030', hex('b5c6 8130 8130'), '灯\u0080'],
    ['ks_c_5601-1987', hex('b7a5c7c1'), '램프'],
    ['iso-2022-jp', bytes('\x1b$B%i%s%W\x1b(B!'), 'ランプ!'],
    ['iso-2022-kr', bytes('\x1b$)C\n\x0e7%GA\x0f!'), '\n램프!'],
    ['hz-gb-2312', bytes('a~{5F~}b'), 'a灯b'],
    ['utf-7', bytes('Gr+APwA3w-e'), 'Grüße'],
    ['cp437', hex('8194'), 'üö'],
    ['iso-8859-8-i', hex('f9ece5ed'), 'שלום'],
    ['shift_jis', hex('83898393 8376'), 'ランプ'],
  ])('%s', (charset, written, expected) => {
    expect(decodeText(written, charset)).toBe(expected);
  });
});

describe('a charset that is wrong, missing or unknown', () => {
  const german = 'Schöne Grüße aus München, wir hätten gern zwölf Stück für übermorgen.';
  const russian = 'Добрый день, мы хотели бы узнать, когда будет готов наш заказ и сколько он стоит.';
  test.each([
    ['UTF-8 that claims to be ISO-8859-1', 'iso-8859-1', Buffer.from(german), german],
    ['ISO-8859-1 that claims to be UTF-8', 'utf-8', Buffer.from(german, 'latin1'), german],
    ['ISO-8859-1 that claims to be ASCII', 'us-ascii', Buffer.from(german, 'latin1'), german],
    ['UTF-8 in a charset that nobody knows', 'x-klingon', Buffer.from(german), german],
    ['KOI8-R, undeclared', undefined, koi8(russian), russian],
    ['Japanese escapes, undeclared', undefined, bytes('\x1b$B%i%s%W\x1b(B'), 'ランプ'],
    ['UTF-16 with a mark', 'utf-8', Buffer.from(`\ufeff${german}`, 'utf16le'), german],
    ['UTF-8 with a mark', undefined, Buffer.from(`\ufeff${german}`), german],
    [
      'what HTML says of itself',
      undefined,
      bytes('<meta charset="windows-1251">\xcb\xe0'),
      '<meta charset="windows-1251">Ла',
    ],
  ])('%s', (_, charset, written, expected) => {
    expect(decodeText(written, charset)).toBe(expected);
  });

  test('one bad byte does not spoil a text in UTF-8', () => {
    const broken = Buffer.concat([Buffer.from(german), hex('ff')]);
    expect(decodeText(broken, 'utf-8')).toBe(`${german}\u{FFFD}`);
  });

  test('bytes that mean nothing are no fault', () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
    for (const charset of [undefined, 'utf-8', 'iso-2022-jp', 'iso-2022-kr', 'gb18030', '\0', 'utf-32'])
      expect(typeof decodeText(noise, charset)).toBe('string');
  });
});

test('each part has a charset of its own', async () => {
  const { text } = await parsed(
    bytes(
      [
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=koi8-r',
        '',
        '\xec\xc1\xcd\xd0\xc1',
        '--b',
        'Content-Type: text/plain',
        '',
        'Gr\xfc\xdfe',
        '--b--',
        '',
      ].join('\r\n'),
    ),
  );
  expect(text).toBe('Лампа\nGrüße');
});

test('raw letters inside an encoded word are in its charset', async () => {
  const mail = bytes('Subject: =?iso-8859-1?Q?Gr\xfc\xdfe_aus?= =?koi8-r?Q?\xec\xc1?=\r\n\r\nx');
  expect((await parsed(mail)).subject).toBe('Grüße ausЛа');
});

/** KOI8-R by its table of letters (RFC 1489). */
function koi8(text: string): Buffer {
  const small = 'юабцдефгхийклмнопярстужвьызшэщчъ';
  return Buffer.from(
    [...text].map((letter) => {
      const at = small.indexOf(letter.toLowerCase());
      if (at < 0) return letter.charCodeAt(0);
      return letter === letter.toLowerCase() ? 0xc0 + at : 0xe0 + at;
    }),
  );
}
