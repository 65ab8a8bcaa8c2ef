/**
 * Tells whether a folder is the one in which this database's mail lies: a file in it holds what the database remembers. A disk
 * that is not mounted, or another machine's own folder, is an empty folder that would fill quietly.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Strapi } from '../../data/database';
import { anyMail, rememberStore, rememberedStore } from '../../data/store-mark';

/** What lies in the folder, beside the mail. */
const MARK = 'store-id';

/** @returns false when mail was filed with another folder than this one */
export async function isOurFolder(strapi: Strapi, folder: string): Promise<boolean> {
  const file = path.join(folder, MARK);
  const [remembered, found] = await Promise.all([
    rememberedStore(strapi),
    readFile(file, 'utf8').then(
      (text) => text.trim(),
      () => null,
    ),
  ]);
  if (remembered !== null && remembered === found) return true;
  // Mail from before there were marks lies here: nobody has remembered another folder.
  if (remembered !== null && (await anyMail(strapi))) return false;
  const mark = found ?? randomUUID();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (found === null) await writeFile(file, `${mark}\n`, { mode: 0o600 });
  await rememberStore(strapi, mark);
  return true;
}
