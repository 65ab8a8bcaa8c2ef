/**
 * Compares a folder as a whole with the ledger: what is missing here is imported, what is gone there is noted, all flags
 * are set right (sync-engine §1.5). It heals what any fault of the server's or ours has left behind.
 */
import { storeFolderState, type FolderCursor } from '../data/cursors';
import { outcomesOf } from '../data/ledger';
import type { Handling } from '../domain/incoming';
import { fileMessages } from './file-messages';
import { choiceFor } from './folder-plan';
import type { FolderTask } from './folder-task';
import { MailboxError } from './mailbox-error';
import { uidSet, type ListedMessage, type OpenFolder } from './open-folder';
import { applyFlags, comparePresence, type FolderProblem } from './sync-changes';

export interface Reconciliation {
  /** mails that were missing here and are filed now */
  readonly healed: number;
  readonly problem: FolderProblem | null;
}

/** Flags asked for by one command. */
const PAGE = 2000;

/** @throws MailboxError, LeaseLost, AccountGone, DataError */
export async function reconcileFolder(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
): Promise<Reconciliation> {
  const { strapi, mailbox, token } = task;
  const { snapshot } = folder;
  const startedAt = new Date();
  const present = await everything(folder);
  const known = await outcomesOf(strapi, cursor, present);
  const missing = present.filter((uid) => known.get(uid) === undefined || known.get(uid) === 'pending');
  const healed =
    (await heal(task, folder, cursor, {
      uids: missing.filter((uid) => uid >= cursor.historyBelowUid && uid <= cursor.lastUid),
      handling: { kind: 'live' },
      since: null,
    })) +
    // Of the history, what has been gone through and was wanted; the rest is still to come, or nobody asked for it.
    (mailbox.history.import
      ? await heal(task, folder, cursor, {
          uids: missing.filter((uid) => uid < cursor.historyBelowUid && uid >= cursor.backfillLowUid),
          handling: { kind: 'history', opensCases: mailbox.history.opensCases },
          since: mailbox.history.since,
        })
      : 0);
  const stored = present.filter((uid) => known.has(uid));
  for (let start = 0; start < stored.length; start += PAGE)
    await applyFlags(task, cursor, await folder.flags(uidSet(stored.slice(start, start + PAGE))));
  const problem = await comparePresence(task, folder, cursor, cursor.lastUid);
  const { highestModseq } = snapshot;
  await storeFolderState(strapi, cursor, { highestModseq, reconciledAt: startedAt }, token);
  return { healed, problem };
}

async function everything(folder: OpenFolder): Promise<readonly number[]> {
  const { exists, uidNext } = folder.snapshot;
  const found = await folder.search(1, uidNext - 1);
  if (found.length >= exists) return found;
  // Fewer than the server itself counts: left out, or deleted meanwhile. Two equal answers are believed.
  const again = await folder.enumerate(1, uidNext - 1);
  if (again.length < exists && again.length !== found.length)
    throw new MailboxError({ step: 'fetch', code: 'protocol', detail: `SEARCH ${found.length}/${exists}` });
  return again;
}

async function heal(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
  hole: { readonly uids: readonly number[]; readonly handling: Handling; readonly since: Date | null },
): Promise<number> {
  const { uids, handling, since } = hole;
  if (uids.length === 0) return 0;
  return fileMessages(task, folder, cursor, {
    uids,
    handling,
    choose: (message: ListedMessage) =>
      since !== null && message.receivedAt < since ? 'pass' : choiceFor(task.watched, message),
  });
}
