/**
 * Removes what an upload provider keeps and no row refers to. The register says what there is; what was put in again in the
 * meantime stays. A folder's files are blob-sweep's.
 */
import limitConcurrency from 'p-limit';
import type { Strapi } from '../../data/database';
import { beginRemoval, endRemoval, filesKeptBetween } from '../../data/stored-files';
import { readName } from './file-names';
import type { RemoteFiles } from './remote-files';

/** Names held in memory at the same time; what is left is for the next day. */
const CANDIDATES = 200_000;
/** Files claimed for removal at once, and asked for at the same time: few, for they cannot be put in meanwhile. */
const CLAIMED = 40;
const REMOVING = 8;

/**
 * @param range only files last put in between these moments are looked at
 * @param removeReferenced takes the sums and the names of packs out of the set that rows refer to
 * @returns how many were removed
 * @throws StorageUnavailable when the provider is away: what is left is to be looked at again
 */
export async function sweepStored(
  strapi: Strapi,
  remote: () => Promise<RemoteFiles>,
  range: { readonly from: Date; readonly to: Date },
  removeReferenced: (candidates: Set<string>) => Promise<void>,
): Promise<number> {
  const names = await candidateNames(strapi, range);
  const orphans = new Set(names.keys());
  await removeReferenced(orphans);
  return removeStored(
    strapi,
    remote,
    [...orphans].flatMap((reference) => names.get(reference) ?? []),
    range.to,
  );
}

/** Removes files from the provider and the register, unless they were put in again after a moment; counts them. */
export async function removeStored(
  strapi: Strapi,
  remote: () => Promise<RemoteFiles>,
  names: readonly string[],
  to: Date,
): Promise<number> {
  let removed = 0;
  const limit = limitConcurrency(REMOVING);
  for (let start = 0; start < names.length; start += CLAIMED) {
    const files = await remote();
    const claimed = await beginRemoval(strapi, names.slice(start, start + CLAIMED), to);
    const gone = await Promise.allSettled(claimed.map((file) => limit(() => files.remove(file.name, file))));
    const ids = claimed.flatMap(({ id }, position) => (gone[position]?.status === 'fulfilled' ? [id] : []));
    await endRemoval(strapi, ids);
    removed += ids.length;
    for (const outcome of gone) if (outcome.status === 'rejected') throw outcome.reason as Error;
  }
  return removed;
}

async function candidateNames(
  strapi: Strapi,
  range: { readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, readonly string[]>();
  for (let after: number | null = 0; after !== null && names.size < CANDIDATES;) {
    const found: Awaited<ReturnType<typeof filesKeptBetween>> = await filesKeptBetween(strapi, range, after);
    for (const name of found.names) {
      const reference = readName(name)?.reference;
      if (reference !== undefined) names.set(reference, [...(names.get(reference) ?? []), name]);
    }
    after = found.next;
  }
  return names;
}
