/**
 * Temporary files for mail that is too large for memory, in a folder beside the blobs. Whoever writes one removes it;
 * what a killed process left behind is removed at the next start.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface IncomingFiles {
  write(source: Readable): Promise<{ readonly path: string; readonly bytes: number }>;
  remove(file: string): Promise<void>;
  /** Removes what no running process can be writing any more. */
  removeLeftovers(): Promise<void>;
}

/** Milliseconds: no mail takes longer, so an older file is a left-over, also of another process on the same folder. */
const OLDEST = 6 * 60 * 60 * 1000;

/** @param storage absolute path of the blob store's folder */
export function incomingFiles(storage: string): IncomingFiles {
  const folder = path.join(storage, 'incoming');
  return {
    async write(source) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${process.pid}-${randomUUID()}.eml`);
      const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
      try {
        await pipeline(source, target);
        return { path: file, bytes: target.bytesWritten };
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    remove: (file) => rm(file, { force: true }),
    async removeLeftovers() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        const file = path.join(folder, name);
        const age = await stat(file).then(
          ({ mtimeMs }) => Date.now() - mtimeMs,
          () => 0,
        );
        if (age > OLDEST || isOfDeadProcess(name)) await rm(file, { force: true });
      }
    },
  };
}

function isOfDeadProcess(name: string): boolean {
  const pid = Number(name.split('-')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    // Our own number, at the start: it was another process's before.
    return pid === process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
