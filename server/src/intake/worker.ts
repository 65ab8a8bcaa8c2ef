/**
 * What runs in a worker thread: a batch of mails in, what was read of them out. It is built as a file of its own
 * (`exports` in package.json), which mail-reader.ts finds beside the server's.
 */
import type { MessageContent } from '../domain/incoming';
import { createBlobStore } from '../platform/blob-store';
import { readMails, type ReadMail } from './read-mail';

/** A mail whose bytes, if it has any, lie in the task's one buffer. */
export type PackedMail =
  Exclude<MessageContent, { kind: 'bytes' }> | { kind: 'bytes'; start: number; end: number };

export interface ReadTask {
  /** of the blob store */
  readonly folder: string;
  readonly mails: readonly PackedMail[];
  /** moved to this thread, not copied */
  readonly bytes: ArrayBuffer;
  /** shared: 1 + position of the mail that is being read; 0 before the first */
  readonly progress: Int32Array;
  /** lower-cased names of header fields that are kept beside the usual ones */
  readonly headers: readonly string[];
}

export type ReadAnswer =
  | { readonly kind: 'read'; readonly mails: readonly ReadMail[] }
  /** a fault of ours, such as a full disk; as a value, since what the thread throws means that a mail broke it */
  | { readonly kind: 'failed'; readonly error: Error };

export default async function read({
  folder,
  mails,
  bytes,
  progress,
  headers,
}: ReadTask): Promise<ReadAnswer> {
  try {
    const contents = mails.map((mail) => unpacked(mail, bytes));
    const onMail = (position: number): void => {
      Atomics.store(progress, 0, position + 1);
    };
    const read = await readMails(contents, createBlobStore(folder), { onMail, headers });
    return { kind: 'read', mails: read };
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function unpacked(mail: PackedMail, bytes: ArrayBuffer): MessageContent {
  if (mail.kind === 'bytes')
    return { kind: 'bytes', bytes: Buffer.from(bytes, mail.start, mail.end - mail.start) };
  // A Buffer arrives from another thread as a plain array of bytes.
  return mail.kind === 'parts' ? { ...mail, headers: Buffer.from(mail.headers) } : mail;
}
