/** Files that are there whole or not at all: written beside, flushed, then renamed. What is in them is not known here. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const flush = promisify(fsync);

/** Bytes from which on a file is written in the background, so that it does not hold the thread. */
export const LARGE = 1024 * 1024;

/**
 * A killed process leaves no half file under a good name. Small files are written synchronously, which costs a fraction
 * of a promise's way through the thread pool; only flushing is waited for.
 * @throws what the disk says
 */
export async function writeDurably(
  file: string,
  content: () => Uint8Array | Promise<Uint8Array>,
): Promise<void> {
  const bytes = await content();
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    if (bytes.byteLength > LARGE) await writeLarge(temporary, bytes);
    else await writeSmall(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

async function writeSmall(file: string, bytes: Uint8Array): Promise<void> {
  const descriptor = openNew(file);
  try {
    writeFileSync(descriptor, bytes);
    await flush(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** There are few folders, and they are there nearly always: one is made when it is missed. */
function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeFolderOf(file);
    return openSync(file, 'wx', 0o600);
  }
}

async function writeLarge(file: string, bytes: Uint8Array): Promise<void> {
  makeFolderOf(file);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function makeFolderOf(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
