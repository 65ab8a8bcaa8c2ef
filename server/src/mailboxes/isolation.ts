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
 * Asks for messages together and, where that is refused, for each by itself: who does not get a message from a server
 * that delivers others knows which one it is.
 * @returns what was delivered; nothing for one message alone that is refused
 * @throws what the connection did; the refusal, when none of several is delivered
 */
export async function eachWhereRefused<Row>(
  folder: OpenFolder,
  uids: readonly number[],
  ask: (uids: readonly number[]) => Promise<Iterable<Row>>,
): Promise<readonly Row[]> {
  try {
    return [...(await ask(uids))];
  } catch (error) {
    if (!isRefusal(error, folder)) throw error;
    if (uids.length === 1) return [];
    const rows: Row[] = [];
    for (const uid of uids) rows.push(...(await eachWhereRefused(folder, [uid], ask)));
    if (rows.length === 0) throw error;
    return rows;
  }
}

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

/** Bytes of another message that are asked for: more than one packet holds, since some lines lose only large ones. */
const PROBE = 64 * 1024;

/**
 * Whether this connection delivers another message: then the one on which connections end is to blame, not the line.
 * @throws what the connection did; then the other message is a suspect, too
 */
export async function deliversAnother(
  { client, search, snapshot }: OpenFolder,
  uid: number,
  known: Suspects,
): Promise<boolean> {
  const others = (await search(1, snapshot.uidNext - 1)).filter(
    (other) => other !== uid && !known.wasAlone(other),
  );
  const [nearest] = others.sort((left, right) => Math.abs(left - uid) - Math.abs(right - uid));
  if (nearest === undefined) return false;
  const query = { uid: true, source: { start: 0, maxLength: PROBE } };
  try {
    const rows = await collect(client, [nearest], query, { bytes: PROBE });
    return rows.some(({ source }) => source !== undefined && source.length > 0);
  } catch (error) {
    if (!client.usable) known.add([nearest]);
    throw error;
  }
}
