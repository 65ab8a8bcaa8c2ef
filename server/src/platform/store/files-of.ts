/** Walks the files of a store's folder. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const PREFIX = /^[0-9a-f]{2}$/;

/** Files right in the folder, and those in the folders of their prefixes, where blobs lie. */
export async function* filesOf(folder: string, depth = 0): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isFile()) yield file;
    else if (entry.isDirectory() && depth < 1 && PREFIX.test(entry.name)) yield* filesOf(file, depth + 1);
  }
}
