/**
 * Reads messages of an open folder in batches bounded by bytes and count; large ones one by one into a file, those over
 * the limit as headers and text (sync-engine §1.3). It files nothing and does not know how far the folder was read.
 */
import type { IncomingMessage, MessageContent } from '../domain/incoming';
import type { IncomingFiles } from '../platform/incoming-files';
import { deliversAnother, eachWhereRefused, isRefusal, pagesOf, type Suspects } from './isolation';
import { collect, type ListedMessage, type Listing, type OpenFolder } from './open-folder';
import { readOversized } from './oversized';
import { readIntoFile } from './large-message';
import type { HeaderScreen, LeftOut } from './folder-task';

export interface ReadLimits {
  readonly batchMessages: number;
  readonly batchBytes: number;
  readonly streamFrom: number;
  readonly largestMessage: number;
}

/** Bytes of headers and text that are still fetched of a message over the limit. */
const BESIDE = 2 * 1024 * 1024;

/** Bytes of the largest literal that reading within these limits may meet. */
export const largestLiteral = ({ largestMessage }: Pick<ReadLimits, 'largestMessage'>): number =>
  largestMessage + BESIDE;

/** What becomes of a message before its body is read. */
export type Choice =
  | 'file'
  /** a mail of ours, from the Sent folder */
  | 'file-sent'
  /** not wanted, and the ledger says so */
  | 'ignore'
  /** none of our business */
  | 'pass';

export interface ReadBatch {
  readonly messages: readonly IncomingMessage[];
  /** uids of those messages that are mail of ours */
  readonly sent: ReadonlySet<number>;
  readonly ignored: readonly ListedMessage[];
  /** why, of those ignored messages that their headers told; by uid */
  readonly leftOut: ReadonlyMap<number, LeftOut>;
  /** the server has them and does not deliver them */
  readonly undelivered: readonly number[];
  /** the last uid that this batch covers, in the order of reading */
  readonly boundary: number;
  /** how many of the uids it was asked for it covers */
  readonly covers: number;
  /** removes temporary files; to be called once the batch is filed, or given up */
  release(): Promise<void>;
}

export interface ReadRequest {
  readonly folder: OpenFolder;
  readonly files: IncomingFiles;
  readonly limits: ReadLimits;
  /** in the order of reading */
  readonly uids: readonly number[];
  /** of these uids, which are read at all; the others are covered without being asked for */
  readonly wanted: (page: readonly number[]) => Promise<readonly number[]>;
  readonly choose: (message: ListedMessage) => Choice;
  /** whether to ask for Gmail's labels */
  readonly labels: boolean;
  /** asked about received mail that is to be filed; its headers come with the listing */
  readonly screen: HeaderScreen | null;
  readonly suspects: Suspects;
  /** A connection that delivers other messages has ended, not for the first time, when this one was asked for. */
  readonly onEnding: (uid: number) => Promise<void>;
}

/** Uids listed by one command. imapflow reads a whole answer without letting go of the thread: 500 hold it too long. */
const PAGE = 200;

interface Group {
  readonly messages: ListedMessage[];
  readonly ignored: ListedMessage[];
  bytes: number;
  boundary: number;
  covers: number;
}

/** The consumer releases every batch that it takes. @throws MailboxError */
export async function* readMessages(request: ReadRequest): AsyncGenerator<ReadBatch> {
  const { suspects } = request;
  for (const page of pagesOf(request.uids, PAGE, (uid) => suspects.has(uid))) {
    const wanted = await request.wanted(page);
    const listing = { labels: request.labels, headers: request.screen?.fields };
    const asking = await watched(request, wanted);
    const { listed, undelivered } = await asking(wanted, () => listPage(request, wanted, listing));
    const leftOut = await screened(listed, request);
    const groups = groupUp(page, listed, leftOut, request);
    for (const [position, group] of groups.entries()) {
      const uids = group.messages.map(({ uid }) => uid);
      const read = await asking(uids, () => readGroup(request, group, position === 0 ? undelivered : []));
      yield { ...read, leftOut };
    }
    suspects.acquit(page);
  }
}

