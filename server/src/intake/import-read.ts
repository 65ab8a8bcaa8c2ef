/**
 * One message of an imported file as intake takes it: in the line endings of the wire, without an mbox's quoting, with
 * the moment and the flags that its headers tell. Large ones go through a temporary file, never through memory.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { IncomingMessage, MessageContent } from '../domain/incoming';

export interface FileFormat {
  readonly kind: 'eml' | 'mbox';
  readonly path: string;
}

export interface ReadingLimits {
  /** bytes from which a message goes through a file */
  readonly streamFrom: number;
  /** where such files are put; whoever files the message removes them */
  readonly temporaryFolder: string;
}

/** Bytes at the beginning of a message that are looked at for its moment and its flags. */
const HEADERS_LOOKED_AT = 64 * 1024;

/**
 * Reads the bytes from `start` to `end` as a message.
 * @param deliveredAt what the file itself says of when it came; null: the headers say
 */
export async function readMessage(
  file: FileHandle,
  format: FileFormat,
  span: { readonly start: number; readonly end: number; readonly deliveredAt: Date | null },
  uid: number,
  limits: ReadingLimits,
): Promise<IncomingMessage> {
  const length = span.end - span.start;
  const beginning = await bytesAt(file, span.start, Math.min(length, HEADERS_LOOKED_AT));
  const headers = headersOf(beginning);
  const change: Change = {
    unquote: format.kind === 'mbox',
    // Mail in an mbox has the line endings of its system. An .eml that was saved as it came over the wire stays as it is.
    crlf: format.kind === 'mbox' || !/^[^\n]*\r\n/.test(beginning.toString('latin1', 0, 2048)),
  };
  const { content, size } =
    length < limits.streamFrom
      ? inMemory(await bytesAt(file, span.start, length), change)
      : await throughFile(format.path, span, change, limits.temporaryFolder);
  return {
    uid,
    size,
    receivedAt: span.deliveredAt ?? momentOf(headers) ?? new Date(),
    flags: flagsOf(headers),
    content,
  };
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = length === 0 ? { bytesRead: 0 } : await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

interface Change {
  readonly unquote: boolean;
  readonly crlf: boolean;
}
interface Changed {
  readonly content: MessageContent;
  readonly size: number;
}

function inMemory(source: Buffer, change: Change): Changed {
  const bytes = Buffer.from(changed(source.toString('latin1'), change, true), 'latin1');
  return { content: { kind: 'bytes', bytes }, size: bytes.byteLength };
}

async function throughFile(
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
  change: Change,
  folder: string,
): Promise<Changed> {
  const target = path.join(folder, `${randomUUID()}.eml`);
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  await pipeline(createReadStream(source, { start, end: end - 1 }), changing(change), output);
  return { content: { kind: 'file', path: target }, size: output.bytesWritten };
}

/** One `>` is taken from each quoted "From " line, and every line ends with CRLF. */
function changed(text: string, { unquote, crlf }: Change, atLineStart: boolean): string {
  const marked = atLineStart ? `\n${text}` : text;
  const plain = unquote ? marked.replace(/\n>(>*From )/g, '\n$1') : marked;
  const unmarked = atLineStart ? plain.slice(1) : plain;
  return crlf ? unmarked.replace(/\r?\n/g, '\r\n') : unmarked;
}

/** `changed` over a stream: what may be the beginning of a quoted line, or half of a CRLF, waits for what follows. */
function changing(change: Change): Transform {
  let waiting = '';
  let atLineStart = true;
  const emit = (transform: Transform, text: string): void => {
    if (text === '') return;
    transform.push(Buffer.from(changed(text, change, atLineStart), 'latin1'));
    atLineStart = text.endsWith('\n');
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = waiting + chunk.toString('latin1');
      const undecided = /(?:\r|(?:^|\n)>[> From]{0,100})$/.exec(text)?.index ?? text.length;
      waiting = text.slice(undecided);
      emit(this, text.slice(0, undecided));
      done();
    },
    flush(done) {
      emit(this, waiting);
      done();
    },
  });
}

type Headers = ReadonlyMap<string, string>;

/** First values by lower-cased name, unfolded. */
function headersOf(beginning: Buffer): Headers {
  const text = beginning.toString('latin1');
  const block = text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length);
  const headers = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? [];
    if (name !== undefined && !headers.has(name.toLowerCase()))
      headers.set(name.toLowerCase(), (value ?? '').trim());
  }
  return headers;
}

/** When it reached its mailbox, as the newest Received header says (RFC 5321 §4.4), else when it was written. */
function momentOf(headers: Headers): Date | null {
  const received = headers.get('received')?.split(';').at(-1);
  for (const written of [received, headers.get('date')]) {
    const moment = new Date((written ?? '').replace(/\([^)]*\)/g, ' ').trim());
    if (!Number.isNaN(moment.getTime()) && moment.getTime() <= Date.now()) return moment;
  }
  return null;
}

/** System flags as mail programs keep them in headers: mbox's Status and X-Status, Thunderbird's, Gmail's labels. */
function flagsOf(headers: Headers): readonly string[] {
  const status = (headers.get('status') ?? '') + (headers.get('x-status') ?? '');
  const mozilla = Number.parseInt(headers.get('x-mozilla-status') ?? '0', 16);
  const labels = headers.get('x-gmail-labels')?.split(/\s*,\s*/);
  const flags: readonly (readonly [string, boolean])[] = [
    ['\\Answered', status.includes('A') || (mozilla & 2) !== 0],
    ['\\Deleted', status.includes('D')],
    ['\\Draft', status.includes('T')],
    ['\\Flagged', status.includes('F') || (mozilla & 4) !== 0 || labels?.includes('Starred') === true],
    ['\\Seen', status.includes('R') || (mozilla & 1) !== 0 || labels?.includes('Unread') === false],
  ];
  return flags.flatMap(([flag, set]) => (set ? [flag] : []));
}
