/**
 * Bytes in, a ParsedMessage or a reason out. Never throws for what is in a mail: one that cannot be read must not stop
 * the next one (invariant 3). It stores nothing itself and knows no time limit; the thread it runs in has one.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { displayName } from '../domain/addresses';
import { hashOf } from '../domain/identity';
import type { MessageContent, RemoteFile } from '../domain/incoming';
import {
  MESSAGE_LIMITS,
  type ParsedAttachment,
  type ParsedMessage,
  type ParseOutcome,
  type Protection,
  type UnparsableReason,
} from '../domain/message';
import { readReport } from '../domain/reports/read-report';
import { singleLine, storableText, truncate } from '../domain/text';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import { nameFile, shownBy } from './attachments';
import { textOfMarkedHtml, visibleTextOfHtml } from './html-text';
import { readMime, type KeepFile, type MimeMail } from './mime';
import { readHeaders, type MessageHeaders } from './parse-headers';
import { decodeText } from './text-charset';
import { headersInUtf8 } from './undeclared-charset';
import { foldHtml } from './visible-html';

/** Names of header fields that are kept beside the usual ones. */
type Kept = ReadonlySet<string>;
const USUAL: Kept = new Set();

/** Parses one mail that is in memory, whatever its bytes are. */
export async function parseMessage(
  source: Buffer,
  keepFile: KeepFile,
  kept: Kept = USUAL,
): Promise<ParseOutcome> {
  if (source.length === 0) return unparsable('empty', '', source);
  const headerEnd = endOfHeaders(source);
  if (headerEnd > MESSAGE_LIMITS.headerBytes) return unparsable('header-too-large', `${headerEnd}`, source);
  const body = source.subarray(headerEnd);
  return outcomeOf(source.subarray(0, headerEnd), async () => {
    const mail = await readMime(withHeadersInUtf8(source, headerEnd), keepFile);
    return { mail, kept, bodyHash: createHash('sha256').update(body).digest('hex'), bodyStart: body };
  });
}

function withHeadersInUtf8(source: Buffer, headerEnd: number): Buffer {
  const header = source.subarray(0, headerEnd);
  const readable = headersInUtf8(header);
  return readable === header ? source : Buffer.concat([readable, source.subarray(headerEnd)]);
}

/** Bytes of a file that are read at once. */
const CHUNK = 256 * 1024;

/**
 * Parses one mail that lies in a file, without holding more of it in memory than its text.
 * @throws when the file cannot be read
 */
export async function parseFile(path: string, keepFile: KeepFile, kept: Kept = USUAL): Promise<ParseOutcome> {
  const { start, size } = await startOf(path, MESSAGE_LIMITS.headerBytes + 4);
  if (size <= start.length) return parseMessage(start, keepFile, kept);
  const headerEnd = endOfHeaders(start);
  if (headerEnd > MESSAGE_LIMITS.headerBytes) return unparsable('header-too-large', `${headerEnd}`, start);
  const header = start.subarray(0, headerEnd);
  return outcomeOf(header, async () => {
    const hash = createHash('sha256');
    const mail = await readMime(
      Readable.from(
        fileFrom(path, headersInUtf8(header), headerEnd, (chunk) => hash.update(chunk)),
        {
          objectMode: false,
        },
      ),
      keepFile,
    );
    return { mail, kept, bodyHash: hash.digest('hex'), bodyStart: start.subarray(headerEnd) };
  });
}

/** The message of a mail whose files stay on the server. */
export async function parseParts(
  content: Extract<MessageContent, { kind: 'parts' }>,
  kept: Kept = USUAL,
): Promise<ParseOutcome> {
  const { headers, text, html, files } = content;
  if (headers.length > MESSAGE_LIMITS.headerBytes)
    return unparsable('header-too-large', `${headers.length}`, headers);
  return outcomeOf(headers, async () => {
    const { headers: fields, headerLines } = await readMime(headersInUtf8(headers), discard);
    const parts = {
      text: text ?? '',
      html: html ?? '',
      files: [],
      invitation: null,
      protection: NO_PROTECTION,
      reportParts: [],
    };
    return {
      mail: { headers: fields, headerLines, ...parts },
      kept,
      // Its bytes are not known; what is known of it differs between two mails as reliably.
      bodyHash: hashOf(parts.text, parts.html, ...files.map(({ name, size }) => `${size} ${name}`)),
      bodyStart: Buffer.alloc(0),
      remote: files.slice(0, MESSAGE_LIMITS.parts),
    };
  });
}

const NO_PROTECTION: Protection = { signed: null, encrypted: null };

interface Read {
  readonly mail: MimeMail;
  readonly kept: Kept;
  readonly bodyHash: string;
  /** the first bytes of the body, as they were written */
  readonly bodyStart: Buffer;
  readonly remote?: readonly RemoteFile[];
}

