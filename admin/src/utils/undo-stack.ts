/** What can still be undone, newest last, and until when. Pure: it neither shows nor undoes anything. */

/** Milliseconds for which something can be undone: long enough to read it twice and to reach for the key. */
export const UNDO_TIME = 20_000;

/** How many are kept; nobody remembers what was before. */
const MOST = 10;

/** Something that was done. */
export interface Undoable {
  /** what is done to the same thing again takes its place */
  readonly key: string;
  /** what was done, in words */
  readonly words: string;
  /** tells itself how it went */
  readonly undo: () => Promise<void>;
  /** when it was asked for, in milliseconds since 1970: answers may come in another order; absent: just now */
  readonly at?: number;
  /** when it can no longer be undone, in milliseconds since 1970; absent: after `UNDO_TIME` in sight */
  readonly until?: number;
  /** said for some moments when that time has come, and what happens then */
  readonly over?: { readonly words: string; readonly time: number; readonly then: () => void };
}

export interface UndoEntry {
  readonly undoable: Undoable;
  readonly at: number;
  readonly until: number;
  readonly isOver: boolean;
}

export type UndoStack = readonly UndoEntry[];

/** @param now milliseconds since 1970 */
export function offered(stack: UndoStack, undoable: Undoable, now: number): UndoStack {
  const others = stack.filter((entry) => entry.undoable.key !== undoable.key);
  const at = undoable.at ?? now;
  const entry = { undoable, at, until: undoable.until ?? now + UNDO_TIME, isOver: false };
  return [...others, entry].sort((one, other) => one.at - other.at).slice(-MOST);
}

export function without(stack: UndoStack, key: string): UndoStack {
  return stack.filter(({ undoable }) => undoable.key !== key);
}

/** The one that is undone next. */
export function newest(stack: UndoStack): UndoEntry | undefined {
  return stack.findLast(({ isOver }) => !isOver);
}

/**
 * What is left some moments later.
 * @param passed milliseconds since the last look
 * @param held somebody points at the message or has the focus in it: its time does not run (WCAG 2.2.1)
 */
export function later(stack: UndoStack, now: number, passed: number, held: boolean): UndoStack {
  return stack.flatMap((entry): UndoStack => {
    const { undoable, isOver } = entry;
    const until = held && undoable.until === undefined ? entry.until + passed : entry.until;
    if (until > now) return [{ ...entry, until }];
    if (isOver || !undoable.over) return [];
    return [{ ...entry, isOver: true, until: until + undoable.over.time }];
  });
}

/** Those that were there and no longer are although nobody undid them. */
export function ended(before: UndoStack, after: UndoStack): readonly Undoable[] {
  const left = new Set(after.map(({ undoable }) => undoable));
  return before.map(({ undoable }) => undoable).filter((undoable) => !left.has(undoable));
}
