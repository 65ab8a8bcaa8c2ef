/** All that a Mailroom keeps, as text, to look for what must be gone from it or must be there. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { connect, ourTables } from './database';
import type { StrapiProcess } from './strapi-process';

/** How every gzip file begins. */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

/** Tables and files in which these words are. */
export async function whereKept(
  { database, storageFolder }: Pick<StrapiProcess, 'database' | 'storageFolder'>,
  words: RegExp,
): Promise<readonly string[]> {
  const texts = await everythingKept(database, storageFolder);
  return texts.filter(([, text]) => words.test(text)).map(([where]) => where);
}

/** Everything that is kept, as text: rows of every table, blobs, and sources as they were before they were compressed. */
async function everythingKept(
  database: string,
  storageFolder: string,
): Promise<readonly (readonly [where: string, text: string])[]> {
  const connection = connect(database, true);
  const texts: (readonly [string, string])[] = [];
  try {
    for (const name of await ourTables(database, connection)) {
      const rows: Record<string, unknown>[] = await connection(name).select('*');
      const shown = rows.map((row) =>
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
          .join('\n'),
      );
      texts.push([name, shown.join('\n')]);
    }
  } finally {
    await connection.destroy();
  }
  for (const entry of await readdir(storageFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    texts.push([entry.name, bytes.toString('latin1')]);
    if (entry.name.endsWith('.gz')) texts.push([entry.name, gunzipSync(bytes).toString('latin1')]);
    if (entry.name.endsWith('.pack'))
      // Each source of a pack begins as every gzip file does.
      for (let start = bytes.indexOf(GZIP); start >= 0; start = bytes.indexOf(GZIP, start + 1)) {
        const end = bytes.indexOf(GZIP, start + 1);
        try {
          const part = gunzipSync(bytes.subarray(start, end < 0 ? undefined : end));
          texts.push([entry.name, part.toString('latin1')]);
        } catch {
          // Three bytes like these may stand within a source.
        }
      }
  }
  return texts;
}
