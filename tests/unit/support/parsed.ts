/** Mails from their lines, parsed as intake parses them. */
import type { ParsedMessage } from '../../../server/src/domain/message';
import { parseMessage } from '../../../server/src/intake/parse';

/** Bytes of a mail; each character is one byte, lines end with CRLF. */
export const mailOf = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

/** A mail that must be readable. */
export async function parsed(source: Buffer): Promise<ParsedMessage> {
  const outcome = await parseMessage(source);
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