type Asking = <Result>(uids: readonly number[], ask: () => Promise<Result>) => Promise<Result>;

/** Asks in such a way that it is known which messages were asked for when the connection ended. */
async function watched(
  { folder, suspects, onEnding }: ReadRequest,
  page: readonly number[],
): Promise<Asking> {
  const [uid] = page;
  const isProven =
    page.length === 1 && uid !== undefined && suspects.wasAlone(uid)
      ? await deliversAnother(folder, page, suspects)
      : false;
  return async (uids, ask) => {
    try {
      return await ask();
    } catch (error) {
      if (!folder.client.usable) {
        suspects.add(uids);
        if (isProven && uid !== undefined) await onEnding(uid);
      }
      throw error;
    }
  };
}

async function listPage(
  { folder, suspects }: ReadRequest,
  wanted: readonly number[],
  listing: Listing,
): Promise<{ readonly listed: ReadonlyMap<number, ListedMessage>; readonly undelivered: readonly number[] }> {
  const list = (uids: readonly number[]) =>
    eachWhereRefused(folder, suspects, uids, (asked) => folder.list(asked, listing));
  const listed = new Map(await list(wanted));
  const missing = await missingOf(folder, wanted, listed);
  for (const uid of missing)
    for (const [found, message] of await again(() => list([uid]))) listed.set(found, message);
  return { listed, undelivered: missing.filter((uid) => !listed.has(uid)) };
}

/** Times that a message which an answer has left out is asked for by itself. */
const AGAIN = 3;

async function again<Row>(ask: () => Promise<Iterable<Row>>): Promise<readonly Row[]> {
  let rows: readonly Row[] = [];
  for (let asked = 0; rows.length === 0 && asked < AGAIN; asked += 1) rows = [...(await ask())];
  return rows;
}

/** Those that were asked for and not delivered, and that a second look does not find gone (sync-engine §1.5). */
async function missingOf(
  folder: OpenFolder,
  uids: readonly number[],
  delivered: ReadonlyMap<number, unknown>,
): Promise<readonly number[]> {
  const missing = uids.filter((uid) => !delivered.has(uid));
  const existing = await folder.existing(missing);
  return missing.filter((uid) => existing.has(uid));
}

async function screened(
  listed: ReadonlyMap<number, ListedMessage>,
  { screen, choose }: ReadRequest,
): Promise<ReadonlyMap<number, LeftOut>> {
  const headers = new Map<number, Buffer>();
  for (const [uid, message] of listed)
    if (message.headers !== null && choose(message) === 'file') headers.set(uid, message.headers);
  return screen === null || headers.size === 0 ? new Map() : screen.leaveOut(headers);
}

function groupUp(
  page: readonly number[],
  listed: ReadonlyMap<number, ListedMessage>,
  leftOut: ReadonlyMap<number, LeftOut>,
  { choose, limits }: ReadRequest,
): readonly Group[] {
  const groups: Group[] = [];
  for (const uid of page) {
    const message = listed.get(uid);
    const choice = message === undefined ? 'pass' : leftOut.has(uid) ? 'ignore' : choose(message);
    const filed = choice === 'file' || choice === 'file-sent';
    const bytes = filed && message !== undefined ? bytesInMemory(message, limits) : 0;
    let group = groups.at(-1);
    const full =
      group !== undefined &&
      filed &&
      (group.messages.length >= limits.batchMessages ||
        (group.messages.length > 0 && group.bytes + bytes > limits.batchBytes));
    if (group === undefined || full) {
      group = { messages: [], ignored: [], bytes: 0, boundary: uid, covers: 0 };
      groups.push(group);
    }
    if (message !== undefined && filed) group.messages.push(message);
    if (message !== undefined && choice === 'ignore') group.ignored.push(message);
    group.bytes += bytes;
    group.boundary = uid;
    group.covers += 1;
  }
  return groups;
}

