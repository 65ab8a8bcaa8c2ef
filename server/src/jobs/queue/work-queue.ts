/**
 * Work that is offered by one process and done by any that is free. What it is named by is all that is handed over: whoever does
 * it looks at the rows. It may be done twice and must bear that: leases and fencing tokens keep it from overlapping.
 */

export type WorkKind =
  /** fetch a mailbox that was well the last time; the key is its id */
  | 'sync-mailbox'
  /** fetch one that was not: those wait for each other, and nobody for them */
  | 'sync-troubled-mailbox'
  /** send what is due of a mailbox, by its id */
  | 'send-email'
  /** put copies of what was sent where they belong, by the mailbox's id */
  | 'keep-copies'
  /** mail people their news; there is one key */
  | 'notify';

/** How much of a kind one process does at the same time. */
export interface Places {
  readonly limit: number;
  /** milliseconds after which a piece of work no longer counts */
  readonly patience: number;
  /** all of them, those that no longer count included */
  readonly ceiling: number;
}

export interface WorkQueue {
  /** Says who does a kind of work; before `start`. @param work must not throw */
  serve(kind: WorkKind, places: Places, work: (key: number) => Promise<void>): void;
  /** Begins to take work; called once Strapi serves. */
  start(): Promise<void>;
  /** Has these done, each once: what waits already is not queued again. Resolves when they are queued. */
  offer(kind: WorkKind, keys: readonly number[]): Promise<void>;
  /**
   * Takes no more, gives back what has not begun, and waits for what has, at most this many milliseconds; that is given
   * back too, since whoever stops is likely to have been interrupted.
   */
  stop(patience: number): Promise<void>;
}
