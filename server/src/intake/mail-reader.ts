/**
 * Reads mails in worker threads, a batch at a time, so that no mail can hold, fill or end the process: one that takes
 * too long or too much memory loses its thread and is reported, and the others of its batch are read again one by one.
 * What reading means is read-mail.ts's.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { MessageContent } from '../domain/incoming';
import type { UnparsableReason } from '../domain/message';
import { createBlobStore } from '../platform/blob-store';
import { unparsable, unparsableFile } from './parse';
import type { ReadMail } from './read-mail';
import type { PackedMail, ReadAnswer, ReadTask } from './worker';

export interface MailReader {
  /**
   * Reads a batch; what it consists of is on the disk afterwards.
   * @throws what the disk says, and when the reader was closed; never for what is in a mail
   */
  read(mails: readonly MessageContent[]): Promise<readonly ReadMail[]>;
  /** Keeps a mail without parsing it. */
  keepUnread(mail: MessageContent, reason: UnparsableReason, detail: string): Promise<ReadMail>;
  /** Resolves when a thread is ready, so that what is counted afterwards is the mail's time and not the thread's. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface ReaderSettings {
  /** threads */
  readonly workers: number;
  /** milliseconds that one mail may take */
  readonly timeout: number;
  /** bytes of heap that one thread may have */
  readonly heap: number;
}

const WORKER = path.join(path.dirname(fileURLToPath(import.meta.url)), '../intake-worker/index.js');

/** Milliseconds without work after which all threads but one end. */
const IDLE = 60_000;

/**
 * @param folder of the blob store
 * @param headers lower-cased names of header fields that are kept beside the usual ones
 */
export function createMailReader(
  folder: string,
  settings: ReaderSettings,
  headers: readonly string[] = [],
): MailReader {
  const blobs = createBlobStore(folder);
  let pool: Piscina<ReadTask, ReadAnswer> | null = null;
  let closed = false;
  // Made when the first mail comes: a thread costs memory, and not every process fetches.
  const threads = (): Piscina<ReadTask, ReadAnswer> => {
    if (closed) throw new Error('The mail reader was closed');
    pool ??= startPool(settings);
    return pool;
  };

  const readBatch = async (mails: readonly MessageContent[]): Promise<readonly ReadMail[] | Loss> => {
    const { packed, bytes } = pack(mails);
    const progress = new Int32Array(new SharedArrayBuffer(4));
    const abort = new AbortController();
    const watch = watchProgress(progress, settings.timeout, () => abort.abort());
    try {
      const task: ReadTask = { folder, mails: packed, bytes, progress, headers };
      const answer = await threads().run(task, { transferList: [bytes], signal: abort.signal });
      if (answer.kind === 'failed') throw new Failure(answer.error);
      return answer.mails;
    } catch (error) {
      if (error instanceof Failure) throw error.cause;
      // A thread that ended before it began is our fault.
      if (closed || progress[0] === 0) throw error;
      return { kind: 'lost', reason: abort.signal.aborted ? 'timeout' : 'crashed' };
    } finally {
      clearInterval(watch);
    }
  };

  const keepUnread: MailReader['keepUnread'] = async (mail, reason, detail) => {
    switch (mail.kind) {
      case 'file': {
        const { createReadStream } = await import('node:fs');
        const { sha256 } = await blobs.putSourceStream(createReadStream(mail.path));
        return {
          sourceHash: sha256,
          sourcePlace: null,
          parsed: await unparsableFile(reason, detail, mail.path),
        };
      }
      case 'bytes':
      case 'parts': {
        const source = mail.kind === 'bytes' ? mail.bytes : mail.headers;
        return {
          sourceHash: await blobs.putSource(source),
          sourcePlace: null,
          parsed: await unparsable(reason, detail, source),
        };
      }
    }
  };

  return {
    async read(mails) {
      if (mails.length === 0) return [];
      const together = await readBatch(mails);
      if (!isLoss(together)) return together;
      const read: ReadMail[] = [];
      for (const mail of mails) {
        const alone = mails.length === 1 ? together : await readBatch([mail]);
        read.push(...(isLoss(alone) ? [await keepUnread(mail, alone.reason, '')] : alone));
      }
      return read;
    },
    keepUnread,
    async ready() {
      await readBatch([]);
    },
    async close() {
      closed = true;
      await pool?.destroy();
    },
  };
}

/** A batch that took its thread with it. */
interface Loss {
  readonly kind: 'lost';
  readonly reason: 'timeout' | 'crashed';
}
const isLoss = (result: readonly ReadMail[] | Loss): result is Loss => 'kind' in result;

/** Carries a fault of ours past the place where a broken thread is told from it. */
class Failure extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message);
  }
}

function startPool({ workers, heap }: ReaderSettings): Piscina<ReadTask, ReadAnswer> {
  const pool = new Piscina<ReadTask, ReadAnswer>({
    filename: WORKER,
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: IDLE,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heap / (1024 * 1024)) },
  });
  // A thread that breaks between two tasks is replaced, and has nothing to tell.
  pool.on('error', () => undefined);
  return pool;
}

/** All bytes in one buffer, which can be moved to the thread; the originals stay, for the case that it breaks. */
function pack(mails: readonly MessageContent[]): {
  readonly packed: readonly PackedMail[];
  readonly bytes: ArrayBuffer;
} {
  const size = mails.reduce((sum, mail) => sum + (mail.kind === 'bytes' ? mail.bytes.length : 0), 0);
  const bytes = new ArrayBuffer(size);
  let end = 0;
  const packed = mails.map((mail): PackedMail => {
    if (mail.kind !== 'bytes') return mail;
    const start = end;
    end += mail.bytes.length;
    Buffer.from(bytes).set(mail.bytes, start);
    return { kind: 'bytes', start, end };
  });
  return { packed, bytes };
}

/** Calls `onStuck` when one mail has taken longer than it may. The time in which no thread is free does not count. */
function watchProgress(progress: Int32Array, timeout: number, onStuck: () => void): NodeJS.Timeout {
  let mail = 0;
  let since = performance.now();
  return setInterval(
    () => {
      const now = Atomics.load(progress, 0);
      if (now !== mail || now === 0) {
        mail = now;
        since = performance.now();
      } else if (performance.now() - since > timeout) {
        onStuck();
      }
    },
    Math.max(10, timeout / 10),
  );
}