/** A message without a size is treated as a large one. */
const isSmall = ({ size }: ListedMessage, { streamFrom }: ReadLimits): boolean =>
  size !== null && size < streamFrom;

const bytesInMemory = (message: ListedMessage, limits: ReadLimits): number =>
  isSmall(message, limits) ? (message.size ?? 0) : 0;

async function readGroup(
  request: ReadRequest,
  group: Group,
  undelivered: readonly number[],
): Promise<Omit<ReadBatch, 'leftOut'>> {
  const { folder, limits, files } = request;
  const contents = new Map<number, MessageContent>();
  const release = async (): Promise<void> => {
    for (const content of contents.values()) if (content.kind === 'file') await files.remove(content.path);
  };
  try {
    const small = group.messages.filter((message) => isSmall(message, limits));
    for (const [uid, bytes] of await sources(request, small)) contents.set(uid, { kind: 'bytes', bytes });
    for (const message of group.messages.filter((each) => !isSmall(each, limits))) {
      const content = await readLarge(request, message);
      if (content !== null) contents.set(message.uid, content);
    }
    const missing = await missingOf(
      folder,
      group.messages.map(({ uid }) => uid),
      contents,
    );
    for (const message of group.messages.filter(({ uid }) => missing.includes(uid)))
      for (const [uid, bytes] of await again(() => sources(request, [message])))
        contents.set(uid, { kind: 'bytes', bytes });
    return {
      messages: incoming(group.messages, contents),
      sent: new Set(
        group.messages.filter((message) => request.choose(message) === 'file-sent').map(({ uid }) => uid),
      ),
      ignored: group.ignored,
      undelivered: [...undelivered, ...missing.filter((uid) => !contents.has(uid))],
      boundary: group.boundary,
      covers: group.covers,
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Oldest first, whatever the order of reading: within a batch a question comes before its answer. */
const incoming = (
  messages: readonly ListedMessage[],
  contents: ReadonlyMap<number, MessageContent>,
): readonly IncomingMessage[] =>
  [...messages]
    .sort((left, right) => left.uid - right.uid)
    .flatMap(({ uid, size, receivedAt, flags }) => {
      const content = contents.get(uid);
      if (content === undefined) return [];
      // What was read is the size, where it is in memory; servers estimate.
      const bytes = content.kind === 'bytes' ? content.bytes.length : (size ?? 0);
      return [{ uid, size: bytes, receivedAt, flags, content }];
    });

async function sources(
  { folder, suspects }: ReadRequest,
  messages: readonly ListedMessage[],
): Promise<ReadonlyMap<number, Buffer>> {
  const found = new Map<number, Buffer>();
  if (messages.length === 0) return found;
  const wanted = new Set(messages.map(({ uid }) => uid));
  const bytes = messages.reduce((total, { size }) => total + (size ?? 0), 0);
  const rows = await eachWhereRefused(folder, suspects, [...wanted], (uids) =>
    collect(folder.client, uids, { uid: true, source: true }, { bytes }),
  );
  for (const { uid, source } of rows)
    if (wanted.has(uid) && source !== undefined && source.length > 0) found.set(uid, source);
  return found;
}

/** @returns null when the server delivers nothing, or refuses to */
async function readLarge(request: ReadRequest, message: ListedMessage): Promise<MessageContent | null> {
  const { folder, files, limits } = request;
  try {
    if (message.size === null || message.size <= limits.largestMessage) {
      const content = await readIntoFile(folder, files, message, limits.largestMessage);
      if (content !== 'too-large') return content;
    }
    return await readOversized(folder, message.uid);
  } catch (error) {
    if (isRefusal(error, folder) && (await deliversAnother(folder, [message.uid], request.suspects)))
      return null;
    throw error;
  }
}
