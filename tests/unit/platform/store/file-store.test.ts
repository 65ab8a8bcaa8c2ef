import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { FileRegister, RegisteredFile } from '../../../../server/src/domain/file-register';
import { createBlobStore } from '../../../../server/src/platform/blob-store';
import { trimCache } from '../../../../server/src/platform/store/cache';
import { pathOf } from '../../../../server/src/platform/store/file-names';
import { createFileStore, type FileStore } from '../../../../server/src/platform/store/file-store';
import { createRemoteFiles, type RemoteFiles } from '../../../../server/src/platform/store/remote-files';
import { findUploadProvider } from '../../../../server/src/platform/store/upload-provider';
import { appWith, startS3Server, type S3Server } from '../../../support/s3-server';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder';

const ROOT = resolve(__dirname, '../../../..');

let s3: S3Server;
let folder: TemporaryFolder;
let register: FileRegister & { readonly files: Map<string, RegisteredFile | null> };

beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3?.stop());
beforeEach(async () => {
  folder = await temporaryFolder('file-store');
  s3.mode = 'private';
  register = memoryRegister();
});
afterEach(() => folder.remove());

/** As the rows of the database are. */
function memoryRegister(): typeof register {
  const files = new Map<string, RegisteredFile | null>();
  return {
    files,
    async claim(names) {
      const kept = new Set(names.filter((name) => (files.get(name) ?? null) !== null));
      for (const name of names) if (!files.has(name)) files.set(name, null);
      return { kept, removing: [] };
    },
    async finish(arrived) {
      for (const file of arrived) files.set(file.name, file);
    },
    find: async (name) => files.get(name) ?? null,
  };
}

const remote = async (): Promise<RemoteFiles> =>
  createRemoteFiles(
    await findUploadProvider(appWith(ROOT), { provider: 'aws-s3', providerOptions: s3.providerOptions }),
    'post/of-ours',
  );

/** As another process has it, whose folders are its own. */
const storeOf = (driver: 'filesystem' | 'upload', machine = 'one'): FileStore =>
  createFileStore({
    driver,
    folder: join(folder.path, 'shared'),
    cache: join(folder.path, machine, 'cache'),
    cacheBytes: 1024 * 1024,
    register,
    remote,
  });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const keyOf = (name: string): string => `post/of-ours/${name.slice(0, 2)}/${name}`;

describe.each(['filesystem', 'upload'] as const)('the driver %s', (driver) => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Grüße')],
    ['a megabyte', randomBytes(1024 * 1024)],
  ])('gives back what was put in, on every machine: %s', async (_, bytes) => {
    const hash = sha256(bytes);
    const one = storeOf(driver);
    expect(await one.put(bytes)).toBe(hash);
    expect(await one.putSource(bytes)).toBe(hash);
    for (const store of [one, storeOf(driver, 'two')]) {
      expect((await store.read(hash)).equals(bytes)).toBe(true);
      expect((await buffer(await store.open(hash))).equals(bytes)).toBe(true);
      expect((await store.readStart(hash)).equals(bytes.subarray(0, 64))).toBe(true);
      expect((await store.readSource(hash)).equals(bytes)).toBe(true);
      expect((await buffer(await store.openSource(hash))).equals(bytes)).toBe(true);
    }
  });

  test('gives back what was put in as a stream', async () => {
    const bytes = randomBytes(300_000);
    const stored = { sha256: sha256(bytes), size: bytes.length };
    expect(await storeOf(driver).putStream(Readable.from([bytes]))).toEqual(stored);
    expect(await storeOf(driver).putSourceStream(Readable.from([bytes]))).toEqual(stored);
    const other = storeOf(driver, 'two');
    expect((await other.read(stored.sha256)).equals(bytes)).toBe(true);
    expect((await buffer(await other.openSource(stored.sha256))).equals(bytes)).toBe(true);
  });

  test('gives back each source of a pack', async () => {
    const pack = storeOf(driver).startPack();
    const sources = ['first', '', 'third '.repeat(1000)].map((text) => Buffer.from(text));
    const places = sources.map((source) => pack.add(source));
    await pack.write();
    const other = storeOf(driver, 'two');
    const read = await Promise.all(places.map((place) => other.readSource('', place)));
    expect(read.map(String)).toEqual(sources.map(String));
    await storeOf(driver).startPack().write();
  });

  test('says that something is not there, and builds no path from what is no name', async () => {
    const store = storeOf(driver);
    const unknown = sha256(Buffer.from('never put in'));
    for (const attempt of [store.read(unknown), store.open(unknown), store.readSource(unknown)])
      await expect(attempt).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(store.read('../../etc/passwd')).rejects.toThrow('Not a sha256');
    await expect(store.readSource('', '../../etc/passwd:0:1')).rejects.toThrow('Not a place in a pack');
  });
});

