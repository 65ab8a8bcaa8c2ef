/**
 * Copies mails and files from one store to the other, reads each back, and removes the old copies when asked to. Mail goes on
 * coming meanwhile: what is new goes where the settings say, and what is not copied yet is read from where it lies. It
 * changes no setting.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import limitConcurrency from 'p-limit';
import { allReferences, type BlobReference } from '../data/blob-references';
import type { Strapi } from '../data/database';
import { findStored, storedAfter } from '../data/stored-files';
import { readPlace } from '../domain/source-place';
import { fileName, packName, pathOf, readName, sourceName } from '../platform/store/file-names';
import { filesOf } from '../platform/store/files-of';
import { isIntact } from '../platform/store/intact';
import { moveToFolder, moveToProvider, packIsSound, type Moving } from '../platform/store/move-one';
import { MoveCounts, type MoveReport, type StoreDriver } from '../platform/store/move-report';
import { removeStored } from '../platform/store/sweep-stored';
import type { Runtime } from '../runtime';

export interface MoveRequest {
  readonly to: StoreDriver;
  /** say what would be copied, and copy nothing */
  readonly dryRun?: boolean;
  /** afterwards remove copies in the other store of what is right in this one */
  readonly removeOld?: boolean;
  /** ends it after the files that are being copied; the same again goes on */
  readonly signal?: AbortSignal;
  readonly onProgress?: (report: MoveReport) => void;
}

/** Files copied at the same time. */
const COPYING = 4;
/** Files looked at together when old copies are removed. */
const SLICE = 200;

/**
 * @returns null when it is going on in another process
 * @throws Error when the request contradicts the settings, StorageUnavailable when the provider is away: what was copied
 *   is copied
 */
export async function moveFiles(
  strapi: Strapi,
  runtime: Runtime,
  request: MoveRequest,
): Promise<MoveReport | null> {
  const { driver } = runtime.storage.settings;
  if (request.removeOld === true && driver !== request.to)
    throw new Error(
      `Old copies are removed only when storage.driver of Mailroom’s settings is "${request.to}"; it is "${driver}", so they are in use.`,
    );
  const run = await runtime.jobs.run(
    'move-files',
    async ({ signal: stopped }) => {
      const signal = request.signal === undefined ? stopped : AbortSignal.any([stopped, request.signal]);
      const moving: Moving = {
        strapi,
        settings: runtime.storage.settings,
        remote: await runtime.storage.remote(),
        dryRun: request.dryRun === true,
      };
      return moveAll(moving, request, signal);
    },
    { alsoInCommands: true },
  );
  return run.kind === 'done' ? run.value : null;
}

async function moveAll(
  moving: Moving,
  { to, removeOld = false, onProgress = () => undefined }: MoveRequest,
  signal: AbortSignal,
): Promise<MoveReport> {
  const counts = new MoveCounts();
  const seen = new Set<string>();
  for await (const references of allReferences(moving.strapi)) {
    const rows = rowsByName(references, seen);
    await moveSlice(moving, to, rows, counts, signal);
    onProgress(counts.report(false));
    if (signal.aborted) return counts.report(false);
  }
  if (removeOld && !moving.dryRun) {
    if (to === 'upload') await removeFromFolder(moving, counts, signal);
    else await removeFromProvider(moving, counts, signal);
  }
  return counts.report(!signal.aborted);
}

/** Names that are not looked at again; most files are referred to by rows that lie near each other. */
const REMEMBERED = 500_000;

function rowsByName(references: readonly BlobReference[], seen: Set<string>): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  for (const reference of references) {
    const name = nameOf(reference);
    if (name === null || seen.has(name)) continue;
    if (seen.size < REMEMBERED) seen.add(name);
    rows.set(name, reference.row);
  }
  return rows;
}

function nameOf({ kind, sha256, place }: BlobReference): string | null {
  const pack = place === null ? undefined : readPlace(place)?.pack;
  if (pack !== undefined) return packName(pack);
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  return kind === 'source' ? sourceName(sha256) : fileName(sha256);
}

async function moveSlice(
  moving: Moving,
  to: StoreDriver,
  rows: ReadonlyMap<string, string>,
  counts: MoveCounts,
  signal: AbortSignal,
): Promise<void> {
  const stored = await findStored(moving.strapi, [...rows.keys()]);
  const limit = limitConcurrency(COPYING);
  const move = to === 'upload' ? moveToProvider : moveToFolder;
  await Promise.all(
    [...rows].map(([name, row]) =>
      limit(async () => {
        if (signal.aborted) return;
        const outcome = await move(moving, name, stored.get(name));
        counts.add(outcome, name, row);
        // A pack is copied as it is: of what is broken in it, the rest is still good.
        if (outcome.kind === 'copied' && name.endsWith('.pack') && !(await packIsSound(moving, name)))
          counts.addDamage(name, row);
      }),
    ),
  );
}

/** Only what was read back from the provider goes; what is damaged or unknown stays where it is. */
async function removeFromFolder(
  { strapi, settings }: Moving,
  counts: MoveCounts,
  signal: AbortSignal,
): Promise<void> {
  let slice: string[] = [];
  const removeSlice = async (): Promise<void> => {
    const stored = await findStored(strapi, slice);
    const safe = slice.filter((name) => stored.get(name)?.verified === true);
    for (const name of safe) await rm(pathOf(settings.folder, name), { force: true });
    counts.addRemoved(safe.length);
    slice = [];
  };
  for await (const file of filesOf(settings.folder)) {
    if (signal.aborted) return;
    const name = path.basename(file);
    if (readName(name) !== null) slice.push(name);
    if (slice.length >= SLICE) await removeSlice();
  }
  await removeSlice();
}

/** Only what lies in the folder, unharmed, goes; the rest is found by the next try or swept away. */
async function removeFromProvider(moving: Moving, counts: MoveCounts, signal: AbortSignal): Promise<void> {
  const { strapi, settings, remote } = moving;
  for (let after = 0; !signal.aborted;) {
    const files = await storedAfter(strapi, after, SLICE);
    const last = files.at(-1);
    if (last === undefined) return;
    after = last.id;
    const safe: string[] = [];
    for (const { name, checksum } of files)
      if (await isIntact(name, pathOf(settings.folder, name), checksum).catch(() => false)) safe.push(name);
    counts.addRemoved(await removeStored(strapi, async () => remote, safe, new Date()));
  }
}
