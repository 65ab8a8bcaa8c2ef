/**
 * Makes bytes unreadable that must not be kept a day longer, wherever they lie: of a source in a pack its stretch is overwritten,
 * for a pack holds mails of others too; other files are removed without waiting for the sweep.
 */
import { existsSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { Strapi } from '../data/database';
import { fileRegister, findStored, registeredAmong } from '../data/stored-files';
import { readPlace, type SourcePlace } from '../domain/source-place';
import { packName, pathOf } from './store/file-names';
import { sendFiles } from './store/file-store';
import type { Storage } from './store/storage';
import { removeStored } from './store/sweep-stored';

/**
 * Overwrites sources in packs with zeros: here, and at the provider where it keeps them. Packs that are gone are passed over.
 * @throws StorageUnavailable when the provider is away
 */
export async function blankSources(
  strapi: Strapi,
  storage: Storage,
  places: readonly string[],
): Promise<void> {
  const byPack = new Map<string, SourcePlace[]>();
  for (const text of places) {
    const place = readPlace(text);
    if (place !== null) byPack.set(place.pack, [...(byPack.get(place.pack) ?? []), place]);
  }
  const names = [...byPack.keys()].map(packName);
  const remote = await findStored(strapi, names);
  for (const [pack, parts] of byPack) {
    const name = packName(pack);
    const isRemote = remote.has(name);
    if (isRemote) await storage.files.bring(name);
    const { folder, cacheFolder } = storage.settings;
    const files = [folder, cacheFolder].map((one) => pathOf(one, name)).filter(existsSync);
    for (const file of files) await blank(file, parts);
    const [file] = files;
    if (isRemote && file !== undefined)
      await sendFiles(await storage.remote(), fileRegister(strapi), [{ name, file }]);
  }
}

async function blank(file: string, parts: readonly SourcePlace[]): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    for (const { start, length } of parts) await handle.write(Buffer.alloc(length), 0, length, start);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/**
 * Removes files that nothing refers to any more, unless somebody kept the same bytes again since.
 * @param names see platform/store/file-names
 * @param before only what was last kept before
 * @throws StorageUnavailable when the provider is away
 */
export async function removeFiles(
  strapi: Strapi,
  storage: Storage,
  names: readonly string[],
  before: Date,
): Promise<void> {
  for (const name of names)
    for (const folder of [storage.settings.folder, storage.settings.cacheFolder]) {
      const file = pathOf(folder, name);
      const written = (await stat(file).catch(() => null))?.mtime;
      if (written !== undefined && written <= before) await rm(file, { force: true });
    }
  // What was cut off on its way may lie there too.
  await removeStored(strapi, () => storage.remote(), await registeredAmong(strapi, names), before);
}
