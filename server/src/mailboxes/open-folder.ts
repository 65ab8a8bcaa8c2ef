/**
 * One folder, selected on one connection: what the server said when it was opened, and the commands that reading needs,
 * each checked, since servers lie (sync-engine §1.3, §1.5). It stores nothing and decides nothing about a mail.
 */
import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import { DataError } from '../data/errors';
import { flagText } from '../domain/folder-changes';
import { asMailboxError, MailboxError } from './mailbox-error';

/** What the server said when the folder was selected. */
export interface FolderSnapshot {
  /** null: the server has none that can be used */
  readonly uidValidity: number | null;
  readonly uidNext: number;
  /** messages in the folder */
  readonly exists: number;
  /** null: the folder has no mod-sequences */
  readonly highestModseq: bigint | null;
}

/** A message without its body. */
export interface ListedMessage {
  readonly uid: number;
  /** bytes; null where the server does not say. Exchange estimates. */
  readonly size: number | null;
  readonly receivedAt: Date;
  readonly flags: readonly string[];
  /** of Gmail; empty elsewhere */
  readonly labels: ReadonlySet<string>;
  /** the header fields that were asked for, as they are written; null: none were, or the server does not deliver them */
  readonly headers: Buffer | null;
}

/** What a listing asks for beside what it always does. */
export interface Listing {
  /** Gmail's labels */
  readonly labels: boolean;
  /** names of header fields */
  readonly headers?: readonly string[];
}

