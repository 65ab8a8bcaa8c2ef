/**
 * The one store for the bytes of mails and files, whatever keeps them: a folder, or an upload provider, of which a folder
 * holds what is being sent and what was read lately. What the other of the two still keeps is read from there.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import limitConcurrency from 'p-limit';
import type { FileRegister, RegisteredFile } from '../../domain/file-register';
import { readPlace } from '../../domain/source-place';
import { createBlobStore, renew, type BlobStore } from '../blob-store';
import { makeFolderOf } from '../durable-file';
import { trimCache } from './cache';
import { fileName, packName, pathOf, sourceName } from './file-names';
import { checksumOf, isIntact } from './intact';
import type { RemoteFiles } from './remote-files';
import { FileDamaged, FileMissing, isMissing, StorageUnavailable } from './storage-errors';

export interface FileStore extends BlobStore {
  /** where what is new is written first, and worker threads write */
  readonly folder: string;
  /** Keeps what was written into the folder for good. @throws StorageUnavailable */
  keep(names: readonly string[]): Promise<void>;
  /** Brings a file to this machine and says in which folder it lies. @throws FileMissing, StorageUnavailable, FileDamaged */
  bring(name: string): Promise<string>;
}

export interface StorePlaces {
  readonly driver: 'filesystem' | 'upload';
  /** of the filesystem driver */
  readonly folder: string;
  /** of what the provider keeps */
  readonly cache: string;
  /** bytes */
  readonly cacheBytes: number;
  readonly register: FileRegister;
  /** asked for when it is needed. @throws what is wrong with the provider */
  remote(): Promise<RemoteFiles>;
}

/** Files sent to the provider at the same time. */
const SENDING = 8;
/** The cache is looked at each time this part of it has come in. */
const PART = 0.05;

export function createFileStore(places: StorePlaces): FileStore {
  const folder = places.driver === 'upload' ? places.cache : places.folder;
  const written = createBlobStore(folder);
  const cache = boundedCache(places);
  const bring = bringer(places, cache.grown);
  const keep =
    places.driver === 'upload' ? sender(places, cache.grown) : async (): Promise<void> => undefined;
  return {
    folder,
    keep,
    bring,
    ...writing(written, keep),
    ...reading(bring),
  };
}

type Keep = FileStore['keep'];

/** What is written is kept before anybody is told of it. */
function writing(
  written: BlobStore,
  keep: Keep,
): Pick<BlobStore, 'put' | 'putStream' | 'putSource' | 'putSourceStream' | 'startPack'> {
  return {
    async put(bytes, sha256) {
      const kept = await written.put(bytes, sha256);
      await keep([fileName(kept)]);
      return kept;
    },
    async putStream(content) {
      const stored = await written.putStream(content);
      await keep([fileName(stored.sha256)]);
      return stored;
    },
    async putSource(bytes, sha256) {
      const kept = await written.putSource(bytes, sha256);
      await keep([sourceName(kept)]);
      return kept;
    },
    async putSourceStream(content) {
      const stored = await written.putSourceStream(content);
      await keep([sourceName(stored.sha256)]);
      return stored;
    },
    startPack() {
      const pack = written.startPack();
      let name: string | undefined;
      return {
        add(source) {
          const place = pack.add(source);
          name = readPlace(place)?.pack;
          return place;
        },
        async write() {
          await pack.write();
          if (name !== undefined) await keep([packName(name)]);
        },
      };
    },
  };
}

function reading(
  bring: FileStore['bring'],
): Pick<BlobStore, 'open' | 'read' | 'readStart' | 'readSource' | 'openSource'> {
  const from = async <Value>(name: string, read: (store: BlobStore) => Promise<Value>): Promise<Value> => {
    try {
      return await read(createBlobStore(await bring(name)));
    } catch (error) {
      // It may have left the cache just now.
      if (!isMissing(error) || error instanceof FileMissing) throw error;
      return read(createBlobStore(await bring(name)));
    }
  };
  return {
    open: async (sha256) => from<Readable>(fileName(sha256), (store) => store.open(sha256)),
    read: async (sha256) => from(fileName(sha256), (store) => store.read(sha256)),
    readStart: async (sha256) => from(fileName(sha256), (store) => store.readStart(sha256)),
    async readSource(sha256, place = null) {
      const pack = place === null ? null : readPlace(place);
      if (place !== null && pack === null) throw new Error('Not a place in a pack');
      const name = pack === null ? sourceName(sha256) : packName(pack.pack);
      return from(name, (store) => store.readSource(sha256, place));
    },
    openSource: async (sha256) => from(sourceName(sha256), (store) => store.openSource(sha256)),
  };
}

