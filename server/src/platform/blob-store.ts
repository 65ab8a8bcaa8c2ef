/**
 * Bytes of mails and attachments in a private folder, each once under its sha256. Nothing here is reachable by URL:
 * Strapi's local uploads are public, mail is not. Rows say what a blob is; this only keeps it.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  type ReadStream,
} from 'node:fs';
import { access, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, createGzip, gunzip, gzip, gzipSync } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const flush = promisify(fsync);

/** Mail is compressed while it is waited for: the fastest level saves nearly as much as the slowest does. */
const COMPRESSION = { level: 1 } as const;

/** For a few kilobytes, setting up a window of the usual size costs more than compressing does. */
const SMALL_COMPRESSION = { ...COMPRESSION, windowBits: 13, memLevel: 7 } as const;

/** Larger blobs are compressed and written in the background, so that they do not hold the thread. */
const LARGE = 1024 * 1024;

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
  /** @throws when no such blob is kept */
  open(sha256: string): Promise<ReadStream>;
  read(sha256: string): Promise<Buffer>;
  readSource(sha256: string): Promise<Buffer>;
  /** The source of a mail as a stream, for what may be large. @throws when no such source is kept */
  openSource(sha256: string): Promise<Readable>;
}

const SOURCE = '.gz';

/** @param folder absolute; made when missing */
export function createBlobStore(folder: string): BlobStore {
  const fileOf = (sha256: string, extension: string): string => {
    // A hash comes from our rows, but a path is never built from what was not checked.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a sha256');
    return path.join(folder, sha256.slice(0, 2), sha256 + extension);
  };
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
        bytes.byteLength > LARGE ? compress(bytes, COMPRESSION) : gzipSync(bytes, SMALL_COMPRESSION),
      );
      return sha256;
    },
    putSourceStream: (content) => putStream(content, SOURCE),
    async open(sha256) {
      const file = fileOf(sha256, '');
      await access(file);
      return createReadStream(file);
    },
    read: async (sha256) => readFile(fileOf(sha256, '')),
    async readSource(sha256) {
      return decompress(await readFile(fileOf(sha256, SOURCE)));
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

/**
 * Written beside, flushed, then renamed: a killed process leaves no half blob under a good name. Small files are written
 * synchronously, which costs a fraction of a promise's way through the thread pool; only flushing is waited for.
 */
async function writeOnce(file: string, content: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
  if (existsSync(file)) return renew(file);
  const bytes = await content();
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    if (bytes.byteLength > LARGE) await writeLarge(temporary, bytes);
    else await writeSmall(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A file's time says when it was last kept: what was so lately is not swept away, even if its row is still to come. */
function renew(file: string): void {
  const now = new Date();
  utimesSync(file, now, now);
}

async function writeSmall(file: string, bytes: Uint8Array): Promise<void> {
  const descriptor = openNew(file);
  try {
    writeFileSync(descriptor, bytes);
    await flush(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** There are few folders, and they are there nearly always: one is made when it is missed. */
function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeFolderOf(file);
    return openSync(file, 'wx', 0o600);
  }
}

async function writeLarge(file: string, bytes: Uint8Array): Promise<void> {
  makeFolderOf(file);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function makeFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
