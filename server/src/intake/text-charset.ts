/**
 * Bytes of a text in, letters out, whatever the mail says of its charset: what is declared, where that can be; UTF-8,
 * where the bytes are UTF-8; else what they most look like. Decoding itself is TextDecoder's and iconv-lite's.
 */
import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { decode as decodeOther, encodingExists } from 'iconv-lite';

/** What undeclared bytes most often are, and a superset of what is called ISO-8859-1. */
const FALLBACK = 'windows-1252';

/** Bytes that are looked at to tell what a text is written in. */
const SAMPLE = 16 * 1024;

/**
 * Never throws; bytes that no charset explains become U+FFFD.
 * @param declared as the mail says it; undefined when it does not
 */
export function decodeText(bytes: Buffer, declared: string | undefined): string {
  const marked = byMark(bytes);
  if (marked !== null) return decodeAs(marked, bytes);
  const charset = known(declared) ?? known(declaredInHtml(bytes));
  if (charset === null || isLikeUtf8(charset)) return decodeUnsure(bytes);
  // A program that says ISO-8859-1 and writes UTF-8 is common; text in a single-byte charset that is also UTF-8 is not.
  if (isSingleByte(charset) && isUtf8(bytes)) return bytes.toString();
  return decodeAs(charset, bytes);
}

/** The same in UTF-8; most mail is that already. */
export function textInUtf8(bytes: Buffer, declared: string | undefined): Buffer {
  const isPlain = declared === undefined || /^"?(utf-?8|us-ascii|ascii|iso-8859-1)"?$/i.test(declared);
  const asItIs = isPlain && isUtf8(bytes) && !bytes.includes(ESCAPE) && byMark(bytes) === null;
  return asItIs ? bytes : Buffer.from(decodeText(bytes, declared));
}

const ESCAPE = 0x1b;

/** The charset of bytes that are known not to be UTF-8, and that nothing declares. */
export function guessedCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, SAMPLE);
  const [best] = analyse(sample).filter(({ name }) => !/^UTF|^ASCII/.test(name));
  // Of a few letters it can tell nothing: then the charset of most of the world's undeclared mail is the better guess.
  if (best === undefined || best.confidence < SURE) return FALLBACK;
  return known(best.name) ?? FALLBACK;
}

/** Of chardet's hundred. */
const SURE = 30;

/** Undeclared text: an escape to Japanese, UTF-8, UTF-8 with a fault, or something older. */
function decodeUnsure(bytes: Buffer): string {
  if (bytes.includes(JAPANESE_ESCAPE) || bytes.includes(JAPANESE_ESCAPE_OLD))
    return decodeAs('iso-2022-jp', bytes);
  if (isUtf8(bytes)) return bytes.toString();
  return isMostlyUtf8(bytes) ? decodeAs('utf-8', bytes) : decodeAs(guessedCharset(bytes), bytes);
}

const JAPANESE_ESCAPE = Buffer.from('\x1b$B');
const JAPANESE_ESCAPE_OLD = Buffer.from('\x1b$@');

/** Whether more letters outside ASCII are written in UTF-8 than not: then one fault is no reason to read it otherwise. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8', 0, SAMPLE);
  let good = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad += 1;
    else if (code > 0x7f) good += 1;
  }
  return good > bad;
}

/** RFC 2781 §3.2, and UTF-8's signature; a mark says more than a declaration. */
function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && isUtf8(bytes) ? 'utf-8' : null;
}

/** What an HTML part says of itself, which matters where its header says nothing. */
function declaredInHtml(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 2048);
  return /<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(start)?.[1];
}

const isLikeUtf8 = (charset: string): boolean => charset === 'utf-8' || charset === 'us-ascii';
const isSingleByte = (charset: string): boolean =>
  /^(iso-8859-|windows-12|koi8|macintosh|cp?\d{3}$)/.test(charset);

/** Names that programs give to charsets, which the standard of the web does not know. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [
    /^(us-?ascii|ascii|ansi_x3.*|7-?bit|8-?bit|unknown-?8bit|x-unknown|unknown|default.*|utf-?7-?imap)$/,
    'us-ascii',
  ],
  [/^utf-?8/, 'utf-8'],
  [/^(ks_?c_?5601.*|ksc5601.*|korean|cp949|uhc|x-windows-949)$/, 'euc-kr'],
  [/^iso-?2022-?jp/, 'iso-2022-jp'],
  [/^(gb_?2312.*|cp936|x-gbk|gb_?18030.*|chinese)$/, 'gb18030'],
  [/^(cn-?big5|big5.*|cp950)$/, 'big5'],
  [/^(shift-?jis|x-sjis|sjis|cp932|windows-31j)$/, 'shift_jis'],
  [/^(x-)?cp-?(125\d|874)$/, 'windows-$2'],
  [/^(x-)?(win|windows)-?_?(125\d)$/, 'windows-$3'],
  [/^(iso|iso_)-?8859[-_ ]?(\d+).*$/, 'iso-8859-$2'],
];

const knownCharsets = new Map<string, string | null>();

/** The name by which it can be decoded; null when nothing knows it. */
function known(declared: string | undefined): string | null {
  const label = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["'=]+|["';,]+$/g, '')
    .slice(0, 60);
  if (label === '') return null;
  const found = knownCharsets.get(label);
  if (found !== undefined) return found;
  const [pattern, name] = ALIASES.find(([alias]) => alias.test(label)) ?? [/^.*$/, label];
  const charset = decodable(label.replace(pattern, name));
  // Mails name what they like: the memory of them is bounded.
  if (knownCharsets.size < 500) knownCharsets.set(label, charset);
  return charset;
}

function decodable(charset: string): string | null {
  if (charset === 'us-ascii' || isShifted(charset)) return charset;
  return decoderOf(charset)?.encoding ?? (encodingExists(charset) ? charset : null);
}

const isShifted = (charset: string): charset is 'iso-2022-kr' | 'hz-gb-2312' =>
  charset === 'iso-2022-kr' || charset === 'hz-gb-2312';

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf(charset: string): Decoder | null {
  try {
    return new TextDecoder(charset, { ignoreBOM: false });
  } catch {
    return null;
  }
}

/** @param charset a name that `known` gave, or the label of a decoder of the platform */
export function decodeAs(charset: string, bytes: Buffer): string {
  if (isShifted(charset)) return decodeShifted(charset, bytes);
  const decoder = decoderOf(charset);
  if (decoder === null) return decodeOther(bytes, charset);
  // In two steps: the shortcut that Node 20 takes for windows-1252 in one reads quotes and the euro sign as controls.
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

/**
 * RFC 1557 and RFC 1843 write the two-byte charsets of Korean and Chinese in seven bits, between marks; with the eighth
 * bit set, what stands between them is what the platform decodes.
 */
function decodeShifted(charset: 'iso-2022-kr' | 'hz-gb-2312', bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const korean = charset === 'iso-2022-kr';
  const pieces = (korean ? text.replaceAll('\x1b$)C', '') : text).split(
    korean ? /([\x0e\x0f\n])/ : /(~[{}\n~])/,
  );
  let shifted = false;
  const plain = pieces.map((piece, position) => {
    if (position % 2 === 0)
      return shifted
        ? piece.replace(/[\x21-\x7e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) | 0x80))
        : piece;
    shifted = piece === '\x0e' || piece === '~{';
    return piece === '\n' ? '\n' : piece === '~~' ? '~' : '';
  });
  return decodeAs(korean ? 'euc-kr' : 'gb18030', Buffer.from(plain.join(''), 'latin1'));
}
