/**
 * One cycle over one folder: new mail first, then what has changed of the mail that is known (sync-engine §1.3, §1.7).
 * A folder that the server has renumbered is looked through by headers, and only what is unknown is downloaded (§1.6).
 */
import {
  createCursor,
  findCursor,
  moveCursor,
  renumberCursor,
  storeFolderState,
  type FolderCursor,
} from '../data/cursors';
import { inTransaction } from '../data/database';
import { outcomesOf } from '../data/ledger';
import { closeEarlierPlaces, copiesBeforeRenumbering, movePlaces } from '../data/server-state';
import { flagText, matchCopies } from '../domain/folder-changes';
import type { Handling } from '../domain/incoming';
import { fileMessages } from './file-messages';
import { choiceFor } from './folder-plan';
import type { FolderTask } from './folder-task';
import { collect, type OpenFolder } from './open-folder';
import { reconcileFolder } from './reconcile-folder';
import { syncChanges, type FolderProblem } from './sync-changes';

export interface FolderResult {
  readonly mails: number;
  readonly problem: FolderProblem | null;
}

const LIVE: Handling = { kind: 'live' };

/** @throws MailboxError, LeaseLost, AccountGone, DataError; what was filed until then stays */
export async function syncFolder(task: FolderTask, folder: OpenFolder): Promise<FolderResult> {
  let cursor = await cursorOf(task, folder);
  let mails = 0;
  if (cursor.lastUid + 1 < cursor.historyBelowUid) {
    mails += await rescan(task, folder, cursor);
    cursor = (await findCursor(task.strapi, task.mailbox.id, cursor.path)) ?? cursor;
  }
  const before = cursor.lastUid;
  const uids = await folder.enumerate(cursor.lastUid + 1, folder.snapshot.uidNext - 1);
  if (uids.length > 0)
    mails += await fileMessages(task, folder, cursor, { uids, handling: LIVE, move: moveUp(task, cursor) });
  const lastUid = uids.at(-1) ?? before;
  if (cursor.reconciledAt === null) {
    const { healed, problem } = await reconcileFolder(task, folder, { ...cursor, lastUid });
    return { mails: mails + healed, problem };
  }
  const problem = await syncChanges(task, folder, cursor, { before, lastUid, found: uids.length });
  return { mails, problem };
}

const moveUp =
  ({ token }: FolderTask, cursor: FolderCursor) =>
  (transaction: Parameters<typeof moveCursor>[0], { boundary }: { readonly boundary: number }) =>
    moveCursor(transaction, cursor, boundary, token);

async function cursorOf(task: FolderTask, { path, snapshot }: OpenFolder): Promise<FolderCursor> {
  const { strapi, mailbox, watched, token } = task;
  const known = await findCursor(strapi, mailbox.id, path);
  const { uidNext, highestModseq } = snapshot;
  if (known === null)
    return createCursor(strapi, {
      mailboxId: mailbox.id,
      path,
      role: watched.role,
      uidValidity: snapshot.uidValidity ?? -1,
      uidNext,
      highestModseq,
      unstableUids: snapshot.uidValidity === null,
    });
  const uidValidity = snapshot.uidValidity ?? withoutUidValidity(known, uidNext);
  if (uidValidity !== known.uidValidity) {
    const now = new Date();
    const cursor = await renumberCursor(strapi, known, { uidValidity, uidNext, now }, token);
    // An empty folder needs no second look.
    if (uidNext <= 1) await closeEarlierPlaces(strapi, cursor, now);
    return cursor;
  }
  if (known.role === watched.role) return known;
  await storeFolderState(strapi, known, { role: watched.role }, token);
  return { ...known, role: watched.role };
}

/** Without a usable UIDVALIDITY we count epochs of our own: uids that went backwards begin another. */
const withoutUidValidity = (known: FolderCursor, uidNext: number): number =>
  known.uidValidity < 0 && uidNext > known.lastUid ? known.uidValidity : -(known.epoch + 2);

/** Messages whose headers are looked at by one command. */
const PAGE = 500;
/** Milliseconds by which the server's clock and ours may differ. */
const CLOCK_DIFFERENCE = 5 * 60_000;

/**
 * Finds known mail again under its new uids, without its bodies. What is unknown is new when it came after the last good
 * cycle; what came while we followed the folder is filed without effects; older mail is history, as before.
 */
async function rescan(task: FolderTask, folder: OpenFolder, cursor: FolderCursor): Promise<number> {
  const { strapi, token, mailbox } = task;
  const lastGood = (mailbox.health.lastSuccessAt ?? cursor.firstSeenAt).getTime() - CLOCK_DIFFERENCE;
  const quiet: Handling = { kind: 'history', opensCases: mailbox.history.opensCases };
  const uids = await folder.enumerate(cursor.lastUid + 1, cursor.historyBelowUid - 1);
  let mails = 0;
  for (let start = 0; start < uids.length; start += PAGE) {
    const page = uids.slice(start, start + PAGE);
    const found = await findAgain(task, folder, cursor, page);
    const unknown = page.filter((uid) => !found.has(uid));
    for (const { handling, from, to } of [
      { handling: quiet, from: cursor.firstSeenAt.getTime(), to: lastGood },
      { handling: LIVE, from: lastGood, to: Infinity },
    ])
      mails += await fileMessages(task, folder, cursor, {
        uids: unknown,
        handling,
        choose: (message) =>
          message.receivedAt.getTime() >= from && message.receivedAt.getTime() < to
            ? choiceFor(task.watched, message)
            : 'pass',
      });
    if (task.signal.aborted) return mails;
    const last = page.at(-1) ?? 0;
    await inTransaction(strapi, (transaction) => moveCursor(transaction, cursor, last, token));
  }
  await closeEarlierPlaces(strapi, cursor, new Date());
  await inTransaction(strapi, (transaction) =>
    moveCursor(transaction, cursor, cursor.historyBelowUid - 1, token),
  );
  return mails;
}

async function findAgain(
  { strapi, token }: FolderTask,
  { client }: OpenFolder,
  cursor: FolderCursor,
  page: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  // After a crash a page may be looked at again; what has its place keeps it.
  const placed = await outcomesOf(strapi, cursor, page);
  const wanted = new Set(page.filter((uid) => !placed.has(uid)));
  const rows = await collect(client, page, { uid: true, envelope: true, size: true, flags: true });
  const messages = rows.flatMap(({ uid, envelope, size, flags }) =>
    wanted.has(uid) && envelope !== undefined
      ? [
          {
            uid,
            flags: flagText(flags ?? []),
            messageId: envelope.messageId ?? '',
            sender: envelope.from?.[0]?.address ?? '',
            subject: envelope.subject ?? '',
            date: envelope.date === undefined ? null : new Date(envelope.date),
            size: size ?? 0,
          },
        ]
      : [],
  );
  const ids = messages.map(({ messageId }) => messageId).filter((id) => id !== '');
  const matches = matchCopies(messages, await copiesBeforeRenumbering(strapi, cursor, ids));
  const flags = new Map(messages.map((message) => [message.uid, message.flags]));
  const moves = [...matches].map(([uid, location]) => ({ location, uid, flags: flags.get(uid) ?? '' }));
  if (moves.length > 0) await movePlaces(strapi, cursor, moves, token);
  return matches;
}
