/**
 * Works one import: reads its files from where it stands and files them in batches, each with the run's progress in one
 * transaction. After a crash it goes on where it stood. It takes no lease and starts nothing.
 */
import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { IncomingMessage } from '../domain/incoming';
import type { Strapi } from '../data/database';
import {
  endImportRun,
  folderOfRun,
  moveImportRun,
  type ImportFile,
  type ImportPosition,
  type ImportRunRecord,
} from '../data/import-runs';
import type { FolderCursor } from '../data/cursors';
import { AccountGone } from './context';
import { Filing } from './filing';
import { messagesOfMbox, type MessageSpan } from './import-mbox';
import { readMessage } from './import-read';
import type { MailReader } from './mail-reader';

export interface ImportTools {
  readonly strapi: Strapi;
  readonly reader: MailReader;
  readonly limits: {
    readonly batchMessages: number;
    readonly batchBytes: number;
    readonly streamFrom: number;
  };
  /** where files of ours lie, and messages too large for memory */
  readonly folder: string;
}

/** Files that a run copied, and what it puts beside them. */
export const folderOfFiles = (folder: string, run: Pick<ImportRunRecord, 'documentId'>): string =>
  path.join(folder, run.documentId);

/** A fault of the files, which trying again does not mend. */
class UnreadableFile extends Error {}

/**
 * Works the run until its end, or until `signal` aborts; then it stays `running`, and may be worked again.
 * @throws LeaseLost, DataError (unavailable): the run stays as it stood
 */
export async function workImportRun(
  tools: ImportTools,
  run: ImportRunRecord,
  context: { readonly token: number; readonly signal: AbortSignal },
): Promise<void> {
  const { strapi } = tools;
  const folder = folderOfFiles(tools.folder, run);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    if (run.mailboxId === null) throw new AccountGone();
    const cursor = await folderOfRun(strapi, run, run.mailboxId);
    await fileAll(tools, run, cursor, folder, context);
    if (context.signal.aborted) return;
    await endImportRun(strapi, run.id, null);
  } catch (error) {
    if (!(error instanceof UnreadableFile || error instanceof AccountGone)) throw error;
    await endImportRun(strapi, run.id, error.message);
  }
  await rm(folder, { recursive: true, force: true });
}

interface Batch {
  readonly messages: readonly IncomingMessage[];
  /** where the run stands after each of them, by uid */
  readonly positions: ReadonlyMap<number, ImportPosition>;
}

async function fileAll(
  tools: ImportTools,
  run: ImportRunRecord,
  cursor: FolderCursor,
  temporaryFolder: string,
  { token: leaseToken, signal }: { readonly token: number; readonly signal: AbortSignal },
): Promise<void> {
  const { strapi, reader } = tools;
  const filing = await Filing.start({
    strapi,
    reader,
    cursor,
    handling: { kind: 'history', opensCases: run.opensCases },
    sent: false,
  });
  try {
    for await (const { messages, positions } of batchesOf(tools, run, cursor.lastUid, temporaryFolder)) {
      if (signal.aborted) return;
      await filing.add(
        messages,
        {
          boundary: messages.at(-1)?.uid ?? cursor.lastUid,
          async move(transaction, uid) {
            const at = positions.get(uid);
            if (at !== undefined) await moveImportRun(transaction, run, cursor, { uid, at, leaseToken });
          },
        },
        () => void removeTemporary(messages),
      );
    }
  } finally {
    await filing.finish();
  }
}

async function removeTemporary(messages: readonly IncomingMessage[]): Promise<void> {
  // What is left of them is removed with the run's folder.
  for (const { content } of messages)
    if (content.kind === 'file') await rm(content.path, { force: true }).catch(() => undefined);
}

/** @param lastUid of the last message that has been filed */
async function* batchesOf(
  { limits }: ImportTools,
  run: ImportRunRecord,
  lastUid: number,
  temporaryFolder: string,
): AsyncGenerator<Batch> {
  let messages: IncomingMessage[] = [];
  let positions = new Map<number, ImportPosition>();
  let bytes = 0;
  let uid = lastUid;
  for await (const { file, span, open: handle, at } of spansOf(run)) {
    uid += 1;
    const message = await readMessage(handle, file, span, uid, {
      streamFrom: limits.streamFrom,
      temporaryFolder,
    });
    messages.push(message);
    positions.set(uid, at);
    bytes += message.content.kind === 'bytes' ? message.size : 0;
    if (messages.length >= limits.batchMessages || bytes >= limits.batchBytes) {
      yield { messages, positions };
      [messages, positions, bytes] = [[], new Map(), 0];
    }
  }
  if (messages.length > 0) yield { messages, positions };
}

interface PlacedSpan {
  readonly file: ImportFile;
  readonly open: FileHandle;
  readonly span: MessageSpan;
  /** where the run stands once this message is filed */
  readonly at: ImportPosition;
}

/** The messages of all files that are still to be filed, in order. */
async function* spansOf(run: ImportRunRecord): AsyncGenerator<PlacedSpan> {
  let bytesBefore = run.files.slice(0, run.fileIndex).reduce((total, { size }) => total + size, 0);
  for (const [index, file] of run.files.entries()) {
    if (index < run.fileIndex) continue;
    const from = index === run.fileIndex ? run.position : 0;
    const handle = await openUnchanged(file);
    try {
      for await (const span of spansOfFile(handle, file, from)) {
        const at = { fileIndex: index, position: span.next, bytesDone: bytesBefore + span.next };
        yield { file, open: handle, span, at };
      }
    } finally {
      await handle.close();
    }
    bytesBefore += file.size;
  }
}

function spansOfFile(
  handle: FileHandle,
  { kind, size }: ImportFile,
  from: number,
): AsyncIterable<MessageSpan> | readonly MessageSpan[] {
  if (kind === 'mbox') return messagesOfMbox(handle, from);
  return from >= size ? [] : [{ start: 0, end: size, next: size, deliveredAt: null }];
}

/** A file that has changed since the import began holds other mails at the position where it stood. */
async function openUnchanged({ name, path: location, size }: ImportFile): Promise<FileHandle> {
  const found = await stat(location).catch(() => null);
  if (found === null) throw new UnreadableFile(`${name}: The file is no longer there. Import it again.`);
  if (found.size !== size)
    throw new UnreadableFile(`${name}: The file has changed while it was imported. Import it again.`);
  return open(location, 'r');
}
