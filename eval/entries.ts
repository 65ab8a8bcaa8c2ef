/** Entries of a corpus: every `expectations.json` in a folder and in those below it. Nothing is looked up by name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly form: string;
  readonly file?: string;
  readonly input?: string;
  readonly expected: Readonly<Record<string, unknown>>;
  /** who says so: `upstream-test`, `upstream-golden`, `name`, `derived` */
  readonly basis?: string;
  /** where `file` and golden files are looked for */
  readonly folder: string;
}

const FILE = 'expectations.json';

/** @throws when the folder holds no expectations, or a file of them is no list */
export function readEntries(folder: string): readonly Entry[] {
  const below = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const folders = [folder, ...below.sort()].filter((candidate) => existsSync(path.join(candidate, FILE)));
  if (folders.length === 0) throw new Error(`There is no ${FILE} in ${folder} or below it`);
  return folders.flatMap((candidate) => {
    const list: unknown = JSON.parse(readFileSync(path.join(candidate, FILE), 'utf8'));
    if (!Array.isArray(list)) throw new Error(`${path.join(candidate, FILE)} is not a list`);
    return list.map((entry: Omit<Entry, 'folder'>): Entry => ({
      ...entry,
      kind: entry.kind ?? path.basename(candidate),
      expected: entry.expected ?? {},
      folder: candidate,
    }));
  });
}

/** The bytes an entry is about. @throws when its file is missing */
export function bytesOf(entry: Entry): Buffer {
  return entry.file === undefined
    ? Buffer.from(entry.input ?? '', 'utf8')
    : readFileSync(path.join(entry.folder, entry.file));
}
