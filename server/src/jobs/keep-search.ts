/**
 * The `search` task: fills the index where it was made, or is to be made, anew, and adds the texts of files that came since. Mail
 * is indexed as it is filed; nothing waits for this.
 */
import { setTimeout } from 'node:timers/promises';
import type { Strapi } from '../data/database';
import { beginRebuild, indexSlice, rowsToIndex } from '../data/search/fill-index';
import {
  readFilesAmong,
  storeReadings,
  unreadFiles,
  type FileReading,
  type UnreadFile,
} from '../data/search/file-texts';
import { fileFormat } from '../domain/search/file-format';
import type { Runtime } from '../runtime';

const LEASE = 'search';
/** Bytes of a file that is read, and files of one batch. */
const LARGEST_FILE = 25 * 1024 * 1024;
const BATCH = 25;
/** Of the time, so much is left to everybody else while the index is filled. */
const PAUSE = 1;

export interface SearchProgress {
  readonly done: number;
  readonly total: number;
}

/** @returns null when it is going on elsewhere */
export async function keepSearch(
  strapi: Strapi,
  runtime: Runtime,
): Promise<{ readonly indexed: number; readonly files: number } | null> {
  const run = await runtime.jobs.run(LEASE, async ({ signal }) => ({
    indexed: await fill(strapi, signal),
    files: await readNewFiles(strapi, runtime, signal),
  }));
  return run.kind === 'done' ? run.value : null;
}

/**
 * Writes the whole index anew, and waits until that is done; what is searched for meanwhile is found in what there is. After an
 * interruption the task `search`, or this again with `goOn`, goes on.
 * @returns false when it was interrupted, or is going on elsewhere
 */
export async function rebuildSearch(
  strapi: Strapi,
  runtime: Runtime,
  {
    signal: interrupted,
    onProgress = () => undefined,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (progress: SearchProgress) => void } = {},
): Promise<boolean> {
  const run = await runtime.jobs.run(
    LEASE,
    async ({ signal: stopped }) => {
      const signal = interrupted === undefined ? stopped : AbortSignal.any([stopped, interrupted]);
      if ((await rowsToIndex(strapi)) === 0) await beginRebuild(strapi);
      const total = await rowsToIndex(strapi);
      await fill(strapi, signal, (done) => onProgress({ done, total }));
      await readNewFiles(strapi, runtime, signal);
      return !signal.aborted;
    },
    { alsoInCommands: true },
  );
  return run.kind === 'done' && run.value;
}

async function fill(
  strapi: Strapi,
  signal: AbortSignal,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const began = performance.now();
    const rows = await indexSlice(strapi);
    if (rows === null) break;
    done += rows;
    onProgress(done);
    await setTimeout(PAUSE * (performance.now() - began));
  }
  return done;
}

/** @returns how many files' texts were read */
async function readNewFiles(strapi: Strapi, { files }: Runtime, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    const batch = await unreadFiles(strapi, BATCH);
    if (batch.length === 0) break;
    const known = await readFilesAmong(
      strapi,
      batch.map(({ sha256 }) => sha256),
    );
    const readings: { readonly file: UnreadFile; readonly reading: FileReading }[] = [];
    for (const file of batch) {
      if (signal.aborted) return count;
      const state = known.get(file.sha256);
      // The text of a known file is kept already.
      const reading = state === undefined ? await read(files, file) : knownReading(state);
      readings.push({ file, reading });
      if (reading.kind === 'read') count += 1;
    }
    await storeReadings(strapi, readings);
  }
  return count;
}

const knownReading = (state: 'read' | 'unreadable'): FileReading =>
  state === 'read' ? { kind: 'read', text: '' } : { kind: 'unreadable' };

async function read(reader: Runtime['files'], file: UnreadFile): Promise<FileReading> {
  const { name, type, sha256 } = { ...file, name: file.name ?? '', type: file.type ?? '' };
  if (fileFormat({ name, type }) === null) return { kind: 'none' };
  if (file.size > LARGEST_FILE) return { kind: 'unreadable' };
  const answer = await reader.read({ sha256, name, type });
  // Bytes that are gone nobody will read later either.
  return answer.kind === 'missing' ? { kind: 'unreadable' } : answer;
}
