/**
 * Keeps a polled list from moving under the reader: while it is held, shown rows keep their places and are only
 * renewed in place, and what belongs above them waits until it is asked for.
 */
export interface StableRow {
  readonly id: string;
  /** only what is not read yet counts as new */
  readonly unread?: boolean;
  /** what the list is sorted by, newest first */
  readonly sortedBy: string;
}

export interface StableList<Row extends StableRow> {
  readonly rows: readonly Row[];
  /** rows that would appear or move up if the list were not held */
  readonly waiting: number;
  /** rows that came into the list with this very update */
  readonly arrived: number;
}

/**
 * Rows that were not shown before; those after the last shown one were asked for by "load more" and do not count. Where
 * nothing of what was shown is left, so much has come that all of it is new.
 */
function newRows<Row extends StableRow>(shown: readonly Row[], incoming: readonly Row[]) {
  const shownIds = new Set(shown.map((row) => row.id));
  const lastShown = incoming.findLastIndex((row) => shownIds.has(row.id));
  return {
    arrived:
      lastShown === -1 && shown.length > 0
        ? incoming
        : incoming.slice(0, Math.max(lastShown, 0)).filter((row) => !shownIds.has(row.id)),
    appended: lastShown === -1 ? [] : incoming.slice(lastShown + 1),
  };
}

/** Unread rows that stand below an older one: they got new mail while the list was held. */
function outOfOrder<Row extends StableRow>(rows: readonly Row[]): number {
  let oldest: string | null = null;
  let count = 0;
  for (const { unread, sortedBy } of rows) {
    if (unread && oldest !== null && oldest < sortedBy) count += 1;
    if (oldest === null || sortedBy < oldest) oldest = sortedBy;
  }
  return count;
}

/**
 * The list to show after the server gave `incoming`.
 * @param complete whether `incoming` reaches the end of the list: only then has a missing old row really left it
 */
export function reconcileRows<Row extends StableRow>(
  shown: readonly Row[],
  incoming: readonly Row[],
  { held, complete }: { readonly held: boolean; readonly complete: boolean },
): StableList<Row> {
  const { arrived, appended } = newRows(shown, incoming);
  const asGiven = { rows: incoming, waiting: 0, arrived: arrived.length };
  if (!held) return asGiven;
  const byId = new Map(incoming.map((row) => [row.id, row]));
  const oldest = incoming[incoming.length - 1]?.sortedBy ?? '';
  const fellOutOfWindow = (row: Row): boolean => !complete && row.sortedBy <= oldest;
  const kept = shown.flatMap((row) => byId.get(row.id) ?? (fellOutOfWindow(row) ? [row] : []));
  if (kept.length === 0) return asGiven;
  const rows = [...kept, ...appended];
  return { rows, waiting: arrived.length + outOfOrder(kept), arrived: 0 };
}
