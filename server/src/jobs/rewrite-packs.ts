/**
 * Gives back the room of sources that are gone: packs of which little is needed are written anew, some each day, and those that
 * nothing needs any more are removed. Never while a person is removed, whose sources are overwritten where they lie.
 */
import { stat } from 'node:fs/promises';
import { removeReferenced } from '../data/blob-references';
import type { Strapi } from '../data/database';
import { moveSources, notePacksLeft, packsLeft, sourcesIn, usesOfPacks } from '../data/source-places';
import { findStored } from '../data/stored-files';
import { chosenPacks, type PackUse } from '../domain/source-packs';
import { removeFiles } from '../platform/forget-bytes';
import { packName, pathOf } from '../platform/store/file-names';
import { rewritePacks } from '../platform/store/rewrite-packs';
import type { Storage } from '../platform/store/storage';
import type { Runtime } from '../runtime';

/** Also that of jobs/anonymise: the two never run at once. */
export const SOURCES_LEASE = 'anonymise';

/** Compressed bytes that one run copies, and milliseconds that it takes; what is left is for the next day. */
const MOST_BYTES = 256 * 1024 * 1024;
const LONGEST = 10 * 60 * 1000;
/** Milliseconds for which an old pack stays: longer than anybody takes to read what a row has just said. */
const READ_FOR = 60 * 60 * 1000;

/**
 * @param deleted whether anything was deleted since the last run: otherwise no pack is emptier than it was
 * @returns packs that were written anew
 * @throws StorageUnavailable when the provider is away
 */
export async function keepPacks(
  strapi: Strapi,
  { storage, jobs }: Pick<Runtime, 'storage' | 'jobs'>,
  { deleted, now }: { readonly deleted: boolean; readonly now: Date },
): Promise<number> {
  const run = await jobs.run(SOURCES_LEASE, async ({ token, signal }) => {
    const left = await packsLeft(strapi);
    if (left !== null) await removeLeftPacks(strapi, storage, new Date(now.getTime() - READ_FOR));
    if (!deleted && left?.more !== true) return 0;
    const until = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]);
    return rewriteSome(strapi, storage, { now, token, signal: until });
  });
  return run.kind === 'done' ? run.value : 0;
}

async function rewriteSome(
  strapi: Strapi,
  storage: Storage,
  { now, token, signal }: { readonly now: Date; readonly token: number; readonly signal: AbortSignal },
): Promise<number> {
  const uses = await usesOfPacks(strapi);
  const { chosen, left } = chosenPacks(await withSizes(strapi, storage, uses.packs), MOST_BYTES);
  const before = await packsLeft(strapi);
  const noted = new Set(before?.packs ?? []);
  let rewritten = 0;
  if (chosen.length > 0) {
    const sources = await sourcesIn(strapi, new Set(chosen.map(({ pack }) => pack)));
    const note = async (packs: readonly string[]): Promise<void> => {
      for (const pack of packs) noted.add(pack);
      await notePacksLeft(strapi, { at: now, packs: [...noted], more: true });
    };
    const move = (moves: Parameters<typeof moveSources>[1]) =>
      moveSources(strapi, moves, { name: SOURCES_LEASE, token });
    const outcome = await rewritePacks(storage.files, { note, move }, sources, signal);
    for (const { sha256, emailIds, locationIds } of outcome.damaged)
      strapi.log.warn(
        `[mailroom] the source ${sha256} cannot be read (mails ${emailIds.join(', ') || '–'}, places of mails ${locationIds.join(', ') || '–'})`,
      );
    rewritten = outcome.left.length;
  }
  const more = left > 0 || signal.aborted;
  if (noted.size > 0 || more) await notePacksLeft(strapi, { at: now, packs: [...noted], more });
  return rewritten;
}

/** Those that are there, with their bytes: of what a provider keeps as the register says. */
async function withSizes(
  strapi: Strapi,
  { settings }: Storage,
  packs: readonly PackUse[],
): Promise<readonly (PackUse & { readonly size: number })[]> {
  const stored = await findStored(
    strapi,
    packs.map(({ pack }) => packName(pack)),
  );
  const sized: (PackUse & { readonly size: number })[] = [];
  for (const use of packs) {
    const name = packName(use.pack);
    const here = await stat(pathOf(settings.folder, name)).catch(() => null);
    const size = here?.size ?? stored.get(name)?.size;
    if (size !== undefined) sized.push({ ...use, size });
  }
  return sized;
}

/**
 * Removes the packs that earlier runs have left, and what runs that were cut off have written, as far as nothing refers to them. To be
 * called under the lease.
 * @param before only what runs before this moment left
 * @throws StorageUnavailable when the provider is away: they are removed later
 */
export async function removeLeftPacks(strapi: Strapi, storage: Storage, before: Date): Promise<void> {
  const left = await packsLeft(strapi);
  if (left === null || left.at > before) return;
  const unused = new Set(left.packs);
  await removeReferenced(strapi, unused);
  await removeFiles(strapi, storage, [...unused].map(packName), new Date());
  await notePacksLeft(strapi, left.more ? { ...left, packs: [] } : null);
}
