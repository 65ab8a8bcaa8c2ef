/** One demo per data folder: two Strapis on one SQLite file would spoil each other's work. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const LOCK_FILE = 'demo.pid';

/**
 * Takes the folder until this process exits, or throws when a living process has it.
 * @param {string} directory
 */
export function lockFolder(directory) {
  const file = path.join(directory, LOCK_FILE);
  const holder = readHolder(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(
      `A demo runs already (process ${holder}). End it with Ctrl-C in its terminal first; if that process is something else, delete ${file}.`,
    );
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}

function readHolder(/** @type {string} */ file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
