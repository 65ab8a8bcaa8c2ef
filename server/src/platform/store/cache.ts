/**
 * Bounds the folder in which files of a provider lie while they are sent and after they were read: those that were not
 * used for longest go first. Everything in it is also at the provider, or is about to be written again.
 */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { filesOf } from './files-of';

/** Milliseconds in which a file may still be sent or read. */
const IN_USE = 10 * 60_000;
/** Milliseconds after which an unfinished file belongs to nobody. */
const UNFINISHED = 24 * 60 * 60_000;
/** Milliseconds after which a file that nobody has read goes: its mail may have been deleted meanwhile. */
const UNUSED = 7 * 24 * 60 * 60_000;
/** So much is kept, that it need not be done at once again. */
const KEPT = 0.8;

/** Removes what is too old, and what is too much. @param largest bytes of all files */
export async function trimCache(folder: string, largest: number, now: number): Promise<void> {
  const files: { readonly file: string; readonly size: number; readonly used: number }[] = [];
  let total = 0;
  for await (const file of filesOf(folder)) {
    const found = await stat(file).catch(() => null);
    if (found === null) continue;
    const age = now - found.mtimeMs;
    if (age > UNUSED || (path.extname(file) === '.tmp' && age > UNFINISHED)) {
      await rm(file, { force: true });
      continue;
    }
    total += found.size;
    files.push({ file, size: found.size, used: found.mtimeMs });
  }
  if (total <= largest) return;
  for (const { file, size, used } of files.sort((left, right) => left.used - right.used)) {
    if (total <= largest * KEPT || now - used < IN_USE) return;
    await rm(file, { force: true });
    total -= size;
  }
}
