/**
 * Files a batch: parse, keep the bytes, then read, decide and store in one transaction that also moves the cursor
 * (sync-engine §1.4). After a crash at any point the batch is either wholly there or fetched again.
 */
import { readFile } from 'node:fs/promises';
import type { Handling, IncomingMessage, MessageContent } from '../domain/incoming';
import type { ParseOutcome } from '../domain/message';
import type { IntakeItem, Outcome } from '../domain/intake-plan';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { DataError } from '../data/errors';
import { decidedUids, type FolderCursor } from '../data/ledger';
import type { BlobStore } from '../platform/blob-store';
import { commit, type Kept, type Prepared } from './commit';
import { readContext } from './context';
import { decide, senderLine } from './decide';
import { parseMessage, unparsable } from './parse';
import { sanitizeHtml } from './sanitize-html';

export interface FilingContext {
  readonly strapi: Strapi;
  readonly blobs: BlobStore;
  readonly cursor: FolderCursor;
  /** history before this moment is not ours; see FolderCursor.historyBelowUid */
  readonly since: Date;
  readonly handling: Handling;
}

/** How far reading the folder has come with a batch. */
export interface Progress {
  /** everything up to this uid, or down to it in the history, has an outcome with this batch, or had one before */
  readonly boundary: number;
  /**
   * Moves the cursor in the transaction that stores the outcomes of `mails` messages. A batch that is stored mail by
   * mail moves it with each: to the mail's uid, with the last one to the boundary.
   * @throws LeaseLost
   */
  move(transaction: Transaction, boundary: number, mails: number): Promise<void>;
}

/** Another process may store the same mail or case first; then the batch is decided again with what it sees. */
const TRIES = 3;

/** What else the transaction does; for mail from a folder, it moves the cursor. */
type Also = (transaction: Transaction) => Promise<void>;

/**
 * @param messages in the order in which the folder is read
 * @throws LeaseLost, AccountGone, DataError (unavailable); in each case nothing is stored and the cursor stays
 */
export async function fileBatch(
  filing: FilingContext,
  messages: readonly IncomingMessage[],
  progress: Progress,
): Promise<readonly Outcome[]> {
  const items: IntakeItem[] = [];
  for (const message of messages) items.push(await prepare(filing, message));
  const prepared = await keepContent(filing.blobs, items);
  const moveTo =
    (uid: number, mails: number): Also =>
    (transaction) =>
      progress.move(transaction, uid, mails);
  try {
    return await storeWithRetry(filing, items, prepared, moveTo(progress.boundary, items.length));
  } catch (error) {
    if (!(error instanceof DataError && error.kind === 'invalid')) throw error;
    return storeOneByOne(filing, items, prepared, (position, uid) =>
      moveTo(position === items.length - 1 ? progress.boundary : uid, 1),
    );
  }
}

/**
 * Files one mail whose source is already kept, in place of its entry in quarantine.
 * @param leaveQuarantine removes that entry, in the same transaction
 */
export async function fileKept(
  filing: FilingContext,
  item: IntakeItem,
  leaveQuarantine: Also,
): Promise<void> {
  const prepared = await keepContent(filing.blobs, [item]);
  await storeWithRetry(filing, [item], prepared, async () => undefined, leaveQuarantine);
}

async function prepare({ blobs }: FilingContext, message: IncomingMessage): Promise<IntakeItem> {
  const { uid, size, receivedAt, content } = message;
  const source = await sourceOf(content);
  const sourceHash = await blobs.putSource(source);
  const parsed =
    content.kind === 'parts' ? await unparsable('too-large', `${size}`, source) : await parseMessage(source);
  return { uid, size, receivedAt, sourceHash, parsed };
}

async function sourceOf(content: MessageContent): Promise<Buffer> {
  switch (content.kind) {
    case 'bytes':
      return content.bytes;
    case 'file':
      return readFile(content.path);
    case 'parts':
      return content.headers;
  }
}

async function keepContent(store: BlobStore, items: readonly IntakeItem[]): Promise<Prepared> {
  const prepared = new Map<IntakeItem, Kept>();
  for (const item of items) {
    if (item.parsed.kind !== 'parsed') continue;
    const attachments: string[] = [];
    for (const { content } of item.parsed.message.attachments) attachments.push(await store.put(content));
    prepared.set(item, { attachments, html: sanitizeHtml(item.parsed.message.html) });
  }
  return prepared;
}

async function storeWithRetry(
  filing: FilingContext,
  items: readonly IntakeItem[],
  prepared: Prepared,
  after: Also,
  before: Also = async () => undefined,
): Promise<readonly Outcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(filing.strapi, async (transaction) => {
        await before(transaction);
        const outcomes = await store(filing, transaction, items, prepared);
        await after(transaction);
        return outcomes;
      });
    } catch (error) {
      if (!(error instanceof DataError && error.kind === 'conflict') || attempt === TRIES) throw error;
    }
  }
}

/** The database refuses something in the batch: each mail is stored alone, and the one that is refused is quarantined. */
async function storeOneByOne(
  filing: FilingContext,
  items: readonly IntakeItem[],
  prepared: Prepared,
  after: (position: number, uid: number) => Also,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [position, item] of items.entries()) {
    const also = after(position, item.uid);
    try {
      outcomes.push(...(await storeWithRetry(filing, [item], prepared, also)));
    } catch (error) {
      if (!(error instanceof DataError && error.kind === 'invalid')) throw error;
      const refused = { ...item, parsed: refusedBy(item, error.code) };
      outcomes.push(...(await storeWithRetry(filing, [refused], prepared, also)));
    }
  }
  return outcomes;
}

function refusedBy({ parsed }: IntakeItem, code: string): ParseOutcome {
  const read = parsed.kind === 'parsed' ? { subject: '', sender: senderLine(parsed.message) } : parsed;
  return {
    kind: 'unparsable',
    reason: 'malformed',
    detail: `database: ${code}`,
    subject: read.subject,
    sender: read.sender,
  };
}

async function store(
  filing: FilingContext,
  transaction: Transaction,
  items: readonly IntakeItem[],
  prepared: Prepared,
): Promise<readonly Outcome[]> {
  const { strapi, cursor, since, handling } = filing;
  const decided = await decidedUids(
    transaction,
    cursor,
    items.map(({ uid }) => uid),
  );
  const fresh = items.filter(({ uid }) => !decided.has(uid));
  if (fresh.length === 0) return [];
  const context = await readContext(strapi, transaction, fresh, { cursor, since, handling, now: new Date() });
  const plan = decide(fresh, context);
  await commit(strapi, transaction, plan, { cursor, context, prepared });
  return plan.outcomes;
}
