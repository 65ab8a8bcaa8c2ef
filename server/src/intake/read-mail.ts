/**
 * Reads mails: parses them, sanitizes their HTML, and keeps source and files in the blob store. What comes out holds no
 * bytes and can be handed from thread to thread. It decides nothing and knows no database.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import limitConcurrency from 'p-limit';
import type { MessageContent } from '../domain/incoming';
import type { ParseOutcome } from '../domain/message';
import { storableText } from '../domain/text';
import type { BlobStore, PackedSources } from '../platform/blob-store';
import type { KeepFile } from './mime';
import { parseFile, parseMessage, parseParts } from './parse';
import { sanitizeHtml } from './sanitize-html';

export interface ReadMail {
  /** sha256 of the kept source; of mail that was left on the server in part, of its header block */
  readonly sourceHash: string;
  /** of a source that lies in a pack with others */
  readonly sourcePlace: string | null;
  readonly parsed: ParseOutcome;
}

/** Blobs that are flushed at the same time: one after another they would cost more than parsing does. */
const WRITING = 24;

/**
 * Reads mails in order. When it resolves, everything they consist of is on the disk.
 * @param options.onMail called with each mail's position before it is read
 * @param options.headers lower-cased names of header fields that are kept beside the usual ones
 * @throws what the disk says; never for what is in a mail
 */
export async function readMails(
  mails: readonly MessageContent[],
  blobs: BlobStore,
  {
    onMail = () => undefined,
    headers = [],
  }: { readonly onMail?: (position: number) => void; readonly headers?: readonly string[] } = {},
): Promise<readonly ReadMail[]> {
  const limit = limitConcurrency(WRITING);
  const writing: Promise<unknown>[] = [];
  const later: Later = (write) => {
    const written = limit(write);
    // It is waited for below; until then a failure must not count as unhandled.
    written.catch(() => undefined);
    writing.push(written);
  };
  // A mail that comes alone has a file that a second copy finds again; many at once share one, see platform/source-packs.
  const pack = mails.length > 1 ? blobs.startPack() : null;
  const kept = new Set(headers);
  const read: ReadMail[] = [];
  for (const [position, mail] of mails.entries()) {
    onMail(position);
    read.push(withSafeHtml(await readMail(mail, { blobs, later, pack, kept })));
  }
  if (pack !== null) later(() => pack.write());
  await Promise.all(writing);
  return read;
}

/** Bytes up to which a source is kept in a pack. */
const PACKED = 256 * 1024;

/** Writes in the background, while the next mail is read. */
type Later = (write: () => Promise<unknown>) => void;

interface Keeping {
  readonly blobs: BlobStore;
  readonly later: Later;
  readonly pack: PackedSources | null;
  /** names of header fields */
  readonly kept: ReadonlySet<string>;
}

async function readMail(mail: MessageContent, keeping: Keeping): Promise<ReadMail> {
  const { blobs, later, kept } = keeping;
  switch (mail.kind) {
    case 'bytes': {
      const source = keepSource(mail.bytes, keeping);
      return { ...source, parsed: await parseMessage(mail.bytes, inMemory(blobs, later), kept) };
    }
    case 'parts': {
      const source = keepSource(mail.headers, keeping);
      return { ...source, parsed: await parseParts(mail, kept) };
    }
    case 'file': {
      const { sha256 } = await blobs.putSourceStream(createReadStream(mail.path));
      return {
        sourceHash: sha256,
        sourcePlace: null,
        parsed: await parseFile(mail.path, (content) => blobs.putStream(content), kept),
      };
    }
  }
}

function keepSource(
  source: Buffer,
  { blobs, later, pack }: Keeping,
): Pick<ReadMail, 'sourceHash' | 'sourcePlace'> {
  const sourceHash = hashOf(source);
  // A large one would make the pack large, and with it what is held in memory.
  if (pack !== null && source.length <= PACKED) return { sourceHash, sourcePlace: pack.add(source) };
  later(() => blobs.putSource(source, sourceHash));
  return { sourceHash, sourcePlace: null };
}

const inMemory =
  (blobs: BlobStore, later: Later): KeepFile =>
  async (content: Readable) => {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const sha256 = hashOf(bytes);
    later(() => blobs.put(bytes, sha256));
    return { sha256, size: bytes.length };
  };

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function withSafeHtml(read: ReadMail): ReadMail {
  const { parsed } = read;
  if (parsed.kind !== 'parsed' || parsed.message.html === null) return read;
  const html = sanitizeHtml(parsed.message.html);
  return {
    ...read,
    parsed: {
      kind: 'parsed',
      message: { ...parsed.message, html: html === null ? null : storableText(html) },
    },
  };
}
