/**
 * Remembers from which contents something was built, so that it is built again only when they changed.
 * File times play no part: a fresh checkout has new times and old contents.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function* filesBelow(path, ignored) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!ignored.includes(name)) yield* filesBelow(join(path, name), ignored);
  }
}

/**
 * One hash over the names and contents of all files at or below the given paths of a folder.
 * @param {string} folder
 * @param {readonly string[]} paths relative to the folder; what is absent counts as absent
 * @param {readonly string[]} [ignored] names of files and folders that do not count
 */
export function contentHash(folder, paths, ignored = []) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(folder, path), ignored)) {
      const content = readFileSync(file);
      hash.update(`${file.slice(folder.length)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * Calls `build` unless the stamp file says that it was done for this very hash. The stamp goes before the build and
 * comes after it, so a build that was cut off is done again.
 * @param {string} stampFile
 * @param {string} hash
 * @param {() => Promise<void>} build
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildIfChanged(stampFile, hash, build) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return false;
  rmSync(stampFile, { force: true });
  await build();
  writeFileSync(stampFile, hash);
  return true;
}
