/**
 * What has changed in a folder on the server, worked out from what it says now and what is known (sync-engine §1.5-1.7).
 * Pure: it asks no server and writes no row.
 */
import { addressKey } from './addresses';

/** Flags and keywords as the ledger keeps them: sorted, separated by spaces, without \\Recent, which is a session's. */
export function flagText(flags: Iterable<string>): string {
  return [...new Set(flags)]
    .filter((flag) => flag.toLowerCase() !== '\\recent')
    .sort()
    .join(' ');
}

/** Uids that are no longer there, and uids that are there again. */
export function comparePlaces(
  known: readonly { readonly uid: number; readonly gone: boolean }[],
  present: ReadonlySet<number>,
): { readonly gone: readonly number[]; readonly back: readonly number[]; readonly live: number } {
  return {
    gone: known.filter(({ uid, gone }) => !gone && !present.has(uid)).map(({ uid }) => uid),
    back: known.filter(({ uid, gone }) => gone && present.has(uid)).map(({ uid }) => uid),
    live: known.filter(({ gone }) => !gone).length,
  };
}

const MASS_COUNT = 50;
const MASS_SHARE = 0.2;
const CONFIRM_AFTER = 60_000;

/** A mass of messages that seemed to be gone, and when that was first seen. */
export interface HeldLoss {
  readonly since: number;
  readonly uids: ReadonlySet<number>;
}

export type Loss =
  | { readonly kind: 'apply' }
  /** too many at once to believe a single answer: a server whose storage is away looks just like an emptied folder */
  | { readonly kind: 'hold'; readonly held: HeldLoss };

/**
 * Whether messages that are missing are taken to be gone. More than 50 that are also more than a fifth of the folder
 * are believed only when the same are missing again a minute later.
 *
 * @param now milliseconds
 */
export function judgeLoss(gone: readonly number[], live: number, before: HeldLoss | null, now: number): Loss {
  if (gone.length <= MASS_COUNT || gone.length <= live * MASS_SHARE) return { kind: 'apply' };
  const same = before !== null && gone.every((uid) => before.uids.has(uid));
  if (same && now - before.since >= CONFIRM_AFTER) return { kind: 'apply' };
  return { kind: 'hold', held: { since: same ? before.since : now, uids: new Set(gone) } };
}

/** What tells one copy in a folder from another without its body. */
export interface CopyFacts {
  readonly messageId: string;
  readonly sender: string;
  readonly subject: string;
  /** of the Date header; null: unknown */
  readonly date: Date | null;
  /** bytes, as the server says */
  readonly size: number;
}

export interface KnownCopy extends CopyFacts {
  readonly key: number;
}

const copyKey = ({ messageId, sender, subject, size }: CopyFacts): string =>
  JSON.stringify([messageId.trim(), addressKey(sender), subject.trim(), size]);

const sameDate = (left: CopyFacts, right: CopyFacts): boolean =>
  left.date === null || right.date === null || left.date.getTime() === right.date.getTime();

/**
 * Which known copy each of the messages is (sync-engine §1.6). Only where there is exactly one of both: anything else
 * is downloaded, and its content says what it is.
 *
 * @returns the key of the known copy, by uid
 */
export function matchCopies(
  messages: readonly (CopyFacts & { readonly uid: number })[],
  known: readonly KnownCopy[],
): ReadonlyMap<number, number> {
  const byKey = <Value extends CopyFacts>(values: readonly Value[]): ReadonlyMap<string, Value[]> => {
    const found = new Map<string, Value[]>();
    for (const value of values)
      if (value.messageId.trim() !== '')
        found.set(copyKey(value), [...(found.get(copyKey(value)) ?? []), value]);
    return found;
  };
  const stored = byKey(known);
  const matches = new Map<number, number>();
  for (const [key, [message, second]] of byKey(messages)) {
    const [copy, another] = stored.get(key) ?? [];
    if (message === undefined || second !== undefined || copy === undefined || another !== undefined)
      continue;
    if (sameDate(message, copy)) matches.set(message.uid, copy.key);
  }
  return matches;
}
