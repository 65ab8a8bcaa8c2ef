/**
 * Cuts an IMAP stream into what belongs together: a line with the literals it announces (RFC 3501 §4.3). It knows no
 * grammar beyond that, and changes no byte.
 */

const CRLF = Buffer.from('\r\n');
const LITERAL_AT_END = /\{(\d+)\+?\}$/;

export interface LineSplitter {
  /** Takes the next bytes; answers the lines that are complete by now, with their literals and line ends. */
  push(chunk: Buffer): Buffer[];
}

export function splitImapLines(): LineSplitter {
  let buffered: Buffer[] = [];
  let length = 0;
  /** Bytes from the start of the line that are known to belong to it: lines before a literal and the literal. */
  let known = 0;
  /** Bytes of the line that must be there before another look is worthwhile. */
  let needed = 1;

  const takeLine = (): Buffer | null => {
    while (length >= needed) {
      const bytes = Buffer.concat(buffered);
      buffered = [bytes];
      const end = bytes.indexOf(CRLF, known);
      if (end < 0) {
        needed = length + 1;
        return null;
      }
      const literal = LITERAL_AT_END.exec(bytes.toString('latin1', known, end));
      known = end + 2 + Number(literal?.[1] ?? 0);
      needed = known + 1;
      if (literal !== null) continue;
      const line = bytes.subarray(0, known);
      buffered = [bytes.subarray(known)];
      length -= known;
      known = 0;
      needed = 1;
      return line;
    }
    return null;
  };

  return {
    push: (chunk) => {
      buffered.push(chunk);
      length += chunk.length;
      const lines: Buffer[] = [];
      for (let line = takeLine(); line !== null; line = takeLine()) lines.push(line);
      return lines;
    },
  };
}

/** The first line of a response or command, without its literals and line end. */
export const firstLine = (bytes: Buffer): string => {
  const end = bytes.indexOf(CRLF);
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
};
