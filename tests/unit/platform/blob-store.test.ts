import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { createBlobStore, type BlobStore } from '../../../server/src/platform/blob-store';
import { FileDamaged } from '../../../server/src/platform/store/storage-errors';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';

let folder: TemporaryFolder;
let store: BlobStore;

beforeEach(async () => {
  folder = await temporaryFolder('blob-store');
  store = createBlobStore(join(folder.path, 'blobs'));
});
afterEach(() => folder.remove());

const files = (): readonly string[] =>
  existsSync(join(folder.path, 'blobs'))
    ? readdirSync(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('what is put in', () => {
  test.each([
    ['text', Buffer.from('Grüße')],
    ['nothing', Buffer.alloc(0)],
    ['a megabyte', randomBytes(1024 * 1024)],
  ])('comes out as it was: %s', async (_, bytes) => {
    const hash = await store.put(bytes);
    expect(hash).toBe(sha256(bytes));
    expect((await store.read(hash)).equals(bytes)).toBe(true);
    const source = await store.putSource(bytes);
    expect(source).toBe(hash);
    expect((await store.readSource(source)).equals(bytes)).toBe(true);
  });

  test.each([
    ['a little', randomBytes(10)],
    ['more than a chunk', randomBytes(300_000)],
  ])('comes out as it was when it is put in and read as a stream: %s', async (_, bytes) => {
    const stored = { sha256: sha256(bytes), size: bytes.byteLength };
    expect(await store.putStream(Readable.from([bytes]))).toEqual(stored);
    expect((await store.read(stored.sha256)).equals(bytes)).toBe(true);
    expect(await store.putSourceStream(Readable.from([bytes]))).toEqual(stored);
    expect((await buffer(await store.openSource(stored.sha256))).equals(bytes)).toBe(true);
  });

  test('can be read as a stream', async () => {
    expect(await text(await store.open(await store.put(Buffer.from('Hello'))))).toBe('Hello');
  });

  test('is kept once, also when it comes at the same moment', async () => {
    const bytes = randomBytes(100_000);
    const hashes = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(files()).toHaveLength(1);
    expect(readFileSync(files()[0] as string).equals(bytes)).toBe(true);
  });

  test('is not written again when it is there, but is as young as what was', async () => {
    const hash = await store.put(Buffer.from('Hello'));
    const [file] = files() as [string];
    const longAgo = new Date('2024-03-05T09:00:00Z');
    utimesSync(file, longAgo, longAgo);
    const before = statSync(file);
    await store.put(Buffer.from('Hello'));
    const after = statSync(file);
    expect(after.ino).toBe(before.ino);
    expect(after.mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(files()).toEqual([file]);
    expect(file).toContain(hash);
  });

  test('is found by another store on the same folder', async () => {
    const hash = await store.put(Buffer.from('Hello'));
    const other = createBlobStore(join(folder.path, 'blobs'));
    expect((await other.read(hash)).toString()).toBe('Hello');
  });

  test('sources lie compressed', async () => {
    const source = Buffer.from('Received: from a\r\n'.repeat(1000));
    await store.putSource(source);
    const [file] = files() as [string];
    expect(statSync(file).size).toBeLessThan(source.length / 10);
    expect(gunzipSync(readFileSync(file))).toEqual(source);
  });

  test('is nobody else’s to read', async () => {
    await store.put(Buffer.from('Hello'));
    expect(statSync(files()[0] as string).mode & 0o077).toBe(0);
    expect(statSync(join(folder.path, 'blobs')).mode & 0o077).toBe(0);
  });
});

describe('what is not there', () => {
  test('is an error, not an empty file', async () => {
    const unknown = sha256(Buffer.from('never stored'));
    await expect(store.read(unknown)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(store.open(unknown)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(store.readSource(unknown)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test.each([
    '',
    '../../../../etc/passwd',
    '..',
    `${'a'.repeat(62)}/.`,
    `${'a'.repeat(64)}\n`,
    'A'.repeat(64),
    'a'.repeat(63),
    'a'.repeat(65),
    `${'a'.repeat(63)}\u0000`,
  ])('a name that is no hash is never a path: %j', async (name) => {
    const read = async (): Promise<unknown> => store.read(name);
    const open = async (): Promise<unknown> => store.open(name);
    const source = async (): Promise<unknown> => store.readSource(name);
    for (const attempt of [read, open, source]) await expect(attempt()).rejects.toThrow('Not a sha256');
  });
});

describe('a write that fails', () => {
  /** A file where the store needs a folder. */
  const block = async (bytes: Uint8Array): Promise<void> => {
    const hash = sha256(bytes);
    await store.put(Buffer.from('first'));
    writeFileSync(join(folder.path, 'blobs', hash.slice(0, 2)), '');
  };

  test('says so and leaves nothing under a good name', async () => {
    const bytes = Buffer.from('second');
    await block(bytes);
    await expect(store.put(bytes)).rejects.toThrow();
    expect(files().filter((file) => file.includes(sha256(bytes)))).toEqual([]);
  });

  test('what a killed process left beside is not taken for the blob', async () => {
    const bytes = Buffer.from('whole');
    const hash = await store.put(bytes);
    const [file] = files() as [string];
    writeFileSync(`${file}.1234.tmp`, 'half');
    expect(await store.read(hash)).toEqual(bytes);
    const other = createBlobStore(join(folder.path, 'blobs'));
    expect(await other.put(bytes)).toBe(hash);
    expect(await other.read(hash)).toEqual(bytes);
  });
});

test('a blob has its name only when all its bytes are there', async () => {
  const bytes = randomBytes(32 * 1024 * 1024);
  const hash = sha256(bytes);
  const good = join(folder.path, 'blobs', hash.slice(0, 2), hash);
  const sizes = new Set<number>();
  let done = false;
  const watching = (async () => {
    while (!done) {
      if (existsSync(good)) sizes.add(statSync(good).size);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await store.put(bytes).finally(() => {
    done = true;
  });
  await watching;
  expect(statSync(good).size).toBe(bytes.length);
  expect([...sizes].filter((size) => size !== bytes.length)).toEqual([]);
});

describe('a pack of sources', () => {
  test('gives each source back from its place', async () => {
    const pack = store.startPack();
    const sources = ['first', '', 'third '.repeat(10_000)].map((text) => Buffer.from(text));
    const places = sources.map((source) => pack.add(source));
    await pack.write();
    const read = await Promise.all(places.map((place) => store.readSource('', place)));
    expect(read.map(String)).toEqual(sources.map(String));
  });

  test('leaves no file when nothing was added', async () => {
    await store.startPack().write();
    expect(files()).toEqual([]);
  });

  test.each(['../../etc/passwd:0:10', 'not a place', ''])('refuses %p as a place', async (place) => {
    await expect(store.readSource('', place)).rejects.toThrow('Not a place in a pack');
  });

  test('says when a pack is shorter than a place needs', async () => {
    const pack = store.startPack();
    const place = pack.add(Buffer.from('a source'));
    await pack.write();
    const [name, start] = place.split(':');
    await expect(store.readSource('', `${name}:${start}:9999`)).rejects.toThrow(FileDamaged);
  });
});
