/** What a process knows of the others that serve the same database. How it comes to know depends on the database. */

export type ProcessChange =
  /** one more shares the work, or this one has begun to */
  | 'joined'
  /** one has ended: what it worked on is free */
  | 'gone';

export interface Processes {
  /** Takes part; called once Strapi serves. */
  start(onChange: (change: ProcessChange) => void): void;
  /** false while another process serves a database that only one may serve */
  mayServe(): boolean;
  /** How many share the work, this one included. */
  count(): number;
  /** Whether the mailbox's push connection is held by this process. */
  isOurs(mailboxId: number): boolean;
  /**
   * Whether this process begins what is due now, where several hear the same clock.
   * @param milliseconds for which nobody else begins it
   */
  beginsTurn(name: string, milliseconds: number): Promise<boolean>;
  stop(): void;
}

/** Milliseconds between two looks at the others: with the lease, so long nobody notices that one has died. */
export const LOOK = 5_000;

/** How the names of the leases begin under which one process begins what the clock says. */
export const TURN_PREFIX = 'turn:';
