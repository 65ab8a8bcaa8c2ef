/** What reading one folder needs beside the connection, and what it remembers of it between two cycles. */
import type { FolderCursor } from '../data/cursors';
import type { Strapi, Transaction } from '../data/database';
import type { Mailbox } from '../data/mailboxes';
import type { HeldLoss } from '../domain/folder-changes';
import type { Handling, IncomingMessage } from '../domain/incoming';
import type { Reason } from '../domain/reason';
import type { IncomingFiles } from '../platform/incoming-files';
import type { WatchedFolder } from './folder-plan';
import type { ReadLimits } from './read-messages';

/** Takes messages of a folder in, in the order in which it is read; stores them while the next are fetched. */
export interface FilingRun {
  /**
   * @param progress how the cursor moves in the transaction that stores outcomes; `complete` with the last of the batch,
   *   where it is stored in parts
   * @param onStored the batch has been stored
   * @throws LeaseLost, AccountGone, DataError, of this batch or an earlier one
   */
  add(
    messages: readonly IncomingMessage[],
    progress: {
      readonly boundary: number;
      move(transaction: Transaction, uid: number, complete: boolean): Promise<void>;
    },
    onStored: () => void,
  ): Promise<void>;
  /** Waits until everything is stored. @throws as `add` */
  finish(): Promise<void>;
}

/** How the mails of a run are handled. */
export interface FilingKind {
  readonly handling: Handling;
  /** mail of ours, from the Sent folder */
  readonly sent: boolean;
  /** Those of these messages that the server still delivers. @throws MailboxError */
  stillThere(uids: readonly number[]): Promise<ReadonlySet<number>>;
}

/** A mail that is not wanted, by its headers alone. */
export interface LeftOut {
  readonly reason: Reason;
  readonly subject: string;
  readonly sender: string;
  /** filters that matched */
  readonly filterIds: readonly number[];
}

/** Looks at mails before their bodies are downloaded. */
export interface HeaderScreen {
  /** names of the header fields that it looks at */
  readonly fields: readonly string[];
  /** Of these header blocks, by uid, those whose mail is left out. Never throws for what is in one. */
  leaveOut(headers: ReadonlyMap<number, Buffer>): Promise<ReadonlyMap<number, LeftOut>>;
}

export interface FolderTask {
  readonly strapi: Strapi;
  readonly mailbox: Mailbox;
  readonly watched: WatchedFolder;
  /** owner of a personal account; null: mail of a team */
  readonly ownerId: number | null;
  readonly limits: ReadLimits;
  readonly files: IncomingFiles;
  readonly token: number;
  readonly signal: AbortSignal;
  readonly memory: FolderMemories;
  /** null: no mail can be left out by its headers alone */
  startScreen(): Promise<HeaderScreen | null>;
  startFiling(cursor: FolderCursor, kind: FilingKind): Promise<FilingRun>;
}

/** What a cycle has seen. Only ever saves a look: after a restart everything is looked at once. */
export interface FolderMemory {
  readonly uidValidity: number;
  readonly lastUid: number;
  readonly exists: number;
  readonly held: HeldLoss | null;
}

/** By cursor. */
export type FolderMemories = Map<number, FolderMemory>;

const memories = new WeakMap<Strapi, FolderMemories>();

export function folderMemories(strapi: Strapi): FolderMemories {
  const known = memories.get(strapi) ?? new Map<number, FolderMemory>();
  memories.set(strapi, known);
  return known;
}
