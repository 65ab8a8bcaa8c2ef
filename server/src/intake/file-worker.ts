/**
 * What runs in a worker thread: a file of the blob store in, its text out. It is built as a file of its own (`exports` in
 * package.json), which file-reader.ts finds beside the server's.
 */
import { createBlobStore } from '../platform/blob-store';
import { textOfFile } from './file-text';

export interface FileTask {
  /** of the blob store */
  readonly folder: string;
  readonly sha256: string;
  readonly name: string;
  readonly type: string;
}

export type FileAnswer =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unreadable' }
  /** its bytes are not there */
  | { readonly kind: 'missing' }
  /** a fault of ours, such as a disk that is away */
  | { readonly kind: 'failed'; readonly error: Error };

export default async function readFile({ folder, sha256, name, type }: FileTask): Promise<FileAnswer> {
  let bytes: Buffer;
  try {
    bytes = await createBlobStore(folder).read(sha256);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'missing' };
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
  try {
    return { kind: 'read', text: await textOfFile(bytes, { name, type }) };
  } catch {
    return { kind: 'unreadable' };
  }
}
