/**
 * Bytes outside ASCII in a header block, which nothing declares (RFC 6532 allows UTF-8; older programs write anything).
 * They are rewritten as UTF-8, since mailparser would lose them. What is declared is left alone.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { decodeText, guessedCharset } from './text-charset';

/**
 * The header block in UTF-8; the same buffer where nothing has to be changed.
 * @param header up to and with the empty line
 */
export function headersInUtf8(header: Buffer): Buffer {
  if (isAscii(header)) return header;
  const written = header.toString('latin1');
  const lines = withEncodedBytes(written).split('\n');
  // Each line for itself: relays add lines of their own, and one bad byte there says nothing of the subject.
  const unreadable = lines.map((line) => Buffer.from(line, 'latin1')).filter((line) => !isUtf8(line));
  const charset = unreadable.length === 0 ? undefined : charsetFor(written, Buffer.concat(unreadable));
  return Buffer.from(
    lines
      .map((line) => {
        const bytes = Buffer.from(line, 'latin1');
        return isUtf8(bytes) ? bytes.toString() : decodeText(bytes, charset);
      })
      .join('\n'),
  );
}

/** What the body says of itself holds for the header too, unless it says that it is UTF-8 or nothing. */
function charsetFor(written: string, bytes: Buffer): string {
  const unfolded = written.replace(/\r?\n[ \t]+/g, ' ');
  const declared = /^content-type:[^\n]{0,900}?charset\s*=\s*"?([\w.:-]+)/im.exec(unfolded)?.[1];
  return declared === undefined || /^(utf|us-ascii|ascii)/i.test(declared) ? guessedCharset(bytes) : declared;
}

/** An encoded word whose letters were left as they are: they are in the charset that the word names (RFC 2047 §2). */
const withEncodedBytes = (written: string): string =>
  written.replace(/=\?[\w*.:-]{1,60}\?q\?[^?\s]{1,500}\?=/gi, (word) =>
    word.replace(/[\x80-\xff]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`),
  );
