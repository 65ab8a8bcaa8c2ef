/**
 * Reads what is new in one folder, in batches bounded by count and bytes, and hands each batch on to be filed before the
 * next is fetched (sync-engine §1.3). It decides nothing about a mail and moves no cursor: filing does both at once.
 */
import type { ImapFlow } from 'imapflow';
import { DataError } from '../data/errors';
import type { FolderCursor } from '../data/ledger';
import type { IncomingMessage, MessageContent } from '../domain/incoming';
import { asMailboxError, MailboxError } from './mailbox-error';

export interface FolderBatch {
  readonly messages: readonly IncomingMessage[];
  /** everything up to this uid is in this batch, was in an earlier one, or is gone from the server */
  readonly lastUid: number;
}

export interface SyncLimits {
  readonly batchMessages: number;
  readonly batchBytes: number;
  readonly largestMessage: number;
}

/** What the server said when the folder was selected. */
export interface FolderSnapshot {
  readonly uidValidity: number;
  readonly uidNext: number;
}

/** Where reading begins and what becomes of what was read. */
export interface FolderSink {
  /** the cursor to read from; called once, with the folder selected */
  begin(snapshot: FolderSnapshot, firstUidSince: (date: Date) => Promise<number>): Promise<FolderCursor>;
  file(batch: FolderBatch, cursor: FolderCursor): Promise<void>;
}

/**
 * Reads everything between the cursor and UIDNEXT.
 *
 * @returns how many messages were read
 * @throws MailboxError when the folder is missing or the connection fails; what was filed until then stays
 */
export async function syncFolder(
  client: ImapFlow,
  path: string,
  options: { readonly limits: SyncLimits; readonly markAsRead: boolean; readonly signal: AbortSignal },
  sink: FolderSink,
): Promise<number> {
  const lock = await client
    .getMailboxLock(path, { readOnly: !options.markAsRead })
    .catch((error: unknown) => Promise.reject(asMailboxError(error, 'folder')));
  try {
    const snapshot = snapshotOf(client);
    const cursor = await sink.begin(snapshot, (date) => firstUidSince(client, date, snapshot));
    const uids = await searchUids(client, cursor.lastUid + 1, snapshot.uidNext - 1);
    let read = 0;
    for await (const batch of batches(client, uids, options.limits)) {
      if (options.signal.aborted) break;
      await sink.file(batch, cursor);
      read += batch.messages.length;
      if (options.markAsRead) await markSeen(client, batch.messages);
    }
    return read;
  } catch (error) {
    throw isOfServer(error) ? asMailboxError(error, 'fetch') : error;
  } finally {
    lock.release();
  }
}

/** Errors of our own side keep their type; only what the connection did is a mailbox's problem. */
const isOfServer = (error: unknown): boolean =>
  error instanceof MailboxError ||
  (error instanceof Error && !(error instanceof DataError) && ('code' in error || 'responseStatus' in error));

function snapshotOf(client: ImapFlow): FolderSnapshot {
  const { mailbox } = client;
  if (mailbox === false || mailbox === undefined)
    throw new MailboxError({ step: 'folder', code: 'folder-missing', detail: '' });
  const uidValidity = Number(mailbox.uidValidity);
  if (!Number.isInteger(uidValidity) || uidValidity <= 0)
    throw new MailboxError({ step: 'folder', code: 'protocol', detail: 'UIDVALIDITY' });
  return { uidValidity, uidNext: mailbox.uidNext };
}

/**
 * Uids of a range with an explicit upper bound: `n:*` would return the last message even when n is past it (RFC 3501 §6.4.8).
 * An answer that is no list is an error, never "nothing".
 */
async function searchUids(client: ImapFlow, from: number, to: number): Promise<readonly number[]> {
  if (from > to) return [];
  const found = await client.search({ uid: `${from}:${to}` }, { uid: true });
  if (!Array.isArray(found)) throw new MailboxError({ step: 'fetch', code: 'protocol', detail: 'SEARCH' });
  return found.filter((uid) => uid >= from && uid <= to).sort((left, right) => left - right);
}

async function firstUidSince(client: ImapFlow, date: Date, { uidNext }: FolderSnapshot): Promise<number> {
  // SINCE knows only days, in the server's time zone; a day earlier is on the safe side, and filing looks at the hour.
  const found = await client.search({ since: new Date(date.getTime() - 24 * 60 * 60 * 1000) }, { uid: true });
  if (!Array.isArray(found)) throw new MailboxError({ step: 'fetch', code: 'protocol', detail: 'SEARCH' });
  return found.reduce((first, uid) => Math.min(first, uid), uidNext);
}

