/**
 * Finds the one message that a server cannot deliver: where it refuses a whole FETCH, or ends the connection, because of
 * one message, the others must not wait for it (peers R3). It counts nothing and gives nothing up: file-messages does.
 */
import type { Strapi } from '../data/database';
import { asMailboxError } from './mailbox-error';
import { collect, type OpenFolder } from './open-folder';

/**
 * Messages that were asked for when a connection ended. From then on each of them is asked for alone. Known to this
 * process only: another one finds them again.
 */
export class Suspects {
  private readonly together = new Set<number>();
  private readonly alone = new Set<number>();

  has(uid: number): boolean {
    return this.together.has(uid) || this.alone.has(uid);
  }

  /** Whether a connection has ended while this message alone was asked for. */
  wasAlone(uid: number): boolean {
    return this.alone.has(uid);
  }

  add(uids: readonly number[]): void {
    for (const uid of uids) (uids.length === 1 ? this.alone : this.together).add(uid);
  }

  /** They were delivered, or are given up. */
  acquit(uids: readonly number[]): void {
    for (const uid of uids) {
      this.together.delete(uid);
      this.alone.delete(uid);
    }
  }
}

const suspects = new WeakMap<Strapi, Map<number, Suspects>>();

export function suspectsOf(strapi: Strapi, cursorId: number): Suspects {
  const folders = suspects.get(strapi) ?? new Map<number, Suspects>();
  suspects.set(strapi, folders);
  const known = folders.get(cursorId) ?? new Suspects();
  folders.set(cursorId, known);
  return known;
}

/** Uids asked for together, in the order of reading; a suspect is asked for alone. */
export function* pagesOf(
  uids: readonly number[],
  size: number,
  isSuspect: (uid: number) => boolean,
): Generator<readonly number[]> {
  let page: number[] = [];
  for (const uid of uids) {
    const alone = isSuspect(uid);
    if (page.length > 0 && (alone || page.length >= size)) {
      yield page;
      page = [];
    }
    if (alone) yield [uid];
    else page.push(uid);
  }
  if (page.length > 0) yield page;
}

/**
 * Asks for messages together and, where that is refused, for each by itself. Only a server that delivers another message
 * says with its refusal something of this one.
 * @returns what was delivered; nothing when all is refused while another message is delivered
 * @throws what the connection did; the refusal, when the server delivers nothing else either
 */
export async function eachWhereRefused<Row>(
  folder: OpenFolder,
  suspects: Suspects,
  uids: readonly number[],
  ask: (uids: readonly number[]) => Promise<Iterable<Row>>,
): Promise<readonly Row[]> {
  try {
    return [...(await ask(uids))];
  } catch (error) {
    if (!isRefusal(error, folder)) throw error;
    const rows = uids.length === 1 ? [] : await askEach(folder, uids, ask);
    if (rows.length === 0 && !(await deliversAnother(folder, uids, suspects))) throw error;
    return rows;
  }
}

async function askEach<Row>(
  folder: OpenFolder,
  uids: readonly number[],
  ask: (uids: readonly number[]) => Promise<Iterable<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const uid of uids) rows.push(...(await ask([uid]).catch(nothingOf(folder))));
  return rows;
}

const nothingOf =
  (folder: OpenFolder) =>
  (error: unknown): readonly never[] => {
    if (isRefusal(error, folder)) return [];
    throw error;
  };

/** Codes with which a server says that it is its own trouble, and passes (RFC 5530). */
const PASSING = /^(UNAVAILABLE|INUSE|LIMIT|THROTTLED|OVERQUOTA|EXPIRED|AUTHENTICATIONFAILED|CONTACTADMIN)$/i;

/** Whether the server says no to what was asked for, and goes on. */
export function isRefusal(error: unknown, { client }: OpenFolder): boolean {
  if (!client.usable || !(error instanceof Error)) return false;
  const { responseStatus, serverResponseCode = '' } = error as Error & {
    readonly responseStatus?: string;
    readonly serverResponseCode?: string;
  };
  if (responseStatus !== 'NO' && responseStatus !== 'BAD') return false;
  return !PASSING.test(serverResponseCode) && asMailboxError(error, 'fetch').problem.code !== 'throttled';
}

/**
 * How many others are asked for until one is delivered, the nearest first, and how many bytes of each: more than one packet
 * holds, since some lines lose only large ones.
 */
const PROBE = { messages: 3, bytes: 64 * 1024 } as const;

/**
 * Whether this connection delivers another message than these: then they are to blame, not the server or the line.
 * @throws what the connection did; then the other message is a suspect, too
 */
export async function deliversAnother(
  folder: OpenFolder,
  uids: readonly number[],
  suspects: Suspects,
): Promise<boolean> {
  const [first = 0] = uids;
  const distance = (uid: number): number => Math.abs(uid - first);
  const others = (await folder.search(1, folder.snapshot.uidNext - 1))
    .filter((uid) => !uids.includes(uid) && !suspects.wasAlone(uid))
    .sort((left, right) => distance(left) - distance(right));
  for (const uid of others.slice(0, PROBE.messages)) if (await delivers(folder, uid, suspects)) return true;
  return false;
}

async function delivers(folder: OpenFolder, uid: number, suspects: Suspects): Promise<boolean> {
  const { client } = folder;
  const query = { uid: true, source: { start: 0, maxLength: PROBE.bytes } };
  try {
    const rows = await collect(client, [uid], query, { bytes: PROBE.bytes });
    return rows.some(({ source }) => source !== undefined && source.length > 0);
  } catch (error) {
    if (!client.usable) suspects.add([uid]);
    if (isRefusal(error, folder)) return false;
    throw error;
  }
}
