/**
 * Reads texts of files in a worker thread, one after the other, so that no file can hold, fill or end the process: one that
 * takes too long or too much memory loses its thread and counts as unreadable. What reading means is file-text.ts's.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { isMissing } from '../platform/store/storage-errors';
import type { FileAnswer, FileTask } from './file-worker';

export interface FileReader {
  /** @throws what the store says, and when the reader was closed; never for what is in a file */
  read(file: Omit<FileTask, 'folder'>): Promise<Exclude<FileAnswer, { readonly kind: 'failed' }>>;
  close(): Promise<void>;
}

const WORKER = path.join(path.dirname(fileURLToPath(import.meta.url)), '../file-worker/index.js');

/** Milliseconds that one file may take, and without work after which the thread ends; megabytes of its heap. */
const LIMITS = { time: 30_000, idle: 30_000, heap: 384 } as const;

/** @param bring makes sure that a file lies on this machine, and says in which folder */
export function createFileReader(bring: (sha256: string) => Promise<string>): FileReader {
  let pool: Piscina<FileTask, FileAnswer> | null = null;
  let closed = false;
  return {
    async read(file) {
      if (closed) throw new Error('The file reader was closed');
      const folder = await bring(file.sha256).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      if (folder === null) return { kind: 'missing' };
      pool ??= startPool();
      const answer = await pool
        .run({ folder, ...file }, { signal: AbortSignal.timeout(LIMITS.time) })
        .catch((): FileAnswer => {
          if (closed) throw new Error('The file reader was closed');
          return { kind: 'unreadable' };
        });
      if (answer.kind === 'failed') throw answer.error;
      return answer;
    },
    async close() {
      closed = true;
      await pool?.destroy();
    },
  };
}

function startPool(): Piscina<FileTask, FileAnswer> {
  const pool = new Piscina<FileTask, FileAnswer>({
    filename: WORKER,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: LIMITS.idle,
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.heap },
  });
  // A thread that breaks between two tasks is replaced, and has nothing to tell.
  pool.on('error', () => undefined);
  return pool;
}