interface Listed {
  readonly uid: number;
  readonly size: number;
  readonly receivedAt: Date;
}

async function* batches(
  client: ImapFlow,
  uids: readonly number[],
  limits: SyncLimits,
): AsyncGenerator<FolderBatch> {
  for (let start = 0; start < uids.length; start += limits.batchMessages) {
    const wanted = uids.slice(start, start + limits.batchMessages);
    const listed = await list(client, wanted);
    await requireGone(
      client,
      wanted.filter((uid) => !listed.has(uid)),
    );
    const groups = groupByBytes([...listed.values()], limits);
    for (const [position, group] of groups.entries()) {
      const messages = await download(client, group, limits.largestMessage);
      const last = position === groups.length - 1 ? wanted.at(-1) : group.at(-1)?.uid;
      yield { messages, lastUid: last ?? 0 };
    }
    if (groups.length === 0) yield { messages: [], lastUid: wanted.at(-1) ?? 0 };
  }
}

/** The fetch loops only collect: a command inside them would wait for ever (imapflow #159). */
async function list(client: ImapFlow, uids: readonly number[]): Promise<ReadonlyMap<number, Listed>> {
  const listed = new Map<number, Listed>();
  const wanted = new Set(uids);
  for await (const { uid, size, internalDate } of client.fetch(
    [...uids].join(','),
    { uid: true, size: true, internalDate: true },
    { uid: true },
  )) {
    if (wanted.has(uid))
      listed.set(uid, {
        uid,
        size: size ?? 0,
        receivedAt: internalDate === undefined ? new Date() : new Date(internalDate),
      });
  }
  return listed;
}

/** A uid that was found and not delivered is passed over only when a second look says that it is gone (sync-engine §1.5). */
async function requireGone(client: ImapFlow, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return;
  const found = await client.search({ uid: uids.join(',') }, { uid: true });
  if (!Array.isArray(found) || found.some((uid) => uids.includes(uid))) {
    throw new MailboxError({
      step: 'fetch',
      code: 'protocol',
      detail: `FETCH ${uids.slice(0, 5).join(',')}`,
    });
  }
}

function groupByBytes(listed: readonly Listed[], limits: SyncLimits): readonly (readonly Listed[])[] {
  const groups: Listed[][] = [];
  let bytes = 0;
  for (const message of [...listed].sort((left, right) => left.uid - right.uid)) {
    const weight = message.size > limits.largestMessage ? 0 : message.size;
    const group = groups.at(-1);
    if (group === undefined || bytes + weight > limits.batchBytes) {
      groups.push([message]);
      bytes = weight;
    } else {
      group.push(message);
      bytes += weight;
    }
  }
  return groups;
}

async function download(
  client: ImapFlow,
  group: readonly Listed[],
  largestMessage: number,
): Promise<readonly IncomingMessage[]> {
  const whole = group.filter(({ size }) => size <= largestMessage);
  const oversized = group.filter(({ size }) => size > largestMessage);
  const sources = new Map([
    ...(await bodies(client, whole, 'source')),
    ...(await bodies(client, oversized, 'headers')),
  ]);
  await requireGone(
    client,
    group.filter(({ uid }) => !sources.has(uid)).map(({ uid }) => uid),
  );
  return group.flatMap((message) => {
    const source = sources.get(message.uid);
    if (source === undefined) return [];
    const content: MessageContent =
      message.size <= largestMessage
        ? { kind: 'bytes', bytes: source }
        : { kind: 'parts', headers: source, text: null, html: null, files: [] };
    return [{ ...message, flags: [], content }];
  });
}

async function bodies(
  client: ImapFlow,
  messages: readonly Listed[],
  part: 'source' | 'headers',
): Promise<ReadonlyMap<number, Buffer>> {
  const found = new Map<number, Buffer>();
  if (messages.length === 0) return found;
  const range = messages.map(({ uid }) => uid).join(',');
  for await (const message of client.fetch(range, { uid: true, [part]: true }, { uid: true })) {
    const content = message[part];
    if (content !== undefined) found.set(message.uid, content);
  }
  return found;
}

async function markSeen(client: ImapFlow, messages: readonly IncomingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await client.messageFlagsAdd(messages.map(({ uid }) => uid).join(','), ['\\Seen'], { uid: true });
}