export interface OpenFolder {
  readonly client: ImapFlow;
  readonly path: string;
  readonly snapshot: FolderSnapshot;
  /** Uids of a range that exist, ascending. `since`: only those received on or after the day before. */
  search(from: number, to: number, since?: Date | null): Promise<readonly number[]>;
  /** As `search`, and what SEARCH leaves out is asked for by FETCH: a server whose index lags must not cost a mail. */
  enumerate(from: number, to: number): Promise<readonly number[]>;
  /** Which of these uids exist, by SEARCH. */
  existing(uids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Which of these uids exist, by FETCH. */
  fetchable(uids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Those of these messages that the server delivers; foreign rows are left out. */
  list(uids: readonly number[], listing: Listing): Promise<ReadonlyMap<number, ListedMessage>>;
  /** Flags by uid; `changedSince` a mod-sequence, where the folder has them. */
  flags(range: string, changedSince?: bigint): Promise<ReadonlyMap<number, string>>;
}

/** Milliseconds for one command, and one more for so many bytes: a connection that is slower than this is dead. */
const COMMAND_MILLISECONDS = 60_000;
const BYTES_PER_MILLISECOND = 10;

/** Ends the connection when the command has not ended in time: imapflow itself would wait for ever for a slow answer. */
export async function withDeadline<Result>(
  client: ImapFlow,
  bytes: number,
  run: () => Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => client.close(), COMMAND_MILLISECONDS + bytes / BYTES_PER_MILLISECOND);
  try {
    return await run();
  } finally {
    clearTimeout(timer);
  }
}

/** The fetch loop only collects: a command inside it would wait for ever (imapflow #159). */
export async function collect(
  client: ImapFlow,
  uids: readonly number[] | string,
  query: FetchQueryObject,
  options: { readonly bytes?: number; readonly changedSince?: bigint } = {},
): Promise<readonly FetchMessageObject[]> {
  const range = typeof uids === 'string' ? uids : uidSet(uids);
  const { changedSince } = options;
  return withDeadline(client, options.bytes ?? 0, () =>
    client.fetchAll(range, query, { uid: true, ...(changedSince === undefined ? {} : { changedSince }) }),
  );
}

/** Uids in the shortest form: `1:5,7`. */
export function uidSet(uids: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...uids].sort((left, right) => left - right);
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(start === end ? `${sorted[start]}` : `${sorted[start]}:${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}

/**
 * Selects a folder, hands it to `use` and lets go of it.
 *
 * @throws MailboxError when the folder is missing or the connection fails
 */
export async function withFolder<Result>(
  client: ImapFlow,
  path: string,
  options: { readonly readOnly: boolean },
  use: (folder: OpenFolder) => Promise<Result>,
): Promise<Result> {
  const lock = await withDeadline(client, 0, () => client.getMailboxLock(path, options)).catch(
    (error: unknown) => Promise.reject(asMailboxError(error, 'folder')),
  );
  try {
    return await use(await openFolder(client, path));
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

const protocolError = (detail: string): MailboxError =>
  new MailboxError({ step: 'fetch', code: 'protocol', detail });

async function openFolder(client: ImapFlow, path: string): Promise<OpenFolder> {
  const snapshot = await snapshotOf(client);
  const ids = async (query: { uid?: string; since?: Date }): Promise<readonly number[]> => {
    const found = await withDeadline(client, 0, () => client.search(query, { uid: true }));
    // An answer that is no list is an error, never "nothing".
    if (!Array.isArray(found)) throw protocolError('SEARCH');
    return found;
  };
  const existing = async (uids: readonly number[]): Promise<ReadonlySet<number>> => {
    if (uids.length === 0) return new Set();
    const wanted = new Set(uids);
    return new Set((await ids({ uid: uidSet(uids) })).filter((uid) => wanted.has(uid)));
  };
  const search = async (from: number, to: number, since: Date | null = null): Promise<readonly number[]> => {
    if (from > to) return [];
    // An explicit upper bound: `n:*` would return the last message even when n is past it (RFC 3501 §6.4.8).
    const found = await ids({
      uid: `${from}:${to}`,
      ...(since === null ? {} : { since: dayBefore(since) }),
    });
    return ascending(found, from, to);
  };
  const fetchedUids = async (range: string): Promise<readonly number[]> =>
    (await collect(client, range, { uid: true })).map(({ uid }) => uid);
  return {
    client,
    path,
    snapshot,
    existing,
    search,
    async enumerate(from, to) {
      const found = await search(from, to);
      const gaps = gapsBetween(found, from, to);
      if (gaps === '') return found;
      return ascending([...found, ...(await fetchedUids(gaps))], from, to);
    },
    async fetchable(uids) {
      if (uids.length === 0) return new Set();
      const wanted = new Set(uids);
      return new Set((await fetchedUids(uidSet(uids))).filter((uid) => wanted.has(uid)));
    },
    async list(uids, { labels, headers = [] }) {
      const wanted = new Set(uids);
      const listed = new Map<number, ListedMessage>();
      if (uids.length === 0) return listed;
      const query = {
        uid: true,
        size: true,
        internalDate: true,
        flags: true,
        labels,
        ...(headers.length === 0 ? {} : { headers: [...headers] }),
      };
      for (const message of await collect(client, uids, query))
        if (wanted.has(message.uid)) listed.set(message.uid, listedMessage(message));
      return listed;
    },
    async flags(range, changedSince) {
      const found = new Map<number, string>();
      const options = changedSince === undefined ? {} : { changedSince };
      for (const { uid, flags } of await collect(client, range, { uid: true, flags: true }, options))
        if (flags !== undefined) found.set(uid, flagText(flags));
      return found;
    },
  };
}

const ascending = (uids: readonly number[], from: number, to: number): readonly number[] =>
  [...new Set(uids)].filter((uid) => uid >= from && uid <= to).sort((left, right) => left - right);

/** Ranges in one command; some servers take no line of more than 8000 characters. */
const MOST_GAPS = 200;

/** The uids of a range that are not among these, as a set of IMAP; the whole range where that would be too long. */
export function gapsBetween(found: readonly number[], from: number, to: number): string {
  const gaps: string[] = [];
  let next = from;
  for (const uid of [...found, to + 1]) {
    if (uid > next) gaps.push(next === uid - 1 ? `${next}` : `${next}:${uid - 1}`);
    next = uid + 1;
  }
  return gaps.length > MOST_GAPS ? `${from}:${to}` : gaps.join(',');
}

/** SINCE knows only days, in the server's time zone; a day earlier is on the safe side, and who asked looks at the hour. */
const dayBefore = (date: Date): Date => new Date(date.getTime() - 24 * 60 * 60 * 1000);

const listedMessage = ({
  uid,
  size,
  internalDate,
  flags,
  labels,
  headers,
}: FetchMessageObject): ListedMessage => ({
  uid,
  size: size === undefined || size === 0 ? null : size,
  receivedAt: dateOr(internalDate, new Date()),
  flags: [...(flags ?? [])],
  labels: labels ?? new Set(),
  headers: headers ?? null,
});

function dateOr(value: Date | string | undefined, otherwise: Date): Date {
  const date = value === undefined ? otherwise : new Date(value);
  return Number.isNaN(date.getTime()) ? otherwise : date;
}

async function snapshotOf(client: ImapFlow): Promise<FolderSnapshot> {
  const { mailbox } = client;
  if (mailbox === false || mailbox === undefined)
    throw new MailboxError({ step: 'folder', code: 'folder-missing', detail: '' });
  const { uidValidity, exists, noModseq } = mailbox;
  // What is said now, not later: a change that comes between would be passed over (sync-engine §1.7).
  const highestModseq =
    client.enabled.has('CONDSTORE') && noModseq !== true ? (mailbox.highestModseq ?? null) : null;
  const uidNext = mailbox.uidNext > 0 ? mailbox.uidNext : (await lastUid(client, exists)) + 1;
  return { uidValidity: usable(uidValidity), uidNext, exists, highestModseq };
}

/** A UIDVALIDITY is a non-zero 32-bit number (RFC 3501 §9); some servers send zero, none, or more than fits. */
function usable(uidValidity: bigint | undefined): number | null {
  const value = Number(uidValidity ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** Of a server that does not say UIDNEXT. */
async function lastUid(client: ImapFlow, exists: number): Promise<number> {
  if (exists === 0) return 0;
  const [last] = await withDeadline(client, 0, () => client.fetchAll('*', { uid: true }));
  if (last === undefined) throw protocolError('UID FETCH *');
  return last.uid;
}
