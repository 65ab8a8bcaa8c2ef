/**
 * How far an append-only table was read. Ids are given out before rows are committed, so a smaller one may become visible after a
 * larger one: ids that were passed over are asked for again for a while, and each row is told once.
 */

export interface IdCursor {
  /** the largest id that was seen */
  readonly newest: number;
  /** ids passed over, and when (milliseconds) */
  readonly missing: ReadonlyMap<number, number>;
}

/** Milliseconds for which an id that was passed over may still come: transactions are shorter. */
const PATIENCE = 60_000;
/** Ids that are waited for at most, newest first: one statement asks for them. */
const MOST_MISSING = 400;

/** A cursor that begins after this id. */
export const cursorAt = (newest: number): IdCursor => ({ newest, missing: new Map() });

/**
 * The cursor after a read.
 *
 * @param ids what was found after `newest` or among `missing`, in any order
 * @param now milliseconds
 */
export function advance(cursor: IdCursor, ids: readonly number[], now: number): IdCursor {
  const found = new Set(ids);
  const newest = ids.reduce((largest, id) => Math.max(largest, id), cursor.newest);
  const waiting = [...cursor.missing].filter(([id, since]) => !found.has(id) && now - since < PATIENCE);
  // A sequence that jumped far leaves gaps that nobody fills.
  for (let id = Math.max(cursor.newest + 1, newest - MOST_MISSING); id < newest; id += 1)
    if (!found.has(id)) waiting.push([id, now]);
  return { newest, missing: new Map(waiting.slice(-MOST_MISSING)) };
}
