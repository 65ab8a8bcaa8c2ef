/**
 * Reads mails: parses them, sanitizes their HTML, and keeps source and files in the blob store. What comes out holds no
 * bytes and can be handed from thread to thread. It decides nothing and knows no database.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import limitConcurrency from 'p-limit';
import type { MessageContent } from '../domain/incoming';
import type { ParseOutcome } from '../domain/message';
import { storableText } from '../domain/text';
import type { BlobStore } from '../platform/blob-store';
import type { KeepFile } from './mime';
import { parseFile, parseMessage, parseParts } from './parse';
import { sanitizeHtml } from './sanitize-html';

export interface ReadMail {
  /** sha256 of the kept source; of mail that was left on the server in part, of its header block */
  readonly sourceHash: string;
  readonly parsed: ParseOutcome;
}

/** Blobs that are flushed at the same time: one after another they would cost more than parsing does. */
const WRITING = 24;

/**
 * Reads mails in order. When it resolves, everything they consist of is on the disk.
 * @param onMail called with each mail's position before it is read
 * @throws what the disk says; never for what is in a mail
 */
export async function readMails(
  mails: readonly MessageContent[],
  blobs: BlobStore,
  onMail: (position: number) => void = () => undefined,
): Promise<readonly ReadMail[]> {
  const limit = limitConcurrency(WRITING);
  const writing: Promise<unknown>[] = [];
  const later: Later = (write) => {
    const written = limit(write);
    // It is waited for below; until then a failure must not count as unhandled.
    written.catch(() => undefined);
    writing.push(written);
  };
  const read: ReadMail[] = [];
  for (const [position, mail] of mails.entries()) {
    onMail(position);
    read.push(withSafeHtml(await readMail(mail, blobs, later)));
  }
  await Promise.all(writing);
  return read;
}

/** Writes in the background, while the next mail is read. */
type Later = (write: () => Promise<unknown>) => void;

async function readMail(mail: MessageContent, blobs: BlobStore, later: Later): Promise<ReadMail> {
  switch (mail.kind) {
    case 'bytes': {
      const sourceHash = keepSource(mail.bytes, blobs, later);
      return { sourceHash, parsed: await parseMessage(mail.bytes, inMemory(blobs, later)) };
    }
    case 'parts': {
      const sourceHash = keepSource(mail.headers, blobs, later);
      return { sourceHash, parsed: await parseParts(mail) };
    }
    case 'file': {
      const { sha256 } = await blobs.putSourceStream(createReadStream(mail.path));
      return {
        sourceHash: sha256,
        parsed: await parseFile(mail.path, (content) => blobs.putStream(content)),
      };
    }
  }
}

function keepSource(source: Buffer, blobs: BlobStore, later: Later): string {
  const sourceHash = hashOf(source);
  later(() => blobs.putSource(source, sourceHash));
  return sourceHash;
}

const inMemory =
  (blobs: BlobStore, later: Later): KeepFile =>
  async (content: Readable) => {
    const bytes = await buffer(content);
    const sha256 = hashOf(bytes);
    later(() => blobs.put(bytes, sha256));
    return { sha256, size: bytes.length };
  };

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function withSafeHtml({ sourceHash, parsed }: ReadMail): ReadMail {
  if (parsed.kind !== 'parsed' || parsed.message.html === null) return { sourceHash, parsed };
  const html = sanitizeHtml(parsed.message.html);
  return {
    sourceHash,
    parsed: {
      kind: 'parsed',
      message: { ...parsed.message, html: html === null ? null : storableText(html) },
    },
  };
}
