/** The conversations that intake makes of a set of mails, and of an mbox file. Comparing them is keys/threads'. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ParsedMessage } from '../server/src/domain/message';
import { messagesOfMbox } from '../server/src/intake/import-mbox';
import { readMails } from '../server/src/intake/read-mail';
import { bytesOf, type Entry } from './entries';
import { MailStore } from './mail-store';
import type { Workshop } from './subject';

/** Mails that intake decides at once. */
const BATCH = 50;

export interface FiledEntry {
  readonly entry: Entry;
  readonly message: ParsedMessage;
  readonly thread: string | null;
}

const filedSets = new WeakMap<readonly Entry[], Promise<readonly FiledEntry[]>>();

/** All whole mails of one expectations file, filed in its order, by the code that intake runs. */
export function filedTogether(entries: readonly Entry[], workshop: Workshop): Promise<readonly FiledEntry[]> {
  const made = filedSets.get(entries) ?? fileEntries(entries, workshop);
  filedSets.set(entries, made);
  return made;
}

async function fileEntries(entries: readonly Entry[], workshop: Workshop): Promise<readonly FiledEntry[]> {
  const mails = entries.filter(({ form }) => form === 'message');
  const read = await readMails(
    mails.map((entry) => ({ kind: 'bytes', bytes: bytesOf(entry) })),
    workshop.blobs,
  );
  const parsed = read.flatMap(({ parsed: outcome }, position) =>
    outcome.kind === 'parsed' ? [{ entry: mails[position] as Entry, message: outcome.message }] : [],
  );
  const threads = threadsOf(parsed.map(({ message }) => message));
  return parsed.map((mail, position) => ({ ...mail, thread: threads[position] ?? null }));
}

/** The conversation of each mail; one that is a copy of an earlier one has that one's. */
export function threadsOf(messages: readonly ParsedMessage[]): readonly (string | null)[] {
  const store = new MailStore();
  const placeOf: number[] = [];
  let filed = 0;
  for (let start = 0; start < messages.length; start += BATCH)
    for (const outcome of store.file(messages.slice(start, start + BATCH))) {
      if (outcome.kind === 'filed') filed += 1;
      placeOf.push(outcome.kind === 'filed' ? filed - 1 : -1);
    }
  const threads = store.threads();
  return placeOf.map((place) => threads[place] ?? null);
}

/** The mails of an mbox, as the import of mail files finds them. */
export async function mailsOfMbox(bytes: Buffer, workshop: Workshop): Promise<readonly ParsedMessage[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-mbox-'));
  const name = path.join(folder, 'mails.mbox');
  writeFileSync(name, bytes);
  const file = await open(name);
  try {
    const spans: Buffer[] = [];
    for await (const { start, end } of messagesOfMbox(file)) spans.push(bytes.subarray(start, end));
    const read = await readMails(
      spans.map((span) => ({ kind: 'bytes', bytes: span })),
      workshop.blobs,
    );
    return read.flatMap(({ parsed }) => (parsed.kind === 'parsed' ? [parsed.message] : []));
  } finally {
    await file.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
