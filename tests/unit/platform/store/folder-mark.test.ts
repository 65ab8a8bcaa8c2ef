import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Strapi } from '../../../../server/src/data/database';
import { isOurFolder } from '../../../../server/src/platform/store/folder-mark';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('mark');
});
afterEach(() => folder.remove());

/** As far as a mark needs it: what is remembered, and whether there is mail. */
function appWith(mail: boolean): Strapi {
  const remembered = new Map<string, unknown>();
  return {
    store: () => ({
      get: async ({ key }: { key: string }) => remembered.get(key) ?? null,
      set: async ({ key, value }: { key: string; value: unknown }) => void remembered.set(key, value),
    }),
    db: { query: () => ({ findOne: async () => (mail ? { id: 1 } : null) }) },
  } as unknown as Strapi;
}

test('the folder of earlier mail is remembered, and known again', async () => {
  const app = appWith(true);
  expect(await isOurFolder(app, folder.path)).toBe(true);
  const mark = await readFile(join(folder.path, 'store-id'), 'utf8');
  expect(await isOurFolder(app, folder.path)).toBe(true);
  expect(await readFile(join(folder.path, 'store-id'), 'utf8')).toBe(mark);
});

test('another folder is told, as long as the first one is not back', async () => {
  const app = appWith(true);
  await isOurFolder(app, folder.path);
  const other = join(folder.path, 'not-mounted');
  expect(await isOurFolder(app, other)).toBe(false);
  expect(await isOurFolder(app, other)).toBe(false);
  expect(await isOurFolder(app, folder.path)).toBe(true);
  await rm(join(folder.path, 'store-id'));
  expect(await isOurFolder(app, folder.path)).toBe(false);
});

test('without mail a new folder is as good as the old one', async () => {
  const app = appWith(false);
  await isOurFolder(app, folder.path);
  expect(await isOurFolder(app, join(folder.path, 'new'))).toBe(true);
  expect(await isOurFolder(app, join(folder.path, 'new'))).toBe(true);
});
