/**
 * Sources of mails that are read together, in one file: creating and flushing a file of its own for each costs more than
 * parsing the mail does. A pack is written once and never changed; where a source lies in it is said by its row.
 */
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { readPlace, writePlace } from '../domain/source-place';
import { writeDurably } from './durable-file';
import { packName, pathOf } from './store/file-names';
import { FileDamaged } from './store/storage-errors';

export interface SourcePack {
  /** Takes the compressed source of a mail; returns its place, which holds once the pack is written. */
  add(source: Uint8Array): string;
  /** Writes and flushes what was added, if anything was. @throws what the disk says */
  write(): Promise<void>;
}

/** @param folder of the blob store */
export function startPack(folder: string): SourcePack {
  const pack = randomUUID();
  const sources: Uint8Array[] = [];
  let start = 0;
  return {
    add(source) {
      const length = source.byteLength;
      const place = writePlace({ pack, start, length });
      sources.push(source);
      start += length;
      return place;
    },
    async write() {
      if (sources.length > 0) await writeDurably(fileOf(folder, pack), () => Buffer.concat(sources, start));
    },
  };
}

/** The compressed source at a place. @throws when there is no such pack; FileDamaged when it is shorter than it was */
export async function readPacked(folder: string, place: string): Promise<Buffer> {
  const found = readPlace(place);
  // A place comes from our rows, but a path is never built from what was not checked.
  if (found === null) throw new Error('Not a place in a pack');
  const file = await open(fileOf(folder, found.pack));
  try {
    const source = Buffer.alloc(found.length);
    const { bytesRead } = await file.read(source, 0, found.length, found.start);
    if (bytesRead < found.length) throw new FileDamaged(packName(found.pack));
    return source;
  } finally {
    await file.close();
  }
}

/** Beside the blobs, in the folder of its first two digits. */
const fileOf = (folder: string, pack: string): string => pathOf(folder, packName(pack));