/** A fault of the mail becomes its reason; a fault of ours, such as a full disk, is thrown. */
async function outcomeOf(header: Buffer, read: () => Promise<Read>): Promise<ParseOutcome> {
  try {
    return { kind: 'parsed', message: messageFrom(await read()) };
  } catch (error) {
    if (isOfSystem(error)) throw error;
    const detail = truncate(singleLine(error instanceof Error ? error.message : String(error)), 200);
    return unparsable(reasonOf(detail), detail, header);
  }
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** The parser gives all its limits one error code; they differ in their words. */
function reasonOf(words: string): UnparsableReason {
  if (/child nodes/i.test(words)) return 'too-many-parts';
  return /header size/i.test(words) ? 'header-too-large' : 'malformed';
}

/** Bytes of a header block that are looked at when the mail as a whole cannot be read. */
const READABLE_HEADERS = 64 * 1024;

/**
 * A mail that cannot be read, with what its headers say of it.
 * @param source the mail, or its beginning
 */
export async function unparsable(
  reason: UnparsableReason,
  detail: string,
  source: Buffer,
): Promise<Extract<ParseOutcome, { kind: 'unparsable' }>> {
  const headers = source.subarray(0, Math.min(endOfHeaders(source), READABLE_HEADERS));
  // Whatever is wrong with the mail may be in its headers too; then nothing is known of it but its bytes.
  const mail = await readMime(headersInUtf8(headers), discard).catch(() => null);
  const { subject, from } = mail === null ? { subject: '', from: null } : readHeaders(mail);
  return { kind: 'unparsable', reason, detail, subject, sender: from === null ? '' : displayName(from) };
}

/**
 * A mail in a file that cannot be read, with what its headers say of it.
 * @throws when the file cannot be read
 */
export async function unparsableFile(
  reason: UnparsableReason,
  detail: string,
  path: string,
): Promise<Extract<ParseOutcome, { kind: 'unparsable' }>> {
  return unparsable(reason, detail, (await startOf(path, READABLE_HEADERS)).start);
}

/** What a header block says, or some fields of one; null when it cannot be read. */
export async function readHeaderBlock(block: Buffer): Promise<MessageHeaders | null> {
  const mail = await readMime(headersInUtf8(block), discard).catch(() => null);
  return mail === null ? null : readHeaders(mail);
}

const discard: KeepFile = async (content) => {
  content.resume();
  return { sha256: '', size: 0 };
};

/** Where the body begins: after the first empty line, whatever the line endings are; programs mix them. */
function endOfHeaders(source: Buffer): number {
  const looked = source.toString('latin1', 0, MESSAGE_LIMITS.headerBytes + 4);
  const emptyLine = /\r?\n\r?\n|\r\r/.exec(looked);
  return emptyLine === null ? source.length : emptyLine.index + emptyLine[0].length;
}

function messageFrom({ mail, kept, bodyHash, bodyStart, remote }: Read): ParsedMessage {
  const html = mail.html === '' ? null : storableText(mail.html.slice(0, MESSAGE_LIMITS.text));
  const shown = shownBy(html);
  const files =
    remote === undefined
      ? mail.files.map((file) => ({ ...file, part: null }))
      : remote.map((file, position) => ({
          ...nameFile(
            { filename: file.name, contentType: file.type, cid: file.contentId ?? undefined },
            position,
          ),
          size: file.size,
          sha256: null,
          part: file.part,
        }));
  const headers = readHeaders(mail, kept);
  const outer = { subject: headers.subject, answers: isAnswer(headers) };
  const folded = html === null ? null : foldHtml(html, outer);
  const text = storableText(textOf(mail, folded?.html ?? null, bodyStart).slice(0, MESSAGE_LIMITS.text));
  const message: ParsedMessage = {
    ...headers,
    ...(mail.text.trim() === '' && folded !== null
      ? visibleTextOfHtml(text, folded, outer)
      : { text, visible: visiblePartOf(text, outer) }),
    html: folded?.html ?? null,
    attachments: files.map((file): ParsedAttachment => ({ ...file, inline: shown(file.contentId) })),
    report: null,
    invitation: mail.invitation,
    protection: mail.protection,
    bodyHash,
    incomplete: remote !== undefined,
  };
  return { ...message, report: readReport(message, mail.reportParts) };
}

const isAnswer = (headers: Pick<ParsedMessage, 'inReplyTo' | 'references'>): boolean =>
  headers.inReplyTo.length > 0 || headers.references.length > 0;

/** Bytes of a body that is shown as it stands. */
const UNREADABLE_BODY = 1024 * 1024;

/**
 * HTML-only mail still needs text, for the list, for search and for quoting. Where no part could be read at all, as in
 * a multipart without boundary, the body is shown as it was written: an empty mail would hide what somebody said.
 */
function textOf({ text, files }: MimeMail, html: string | null, body: Buffer): string {
  if (text.trim() !== '') return text;
  const readable = textOfMarkedHtml(html ?? '');
  if (readable !== '') return readable;
  return files.length > 0 ? '' : decodeText(body.subarray(0, UNREADABLE_BODY), undefined).trim();
}

/** The first bytes of a file, and how many it has. */
async function startOf(
  path: string,
  bytes: number,
): Promise<{ readonly start: Buffer; readonly size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(bytes, size));
    await file.read(start, 0, start.length, 0);
    return { start, size };
  } finally {
    await file.close();
  }
}

/** A mail with another header block than the one in its file. */
async function* fileFrom(
  path: string,
  header: Buffer,
  headerEnd: number,
  onBody: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  yield header;
  for await (const chunk of createReadStream(path, { start: headerEnd, highWaterMark: CHUNK })) {
    onBody(chunk as Buffer);
    yield chunk as Buffer;
  }
}
