/** Starts imports, one worker a run, and goes on with those that a stop or a crash has left. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strapi } from '../data/database';
import {
  createImportRun,
  findImportRun,
  listImportRuns,
  type ImportFile,
  type ImportRunRecord,
} from '../data/import-runs';
import { mailFile } from '../intake/import-files';
import { workImportRun, type ImportTools } from '../intake/import-run';
import type { Runtime } from '../runtime';

/** Runs that are looked at when imports are taken up again. */
const TAKEN_UP = 100;

const folderOf = ({ config }: Runtime): string => path.join(config.storage.folder, 'imports');

/**
 * Copies uploaded files to a place of ours and begins to import them; answers as soon as they are here.
 * @throws NotMail when one of the files is no mail; then nothing is imported
 */
export async function startImport(
  strapi: Strapi,
  runtime: Runtime,
  mailboxId: number,
  uploads: readonly { readonly name: string; readonly path: string }[],
  opensCases: boolean,
): Promise<ImportRunRecord> {
  const checked = [];
  for (const { name, path: location } of uploads) checked.push(await mailFile(name, location));
  const folder = path.join(folderOf(runtime), `uploaded-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: ImportFile[] = [];
  for (const [index, file] of checked.entries()) {
    const kept = path.join(folder, String(index));
    await move(file.path, kept);
    files.push({ ...file, path: kept });
  }
  const run = await createImportRun(strapi, { mailboxId, opensCases, files, ownsFiles: true });
  workSoon(strapi, runtime, run);
  return run;
}

/** Uploads may lie on another file system. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from, { force: true });
  }
}

/**
 * Imports files where they lie and resolves when they are in; also in a command, which runs no other job. An import of
 * the same files into the same mailbox that was cut off is gone on with.
 *
 * @throws NotMail; the file system's errors; DataError
 */
export async function importNow(
  strapi: Strapi,
  runtime: Runtime,
  mailboxId: number,
  paths: readonly string[],
  options: {
    readonly opensCases: boolean;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((run: ImportRunRecord) => void) | undefined;
  },
): Promise<ImportRunRecord> {
  const files: ImportFile[] = [];
  for (const location of paths) files.push(await mailFile(path.basename(location), path.resolve(location)));
  const { opensCases } = options;
  const left = (await listImportRuns(strapi, { state: 'running', mailbox: mailboxId }, TAKEN_UP)).find(
    (run) => run.opensCases === opensCases && areSame(run.files, files),
  );
  const run = left ?? (await createImportRun(strapi, { mailboxId, opensCases, files, ownsFiles: false }));
  const current = async (): Promise<ImportRunRecord> => (await findImportRun(strapi, { id: run.id })) ?? run;
  const { onProgress } = options;
  const reporting =
    onProgress === undefined
      ? undefined
      : setInterval(() => void current().then(onProgress, () => undefined), REPORT_EVERY);
  try {
    await work(strapi, runtime, run, { alsoInCommands: true, signal: options.signal });
    // The serving process may have taken it up first; then it is waited for, and taken over should that process end.
    while ((await current()).state === 'running' && options.signal?.aborted !== true) {
      await sleep(REPORT_EVERY);
      await work(strapi, runtime, run, { alsoInCommands: true, signal: options.signal });
    }
  } finally {
    clearInterval(reporting);
  }
  return current();
}

const areSame = (left: readonly ImportFile[], right: readonly ImportFile[]): boolean =>
  left.length === right.length &&
  left.every(
    ({ path: location, size }, index) => location === right[index]?.path && size === right[index].size,
  );

/** Milliseconds between two reports of progress, and between two looks at what another process does. */
const REPORT_EVERY = 1000;

/** Goes on with every import that is not at its end and that nobody works on. */
export async function takeUpImports(strapi: Strapi, runtime: Runtime): Promise<void> {
  for (const run of await listImportRuns(strapi, { state: 'running' }, TAKEN_UP))
    workSoon(strapi, runtime, run);
}

function workSoon(strapi: Strapi, runtime: Runtime, run: ImportRunRecord): void {
  work(strapi, runtime, run).catch((error: unknown) =>
    strapi.log.error(`[mailroom] import ${run.id}: ${error instanceof Error ? error.name : 'failed'}`),
  );
}

async function work(
  strapi: Strapi,
  runtime: Runtime,
  run: ImportRunRecord,
  options: { readonly alsoInCommands?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { reader, config, jobs } = runtime;
  const tools: ImportTools = { strapi, reader, limits: config.fetch, folder: folderOf(runtime) };
  await jobs.run(
    `import:${run.id}`,
    async ({ token, signal }) => {
      // Read again under the lease: another process may have worked on it until a moment ago.
      const now = await findImportRun(strapi, { id: run.id });
      if (now === null || now.state !== 'running') return;
      const stop = options.signal === undefined ? signal : AbortSignal.any([signal, options.signal]);
      await workImportRun(tools, now, { token, signal: stop });
      await removeOwnFiles(strapi, now);
    },
    { alsoInCommands: options.alsoInCommands === true },
  );
}

async function removeOwnFiles(strapi: Strapi, run: ImportRunRecord): Promise<void> {
  const ended = await findImportRun(strapi, { id: run.id });
  if (!run.ownsFiles || ended?.state === 'running') return;
  for (const folder of new Set(run.files.map((file) => path.dirname(file.path))))
    await rm(folder, { recursive: true, force: true });
}
