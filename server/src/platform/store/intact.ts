/** Whether the bytes of a stored file are those that were put in. It reads files on the disk, and mends nothing. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isMissing } from './storage-errors';
import { readName } from './file-names';

/** Hex sha256 of a file as it lies there. @throws what the disk says */
export const checksumOf = (file: string): Promise<string> => hashOf([createReadStream(file)]);

/**
 * @param name as it is stored: its sum is in it, unless it is a pack
 * @param checksum of a pack, when it is known
 * @throws when there is no such file
 */
export async function isIntact(name: string, file: string, checksum: string | null): Promise<boolean> {
  const stored = readName(name);
  if (stored === null) return false;
  if (stored.kind === 'pack') {
    const found = await checksumOf(file);
    return checksum === null || found === checksum;
  }
  if (stored.kind === 'file') return (await checksumOf(file)) === stored.reference;
  return hashOf([createReadStream(file), createGunzip()]).then(
    (sum) => sum === stored.reference,
    (error: unknown) => {
      if (isMissing(error)) throw error;
      return false;
    },
  );
}

/** Whether everything in a pack can be unpacked: each source in it has a checksum of its own (RFC 1952). */
export const isSoundPack = (file: string): Promise<boolean> =>
  hashOf([createReadStream(file), createGunzip()]).then(
    () => true,
    () => false,
  );

async function hashOf(streams: readonly (Readable | NodeJS.ReadWriteStream)[]): Promise<string> {
  const hash = createHash('sha256');
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      hash.update(chunk);
      done();
    },
  });
  await pipeline([...streams, sink] as [Readable, ...NodeJS.ReadWriteStream[], Writable]);
  return hash.digest('hex');
}
