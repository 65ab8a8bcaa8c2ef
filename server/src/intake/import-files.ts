/** What kind of mail file a file is, told by its content and never by its name, and what is wrong with it if it is none. */
import { open, stat } from 'node:fs/promises';

export interface MailFile {
  /** as whoever gave it calls it */
  readonly name: string;
  /** absolute */
  readonly path: string;
  readonly size: number;
  readonly kind: 'eml' | 'mbox';
}

/** Thrown for a file that is no mail; the message says what to do, in words for whoever gave it. */
export class NotMail extends Error {
  constructor(
    readonly file: string,
    fault: string,
  ) {
    super(`${file}: ${fault}`);
    this.name = 'NotMail';
  }
}

const LOOKED_AT = 64 * 1024;

/** @throws NotMail; the file system's errors when it cannot be read */
export async function mailFile(name: string, path: string): Promise<MailFile> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(size, LOOKED_AT));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const looked = bytes.subarray(0, bytesRead);
    const kind = kindOf(looked);
    if (kind === null) throw new NotMail(name, faultOf(looked));
    return { name, path, size, kind };
  } finally {
    await file.close();
  }
}

const FIELD = /^[!-9;-~]+[ \t]*:/;
const WELL_KNOWN =
  /^(?:from|to|cc|bcc|date|subject|message-id|received|return-path|delivered-to|reply-to|sender|mime-version|content-type)[ \t]*:/im;

function kindOf(looked: Buffer): MailFile['kind'] | null {
  const text = looked.toString('latin1');
  if (text.startsWith('From ')) return 'mbox';
  const headers = text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length);
  return FIELD.test(headers) && WELL_KNOWN.test(headers) ? 'eml' : null;
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^PK\x03\x04/, 'This is a ZIP archive. Unpack it and import the .eml and .mbox files in it.'],
  [/^(?:\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ)/, 'This is an archive. Unpack it and import the files in it.'],
  [/^\xd0\xcf\x11\xe0/, 'This is an Outlook message (.msg). Save it as .eml, and import that.'],
  [/^!BDN/, 'This is an Outlook data file (.pst). Export it as .mbox or .eml files, and import those.'],
  [/^\d+\s*\n/, 'This is an Apple Mail message (.emlx). Export the mailbox as .mbox, and import that.'],
];

function faultOf(looked: Buffer): string {
  const text = looked.toString('latin1');
  if (text.trim() === '') return 'This file is empty.';
  const known = OTHERS.find(([beginning]) => beginning.test(text))?.[1];
  return known ?? 'This is no mail. Import .eml files (one mail each) or .mbox files (many mails).';
}
