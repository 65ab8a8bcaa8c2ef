/**
 * Removes blobs and packs of sources that no row refers to, which a process leaves that ends between writing a mail's bytes and its rows; and
 * what it was just writing. What is a day old belongs to nobody any more. It never looks into other files of the folder.
 */
import { rmSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readName } from './store/file-names';
import { filesOf } from './store/files-of';

export interface Sweep {
  /** removed blobs */
  readonly blobs: number;
  /** removed unfinished files */
  readonly unfinished: number;
}

const UNFINISHED =
  /^(?:(?:[0-9a-f]{64}(?:\.gz)?|[0-9a-f-]{36}\.pack)\.)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** Sums held in memory at the same time; what is left is for the next day. */
const CANDIDATES = 200_000;

/**
 * @param folder of the blob store
 * @param range only files last written between these moments are looked at
 * @param removeReferenced takes the sums and the names of packs out of the set that rows refer to
 */
export async function sweepBlobs(
  folder: string,
  range: { readonly from: Date; readonly to: Date },
  removeReferenced: (candidates: Set<string>) => Promise<void>,
): Promise<Sweep> {
  const files = new Map<string, string[]>();
  const unfinished: string[] = [];
  for await (const file of filesOf(folder)) {
    const name = path.basename(file);
    const isUnfinished = UNFINISHED.test(name);
    const sum = readName(name)?.reference;
    if (!isUnfinished && sum === undefined) continue;
    const written = (await stat(file).catch(() => null))?.mtime;
    if (written === undefined || written > range.to || (!isUnfinished && written < range.from)) continue;
    if (isUnfinished) unfinished.push(file);
    else if (sum !== undefined && files.size < CANDIDATES) files.set(sum, [...(files.get(sum) ?? []), file]);
  }
  const orphans = new Set(files.keys());
  await removeReferenced(orphans);
  const candidates = [...orphans].flatMap((sum) => files.get(sum) ?? []);
  return {
    blobs: candidates.filter((file) => removeUnchanged(file, range.to)).length,
    unfinished: unfinished.filter((file) => removeUnchanged(file, range.to)).length,
  };
}

/** Somebody who keeps the same bytes again in the meantime renews the file's time. Synchronous, so that nobody does here. */
function removeUnchanged(file: string, to: Date): boolean {
  try {
    if (statSync(file).mtime > to) return false;
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
