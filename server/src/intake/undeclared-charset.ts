/**
 * Bytes outside ASCII that nothing declares: raw 8-bit headers, and text without a charset. They are read as UTF-8 where
 * they are UTF-8, and are rewritten as UTF-8 where they are not, since mailparser would lose them. What is declared is
 * left alone.
 */
import { isUtf8 } from 'node:buffer';

/** What undeclared bytes most often are, and a superset of what is called ISO-8859-1. */
const FALLBACK = 'windows-1252';

/**
 * The mail with its header block, and its body if that is one undeclared text, in UTF-8.
 * @param headerEnd where the body begins
 */
export function withUtf8(source: Buffer, headerEnd: number): Buffer {
  const header = source.subarray(0, headerEnd);
  const body = source.subarray(headerEnd);
  const written = unfolded(header);
  const declared = charsetOf(written);
  const headerIsUtf8 = isUtf8(header);
  const bodyIsReadable = declared !== undefined || isStructured(written) || isUtf8(body);
  if (headerIsUtf8 && bodyIsReadable) return source;
  return Buffer.concat([
    headerIsUtf8 ? header : linesInUtf8(header, declared),
    bodyIsReadable ? body : Buffer.from(decode(new TextDecoder(FALLBACK), body)),
  ]);
}

/** Whether the body of a mail with this header block is one text that does not say how it is written. */
export function isUndeclaredText(header: Buffer): boolean {
  const written = unfolded(header);
  return charsetOf(written) === undefined && !isStructured(written);
}

const unfolded = (header: Buffer): string => header.toString('latin1').replace(/\r?\n[ \t]+/g, ' ');

const charsetOf = (written: string): string | undefined =>
  /^content-type:.*?charset\s*=\s*"?([\w.:-]+)/im.exec(written)?.[1];

/** Whether the body is something else than one text as it stands: parts, a file, or text in an encoding. */
function isStructured(header: string): boolean {
  return (
    /^content-type:\s*(?!text\/)\S/im.test(header) ||
    /^content-transfer-encoding:\s*(base64|quoted-printable)/im.test(header)
  );
}

/** Each line for itself: relays add lines of their own, and one bad byte there says nothing of the subject. */
function linesInUtf8(header: Buffer, declared: string | undefined): Buffer {
  const decoder = decoderOf(declared);
  const lines = header.toString('latin1').split('\n');
  const decoded = lines.map((line) => {
    const bytes = Buffer.from(line, 'latin1');
    return isUtf8(bytes) ? bytes.toString() : decode(decoder, bytes);
  });
  return Buffer.from(decoded.join('\n'));
}

type Decoder = InstanceType<typeof TextDecoder>;

/** In two steps: the shortcut that Node 20 takes for windows-1252 in one reads quotes and the euro sign as controls. */
const decode = (decoder: Decoder, bytes: Buffer): string =>
  decoder.decode(bytes, { stream: true }) + decoder.decode();

function decoderOf(charset: string | undefined): Decoder {
  try {
    const decoder = new TextDecoder(charset ?? FALLBACK);
    // The bytes are known not to be UTF-8, and UTF-16 has no lines of single bytes.
    return decoder.encoding.startsWith('utf-') ? new TextDecoder(FALLBACK) : decoder;
  } catch {
    return new TextDecoder(FALLBACK);
  }
}
