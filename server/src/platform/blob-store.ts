/**
 * Bytes of mails and attachments in a private folder, each once under its sha256. Nothing here is reachable by URL:
 * Strapi's local uploads are public, mail is not. Rows say what a blob is; this only keeps it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, utimesSync } from 'node:fs';
import { access, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gunzip, gzip, gzipSync } from 'node:zlib';
import { LARGE, makeFolderOf, writeDurably } from './durable-file';
import { readPacked, startPack } from './source-packs';
import { fileName, pathOf } from './store/file-names';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Mail is compressed while it is waited for: the fastest level saves nearly as much as the slowest does. */
const COMPRESSION = { level: 1 } as const;

/** For a few kilobytes, setting up a window of the usual size costs more than compressing does; many small blocks do, too. */
const SMALL_COMPRESSION = { ...COMPRESSION, windowBits: 13, memLevel: 9 } as const;

export interface StoredStream {
  readonly sha256: string;
  /** bytes before compression */
  readonly size: number;
}

export interface BlobStore {
  /**
   * Keeps bytes as they are; returns their sha256. Safe to repeat: what is there already is not written again.
   * @param sha256 of the bytes, where the caller has computed it
   */
  put(bytes: Uint8Array, sha256?: string): Promise<string>;
  /** Keeps what a stream yields, however much it is, without holding it in memory. */
  putStream(content: Readable): Promise<StoredStream>;
  /** Keeps the source of a mail, compressed; returns the sha256 of the uncompressed bytes. @param sha256 as in `put` */
  putSource(bytes: Uint8Array, sha256?: string): Promise<string>;
  /** Keeps the source of a mail from a stream, compressed, without holding it in memory. */
  putSourceStream(content: Readable): Promise<StoredStream>;
  /** Begins to keep sources together, in one file. */
  startPack(): PackedSources;
  /** @throws when no such blob is kept */
  open(sha256: string): Promise<Readable>;
  read(sha256: string): Promise<Buffer>;
  /** The first bytes of a blob, by which its kind is told. @throws when no such blob is kept */
  readStart(sha256: string): Promise<Buffer>;
  /**
   * @param place of the source in a pack; null when it has a file of its own
   * @throws when no such source is kept
   */
  readSource(sha256: string, place?: string | null): Promise<Buffer>;
  /** The source of a mail as a stream, for what may be large and is in no pack. @throws when no such source is kept */
  openSource(sha256: string): Promise<Readable>;
}

/** Sources that are written together. */
export interface PackedSources {
  /** Takes a source, which is kept once `write` has resolved; returns its place. */
  add(source: Uint8Array): string;
  /** @throws what the disk says */
  write(): Promise<void>;
}

const SOURCE = '.gz';

/** @param folder absolute; made when missing */
export function createBlobStore(folder: string): BlobStore {
  const fileOf = (sha256: string, extension: string): string => pathOf(folder, fileName(sha256) + extension);
  const putStream = async (content: Readable, extension: string): Promise<StoredStream> => {
    const measure = new Measure();
    const steps = extension === SOURCE ? [measure, createGzip(COMPRESSION)] : [measure];
    // Its name is known only at the end: until then it lies beside, in the store's own folder.
    const temporary = path.join(folder, `${randomUUID()}.tmp`);
    makeFolderOf(temporary);
    try {
      // A pipeline ends when its last stream is closed, so the file closes itself and is flushed by a second look.
      await pipeline([content, ...steps, createWriteStream(temporary, { flags: 'wx', mode: 0o600 })]);
      const handle = await open(temporary, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      const stored = measure.result();
      const file = fileOf(stored.sha256, extension);
      makeFolderOf(file);
      renameSync(temporary, file);
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };
  return {
    async put(bytes, sha256 = hash(bytes)) {
      await writeOnce(fileOf(sha256, ''), () => bytes);
      return sha256;
    },
    putStream: (content) => putStream(content, ''),
    async putSource(bytes, sha256 = hash(bytes)) {
      await writeOnce(fileOf(sha256, SOURCE), () =>
        bytes.byteLength > LARGE ? compress(bytes, COMPRESSION) : compressSmall(bytes),
      );
      return sha256;
    },
    startPack() {
      const pack = startPack(folder);
      return { add: (source) => pack.add(compressSmall(source)), write: () => pack.write() };
    },
    putSourceStream: (content) => putStream(content, SOURCE),
    async open(sha256) {
      const file = fileOf(sha256, '');
      await access(file);
      return createReadStream(file);
    },
    read: async (sha256) => readFile(fileOf(sha256, '')),
    readStart: (sha256) => startOf(fileOf(sha256, '')),
    async readSource(sha256, place = null) {
      return decompress(
        await (place === null ? readFile(fileOf(sha256, SOURCE)) : readPacked(folder, place)),
      );
    },
    async openSource(sha256) {
      const file = fileOf(sha256, SOURCE);
      await access(file);
      const plain = createGunzip();
      // What goes wrong on the way is an error of the stream that is read.
      pipeline(createReadStream(file), plain).catch(() => undefined);
      return plain;
    },
  };
}

const START = 64;

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START), 0, START, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const compressSmall = (source: Uint8Array): Buffer => gzipSync(source, SMALL_COMPRESSION);

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hashes and counts what passes through. */
class Measure extends Transform {
  private readonly sha256 = createHash('sha256');
  private size = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.sha256.update(chunk);
    this.size += chunk.length;
    done(null, chunk);
  }

  result(): StoredStream {
    return { sha256: this.sha256.digest('hex'), size: this.size };
  }
}

/** What is there already is not written again. */
async function writeOnce(file: string, content: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
  if (existsSync(file)) renew(file);
  else await writeDurably(file, content);
}

/** A file's time says when it was last kept: what was so lately is not swept away, even if its row is still to come. */
export function renew(file: string): void {
  const now = new Date();
  utimesSync(file, now, now);
}
