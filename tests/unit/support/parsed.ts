/** Mails from their lines, parsed as intake parses them. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { ParsedAttachment, ParsedMessage, ParseOutcome } from '../../../server/src/domain/message';
import { parseMessage } from '../../../server/src/intake/parse';

/** What would lie in the blob store. */
const kept = new Map<string, Buffer>();

/** Parses a mail as intake does; its files are kept in memory. */
export const parse = (source: Buffer): Promise<ParseOutcome> =>
  parseMessage(source, async (content) => {
    const bytes = await buffer(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    kept.set(sha256, bytes);
    return { sha256, size: bytes.length };
  });

/** The bytes of a file of a parsed mail. */
export function bytesOfFile(file: ParsedAttachment | undefined): Buffer {
  const bytes = kept.get(file?.sha256 ?? '');
  if (bytes === undefined || bytes.length !== file?.size)
    throw new Error('The bytes of a file were not kept');
  return bytes;
}

/** Bytes of a mail; each character is one byte, lines end with CRLF. */
export const mailOf = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

/** A mail that must be readable. */
export async function parsed(source: Buffer): Promise<ParsedMessage> {
  const outcome = await parse(source);
  if (outcome.kind !== 'parsed') throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.message;
}

export const parsedLines = (...lines: readonly string[]): Promise<ParsedMessage> => parsed(mailOf(...lines));

/** The lines of a multipart mail with these parts, each given as header lines, an empty line and a body. */
export const multipart = (subtype: string, ...parts: readonly (readonly string[])[]): readonly string[] => [
  'From: ann@customer.example',
  'MIME-Version: 1.0',
  `Content-Type: multipart/${subtype}; boundary="b"`,
  '',
  ...parts.flatMap((part) => ['--b', ...part]),
  '--b--',
  '',
];