describe('at the provider', () => {
  test('each file lies once, under its sum, and sources lie compressed', async () => {
    const before = await s3.keys();
    const source = Buffer.from('Received: from a\r\n'.repeat(1000) + randomBytes(8).toString('hex'));
    const hash = await storeOf('upload').putSource(source);
    await storeOf('upload', 'two').putSource(source);
    const added = (await s3.keys()).filter((key) => !before.includes(key));
    expect(added).toEqual([keyOf(`${hash}.gz`)]);
    const stored = await s3.bytes(`${hash}.gz`);
    expect(stored.length).toBeLessThan(source.length / 10);
    expect(gunzipSync(stored)).toEqual(source);
  });

  test('a file is noted before it is sent, so that a failure leaves nothing unknown, and is sent again', async () => {
    const store = storeOf('upload');
    await store.put(Buffer.from('sets the proof of privacy aside'));
    s3.mode = 'away';
    const bytes = randomBytes(50);
    const hash = sha256(bytes);
    await expect(store.put(bytes)).rejects.toMatchObject({ name: 'StorageUnavailable' });
    expect(register.files.get(hash)).toBeNull();
    await expect(storeOf('upload', 'two').read(hash)).rejects.toMatchObject({ code: 'ENOENT' });
    s3.mode = 'private';
    expect(await store.put(bytes)).toBe(hash);
    expect((await storeOf('upload', 'two').read(hash)).equals(bytes)).toBe(true);
  });

  test('of several files those that arrived are kept when one did not', async () => {
    const store = storeOf('upload');
    const local = createBlobStore(store.folder);
    const hash = await local.put(randomBytes(20));
    const missing = sha256(randomBytes(20));
    await expect(store.keep([missing, hash])).rejects.toMatchObject({ code: 'ENOENT' });
    expect(register.files.get(hash)).toMatchObject({ name: hash, size: 20 });
    expect(register.files.get(missing)).toBeNull();
  });

  test('what was harmed is an error, and is not taken into the cache', async () => {
    const bytes = randomBytes(50);
    const hash = await storeOf('upload').put(bytes);
    const source = await storeOf('upload').putSource(bytes);
    const pack = storeOf('upload').startPack();
    const place = pack.add(bytes);
    await pack.write();
    await s3.damage(hash);
    await s3.damage(`${source}.gz`);
    await s3.damage(`${place.split(':')[0]}.pack`);
    const other = storeOf('upload', 'two');
    for (const attempt of [other.read(hash), other.readSource(source), other.readSource('', place)])
      await expect(attempt).rejects.toMatchObject({ name: 'FileDamaged' });
    expect(await filesIn(other.folder)).toEqual([]);
  });

  test('what was lost is missing', async () => {
    const hash = await storeOf('upload').put(randomBytes(50));
    await s3.lose(hash);
    await expect(storeOf('upload', 'two').read(hash)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('what everybody can read is refused, whatever the provider says of itself', async () => {
    s3.mode = 'open';
    const before = await s3.keys();
    const store = storeOf('upload');
    await expect(store.put(randomBytes(50))).rejects.toMatchObject({ name: 'StorageNotPrivate' });
    expect(await s3.keys()).toEqual(before);
  });
});

describe('both stores', () => {
  test('are read, whichever keeps what is new', async () => {
    const [old, fresh] = [randomBytes(50), randomBytes(60)];
    await storeOf('filesystem').put(old);
    await storeOf('upload').put(fresh);
    for (const driver of ['filesystem', 'upload'] as const) {
      const store = storeOf(driver, 'two');
      expect((await store.read(sha256(old))).equals(old)).toBe(true);
      expect((await store.read(sha256(fresh))).equals(fresh)).toBe(true);
    }
    expect(existsSync(pathOf(join(folder.path, 'shared'), sha256(fresh)))).toBe(false);
  });
});

describe('the cache', () => {
  test('keeps what was used last, and what is in use', async () => {
    const now = Date.now();
    const cache = join(folder.path, 'cache');
    const store = createBlobStore(cache);
    const put = async (minutes: number): Promise<string> => {
      const file = pathOf(cache, await store.put(randomBytes(100)));
      const used = new Date(now - minutes * 60_000);
      await utimes(file, used, used);
      return file;
    };
    const files = [await put(300), await put(200), await put(100), await put(5), await put(1)];
    await trimCache(cache, 500, now);
    expect(files.map(existsSync)).toEqual([true, true, true, true, true]);
    await trimCache(cache, 400, now);
    expect(files.map(existsSync)).toEqual([false, false, true, true, true]);
    await trimCache(cache, 10, now);
    expect(files.map(existsSync)).toEqual([false, false, false, true, true]);
    // What nobody has read for a week, however much room there is.
    await trimCache(cache, 1000, now + 7 * 24 * 60 * 60_000 - 3 * 60_000);
    expect(files.map(existsSync)).toEqual([false, false, false, false, true]);
  });

  test('may lose anything at any time', async () => {
    const bytes = randomBytes(50);
    const store = storeOf('upload');
    const hash = await store.put(bytes);
    await rm(store.folder, { recursive: true });
    expect((await store.read(hash)).equals(bytes)).toBe(true);
    await writeFile(join(store.folder, 'unknown'), 'x');
    expect((await store.read(hash)).equals(bytes)).toBe(true);
  });
});

describe('an upload provider', () => {
  const find = (provider: string | null, providerOptions: object = {}, ofApp?: object) =>
    findUploadProvider(appWith(ROOT, ofApp), { provider, providerOptions: { ...providerOptions } });
  const { s3Options } = { s3Options: { region: 'eu-west-1', params: { Bucket: 'mail' } } };

  test('is refused where its files are public', async () => {
    await expect(find('aws-s3', { s3Options })).rejects.toThrow(/"aws-s3" is not private/);
    await expect(find(null, {}, { isPrivate: async () => false })).rejects.toThrow(/app’s upload provider/);
  });

  test('is refused where there is none, and where it cannot be read again', async () => {
    await expect(find('nowhere')).rejects.toThrow(/no upload provider "nowhere"/);
    await expect(find(null)).rejects.toThrow(/no upload provider/);
    await expect(find(null, {}, { isPrivate: () => true })).rejects.toThrow(/signs no URLs/);
  });
});

const filesIn = async (path: string): Promise<readonly string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
