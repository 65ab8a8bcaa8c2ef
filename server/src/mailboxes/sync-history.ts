/**
 * Imports mail that lay in a folder before it was first read: newest first, a slice at a time, resumable after every
 * batch (sync-engine §1.9). It has no part in new mail, which is always read before.
 */
import { findCursor, moveHistory, storeFolderState, type FolderCursor } from '../data/cursors';
import { inTransaction } from '../data/database';
import type { Mailbox } from '../data/mailboxes';
import { fileMessages } from './file-messages';
import { choiceFor } from './folder-plan';
import type { FolderTask } from './folder-task';
import type { OpenFolder } from './open-folder';

/** What may still be read of history: until when, in milliseconds, and how many bytes. */
export interface HistoryAllowance {
  readonly until: number;
  bytes: number;
}

/** Whether a folder has history left that its account asks for. */
export function hasHistoryLeft(mailbox: Pick<Mailbox, 'history'>, cursor: FolderCursor | null): boolean {
  return mailbox.history.import && cursor !== null && cursor.history.finishedAt === null;
}

/** Uids searched by one command; folders have gaps, and a search of everything is dear where there are many. */
const WINDOW = 2000;

/**
 * Reads on where the last slice stopped.
 *
 * @returns how many messages were read
 * @throws MailboxError, LeaseLost, AccountGone, DataError
 */
export async function syncHistory(
  task: FolderTask,
  folder: OpenFolder,
  allowance: HistoryAllowance,
): Promise<number> {
  const { strapi, mailbox, token } = task;
  const cursor = await findCursor(strapi, mailbox.id, folder.path);
  if (cursor === null || !hasHistoryLeft(mailbox, cursor)) return 0;
  // Renumbered since new mail was read: the next cycle looks at the folder first.
  if (folder.snapshot.uidValidity !== null && folder.snapshot.uidValidity !== cursor.uidValidity) return 0;
  const { since } = mailbox.history;
  if (cursor.history.startedAt === null) {
    const total = (await folder.search(1, cursor.historyBelowUid - 1, since)).length;
    await storeFolderState(strapi, cursor, { historyTotal: total, historyStartedAt: new Date() }, token);
  }
  const isOver = (): boolean => task.signal.aborted || Date.now() >= allowance.until || allowance.bytes <= 0;
  let low = cursor.backfillLowUid;
  let window = WINDOW;
  let read = 0;
  while (low > 1 && !isOver()) {
    const from = Math.max(1, low - window);
    const found =
      since === null ? await folder.enumerate(from, low - 1) : await folder.search(from, low - 1, since);
    const uids = [...found].reverse();
    // Long empty stretches are crossed in growing steps.
    window = uids.length === 0 ? window * 4 : WINDOW;
    let stopped = false;
    read += await fileMessages(task, folder, cursor, {
      uids,
      handling: { kind: 'history', opensCases: mailbox.history.opensCases },
      choose: (message) =>
        since !== null && message.receivedAt < since ? 'pass' : choiceFor(task.watched, message),
      move: (transaction, { boundary, covers }) =>
        moveHistory(transaction, cursor, { lowUid: boundary, done: covers }, token),
      enough: ({ bytes }) => {
        allowance.bytes -= bytes;
        stopped = isOver();
        return stopped;
      },
    });
    if (stopped || task.signal.aborted) return read;
    low = from;
    await inTransaction(strapi, (transaction) =>
      moveHistory(transaction, cursor, { lowUid: from, done: 0 }, token),
    );
  }
  if (low <= 1) await storeFolderState(strapi, cursor, { historyFinishedAt: new Date() }, token);
  return read;
}
