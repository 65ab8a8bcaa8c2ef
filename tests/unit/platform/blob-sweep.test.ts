import { access, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBlobStore } from '../../../server/src/platform/blob-store';
import { sweepBlobs } from '../../../server/src/platform/blob-sweep';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';

const HOUR = 60 * 60 * 1000;
const NOW = new Date('2024-03-05T09:00:00Z');
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR);

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('sweep');
});
afterEach(() => folder.remove());

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

async function blob(content: string, written: Date): Promise<{ file: string; sum: string }> {
  const sum = await createBlobStore(folder.path).put(Buffer.from(content));
  const file = join(folder.path, sum.slice(0, 2), sum);
  await utimes(file, written, written);
  return { file, sum };
}

test('removes old blobs without a row and unfinished files, and nothing else', async () => {
  const used = await blob('used', ago(48));
  const orphan = await blob('orphan', ago(48));
  const fresh = await blob('fresh', ago(1));
  const checkedBefore = await blob('checked before', ago(24 * 30));
  const source = await createBlobStore(folder.path).putSource(Buffer.from('an orphaned source'));
  const sourceFile = join(folder.path, source.slice(0, 2), `${source}.gz`);
  await utimes(sourceFile, ago(30), ago(30));
  const unfinished = join(folder.path, '0f7a3f58-2f0e-4b57-9d6e-0c5f3a1b2c3d.tmp');
  const foreign = join(folder.path, 'imports', 'upload.tmp');
  await mkdir(join(folder.path, 'imports'));
  for (const file of [unfinished, foreign]) {
    await writeFile(file, 'x');
    await utimes(file, ago(24 * 30), ago(24 * 30));
  }
  const asked: string[] = [];
  const swept = await sweepBlobs(folder.path, { from: ago(24 * 8), to: ago(24) }, async (sums) => {
    asked.push(...sums);
    sums.delete(used.sum);
  });
  expect(asked.sort()).toEqual([used.sum, orphan.sum, source].sort());
  expect(swept).toEqual({ blobs: 2, unfinished: 1 });
  expect(await Promise.all([orphan.file, sourceFile, unfinished].map(exists))).toEqual([false, false, false]);
  expect(await Promise.all([used, fresh, checkedBefore].map(({ file }) => exists(file)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(await exists(foreign)).toBe(true);
});

test('what is kept again while rows are looked at stays', async () => {
  const { file } = await blob('comes again', ago(48));
  const swept = await sweepBlobs(folder.path, { from: ago(24 * 8), to: ago(24) }, async () => {
    await createBlobStore(folder.path).put(Buffer.from('comes again'));
  });
  expect(swept.blobs).toBe(0);
  expect(await exists(file)).toBe(true);
});

test('a folder that does not exist yet holds nothing', async () => {
  const missing = join(folder.path, 'missing');
  expect(await sweepBlobs(missing, { from: ago(99), to: ago(24) }, async () => undefined)).toEqual({
    blobs: 0,
    unfinished: 0,
  });
});

test('removes a pack of sources to which no row points, and keeps one to which a single row does', async () => {
  const packed = async (...sources: readonly string[]): Promise<{ name: string; file: string }> => {
    const pack = createBlobStore(folder.path).startPack();
    const [place = ''] = sources.map((source) => pack.add(Buffer.from(source)));
    await pack.write();
    const name = place.split(':')[0] ?? '';
    const file = join(folder.path, name.slice(0, 2), `${name}.pack`);
    await utimes(file, ago(48), ago(48));
    return { name, file };
  };
  const orphan = await packed('one', 'two');
  const used = await packed('three', 'four');
  const swept = await sweepBlobs(folder.path, { from: ago(24 * 8), to: ago(24) }, async (names) => {
    names.delete(used.name);
  });
  expect(swept).toEqual({ blobs: 1, unfinished: 0 });
  expect(await exists(orphan.file)).toBe(false);
  expect(await exists(used.file)).toBe(true);
});
