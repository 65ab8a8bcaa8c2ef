/**
 * Bytes of mails and attachments in a private folder, each once under its sha256. Nothing here is reachable by URL:
 * Strapi's local uploads are public, mail is not. Rows say what a blob is; this only keeps it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export interface BlobStore {
  /** Keeps bytes as they are; returns their sha256. Safe to repeat: what is there already is not written again. */
  put(bytes: Uint8Array): Promise<string>;
  /** Keeps the source of a mail, compressed; returns the sha256 of the uncompressed bytes. */
  putSource(bytes: Uint8Array): Promise<string>;
  /** @throws when no such blob is kept */
  open(sha256: string): Promise<ReadStream>;
  read(sha256: string): Promise<Buffer>;
  readSource(sha256: string): Promise<Buffer>;
}

/** @param folder absolute; made when missing */
export function createBlobStore(folder: string): BlobStore {
  const fileOf = (sha256: string, extension: string): string => {
    // A hash comes from our rows, but a path is never built from what was not checked.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a sha256');
    return path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256 + extension);
  };
  return {
    async put(bytes) {
      const sha256 = hash(bytes);
      await writeOnce(fileOf(sha256, ''), async () => bytes);
      return sha256;
    },
    async putSource(bytes) {
      const sha256 = hash(bytes);
      await writeOnce(fileOf(sha256, '.gz'), () => compress(bytes));
      return sha256;
    },
    async open(sha256) {
      const file = fileOf(sha256, '');
      await access(file);
      return createReadStream(file);
    },
    read: (sha256) => readFile(fileOf(sha256, '')),
    async readSource(sha256) {
      return decompress(await readFile(fileOf(sha256, '.gz')));
    },
  };
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Written beside, flushed, then renamed: a killed process leaves no half blob under a good name. */
async function writeOnce(file: string, content: () => Promise<Uint8Array>): Promise<void> {
  if (await exists(file)) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(await content());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