/** Each file is fetched once, however many ask for it. */
function bringer(places: StorePlaces, grown: (bytes: number) => void): FileStore['bring'] {
  const underWay = new Map<string, Promise<void>>();
  return async (name) => {
    if (existsSync(pathOf(places.folder, name))) return places.folder;
    const cached = pathOf(places.cache, name);
    if (existsSync(cached)) {
      renewIfThere(cached);
      return places.cache;
    }
    const fetching =
      underWay.get(name) ?? fetchFile(places, name, grown).finally(() => underWay.delete(name));
    underWay.set(name, fetching);
    await fetching;
    return places.cache;
  };
}

/** The file's time says when it was last used. It may leave the cache in this moment. */
function renewIfThere(file: string): void {
  try {
    renew(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function fetchFile(places: StorePlaces, name: string, grown: (bytes: number) => void): Promise<void> {
  const file = await places.register.find(name);
  if (file === null) throw new FileMissing(name);
  await fetchTo(await places.remote(), file, pathOf(places.cache, name));
  grown(file.size);
}

/**
 * Fetches a file from the provider. It has its name only when all its bytes are there and are right.
 * @throws FileMissing, FileDamaged, StorageUnavailable
 */
export async function fetchTo(remote: RemoteFiles, file: RegisteredFile, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  makeFolderOf(temporary);
  try {
    const content = await remote.open(file.name, file, file.size);
    await pipeline(content, createWriteStream(temporary, { flags: 'wx', mode: 0o600 })).catch(
      (error: unknown) => {
        throw new StorageUnavailable(error instanceof Error ? error.name : 'unknown error');
      },
    );
    if (!(await isIntact(file.name, temporary, file.checksum))) throw new FileDamaged(file.name);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Noted first, then sent, then noted as kept: what a killed process leaves is known and swept away. */
function sender({ cache, register, remote }: StorePlaces, grown: (bytes: number) => void): Keep {
  return async (names) => {
    if (names.length === 0) return;
    const all = [...new Set(names)].sort();
    const { kept, removing } = await register.claim(all);
    if (removing.length > 0) throw new StorageUnavailable('a file that came again is just being removed');
    const files = await remote();
    await sendFiles(
      files,
      register,
      all.filter((name) => !kept.has(name)).map((name) => ({ name, file: pathOf(cache, name) })),
      grown,
    );
  };
}

/**
 * Sends files that were claimed, and registers those that have arrived, also when others have not.
 * @throws the first failure
 */
export async function sendFiles(
  remote: RemoteFiles,
  register: FileRegister,
  files: readonly { readonly name: string; readonly file: string }[],
  onSent: (bytes: number) => void = () => undefined,
): Promise<void> {
  const limit = limitConcurrency(SENDING);
  const sent = await Promise.allSettled(files.map((each) => limit(() => sendFile(remote, each))));
  const arrived = sent.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  await register.finish(arrived);
  for (const { size } of arrived) onSent(size);
  for (const result of sent) if (result.status === 'rejected') throw result.reason as Error;
}

async function sendFile(
  remote: RemoteFiles,
  { name, file }: { readonly name: string; readonly file: string },
): Promise<RegisteredFile> {
  const { size } = await stat(file);
  const checksum = name.endsWith('.pack') ? await checksumOf(file) : null;
  return { name, size, checksum, ...(await remote.put(name, file, size)) };
}

/** Looks at the cache when enough has come in, in the background, and when the process begins to use it. */
function boundedCache({ cache, cacheBytes }: StorePlaces): { grown(bytes: number): void } {
  let since = Infinity;
  let trimming = false;
  return {
    grown(bytes) {
      since += bytes;
      if (trimming || since < cacheBytes * PART) return;
      since = 0;
      trimming = true;
      trimCache(cache, cacheBytes, Date.now())
        .catch(() => undefined)
        .finally(() => {
          trimming = false;
        });
    },
  };
}
