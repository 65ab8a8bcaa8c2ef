/**
 * Of one mailbox one fetch goes on at a time, and at most one more waits for it: whoever asks while one is going on shares
 * the one after it, which surely sees what made them ask. It knows nothing of what a fetch does.
 */

export interface FetchQueue<Result> {
  /** A fetch that begins after this call. */
  next(mailboxId: number): Promise<Result>;
  /** Fetches unless a fetch is going on. @returns null when one is */
  unlessBusy(mailboxId: number): Promise<Result> | null;
  /** Whether a fetch is going on. */
  isBusy(mailboxId: number): boolean;
}

interface Line<Result> {
  readonly current: Promise<Result>;
  next: Promise<Result> | null;
}

/** @param fetch `asked`: somebody waits for a fetch that begins now. It must not throw. */
export function createFetchQueue<Result>(
  fetch: (mailboxId: number, asked: boolean) => Promise<Result>,
): FetchQueue<Result> {
  const lines = new Map<number, Line<Result>>();
  const begin = (mailboxId: number, asked: boolean): Promise<Result> => {
    const current = fetch(mailboxId, asked).finally(() => {
      if (lines.get(mailboxId) === line && line.next === null) lines.delete(mailboxId);
    });
    const line: Line<Result> = { current, next: null };
    lines.set(mailboxId, line);
    return current;
  };
  return {
    next(mailboxId) {
      const line = lines.get(mailboxId);
      if (line === undefined) return begin(mailboxId, true);
      line.next ??= line.current.then(() => begin(mailboxId, true));
      return line.next;
    },
    isBusy: (mailboxId) => lines.has(mailboxId),
    unlessBusy: (mailboxId) => (lines.has(mailboxId) ? null : begin(mailboxId, false)),
  };
}
