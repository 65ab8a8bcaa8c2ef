/**
 * What has happened on the server to mail that is known: flags changed, messages gone or there again. Nothing here
 * removes a mail of ours; the ledger only says that its copy is gone (sync-engine §1.7, §1.8).
 */
import { storeFolderState, type FolderCursor } from '../data/cursors';
import { knownPlaces, newestPlaces, storeFlags, storeGone, storeRead } from '../data/server-state';
import { comparePlaces, judgeLoss } from '../domain/folder-changes';
import type { ConnectionProblem } from '../domain/connection';
import { forgetNotChosen, notChosen } from '../data/ledger';
import { fileMessages } from './file-messages';
import { choiceFor } from './folder-plan';
import type { FolderTask } from './folder-task';
import { uidSet, type OpenFolder } from './open-folder';

/** What is wrong with one folder while the others go on. */
export type FolderProblem = ConnectionProblem;

/** Without mod-sequences, the flags of so many of the newest messages are asked for in every cycle. */
const NEWEST = 500;

/**
 * @param read what the cycle has read: the last uid before and after it, and how many messages it found between
 */
export async function syncChanges(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
  read: { readonly before: number; readonly lastUid: number; readonly found: number },
): Promise<FolderProblem | null> {
  await syncFlags(task, folder, cursor);
  const memory = task.memory.get(cursor.id);
  const { exists } = folder.snapshot;
  // As many messages as there were and as have come: then none is gone, and the list of all uids need not be asked for.
  const unchanged =
    memory !== undefined &&
    memory.held === null &&
    memory.uidValidity === cursor.uidValidity &&
    memory.lastUid === read.before &&
    memory.exists + read.found === exists;
  if (!unchanged) return comparePresence(task, folder, cursor, read.lastUid);
  task.memory.set(cursor.id, { ...memory, lastUid: read.lastUid, exists });
  return null;
}

async function syncFlags(task: FolderTask, folder: OpenFolder, cursor: FolderCursor): Promise<void> {
  const { highestModseq } = folder.snapshot;
  if (highestModseq !== null && cursor.highestModseq !== null) {
    if (highestModseq === cursor.highestModseq || cursor.lastUid === 0) return;
    const changed = await folder.flags(`1:${cursor.lastUid}`, cursor.highestModseq);
    await applyFlags(task, cursor, changed);
    if (task.watched.role === 'all') await fileRelabelled(task, folder, cursor, [...changed.keys()]);
  } else {
    const newest = await newestPlaces(task.strapi, cursor, NEWEST);
    if (newest.length > 0) await applyFlags(task, cursor, await folder.flags(uidSet(newest)));
  }
  if (highestModseq !== cursor.highestModseq)
    await storeFolderState(task.strapi, cursor, { highestModseq }, task.token);
}

/** On Gmail a label is a folder: mail that is given one of the chosen labels has come into that folder. */
async function fileRelabelled(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
  changed: readonly number[],
): Promise<void> {
  const ignored = await notChosen(task.strapi, cursor, changed);
  const listed = await folder.list(ignored, { labels: true });
  const uids = ignored.filter((uid) => {
    const message = listed.get(uid);
    return message !== undefined && choiceFor(task.watched, message) !== 'ignore';
  });
  if (uids.length === 0) return;
  // Should we end between the two, the mail is missing from the ledger, and comparing the folder as a whole finds it.
  await forgetNotChosen(task.strapi, cursor, uids);
  await fileMessages(task, folder, cursor, { uids, handling: { kind: 'live' } });
}

/** Stores flags; \\Seen in the mailbox of one user is that user's "read". */
export async function applyFlags(
  { strapi, ownerId }: FolderTask,
  cursor: FolderCursor,
  flags: ReadonlyMap<number, string>,
): Promise<void> {
  const seen = await storeFlags(strapi, cursor, flags);
  if (ownerId !== null && seen.length > 0) await storeRead(strapi, ownerId, seen);
}

/** Compares all known uids with the server's. */
export async function comparePresence(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
  lastUid: number,
): Promise<FolderProblem | null> {
  const { strapi, memory } = task;
  const known = (await knownPlaces(strapi, cursor)).filter(({ uid }) => uid <= lastUid);
  const first = known[0];
  const last = known.at(-1);
  const present = first === undefined || last === undefined ? [] : await folder.search(first.uid, last.uid);
  const { gone, back, live } = comparePlaces(known, new Set(present));
  // What one answer leaves out is looked for by another command before it counts as gone.
  const there = await folder.fetchable(gone);
  const missing = gone.filter((uid) => !there.has(uid));
  const loss = judgeLoss(missing, live, memory.get(cursor.id)?.held ?? null, Date.now());
  if (back.length > 0) await storeGone(strapi, cursor, back, null);
  if (loss.kind === 'apply' && missing.length > 0) await storeGone(strapi, cursor, missing, new Date());
  memory.set(cursor.id, {
    uidValidity: cursor.uidValidity,
    lastUid,
    exists: folder.snapshot.exists,
    held: loss.kind === 'hold' ? loss.held : null,
  });
  return loss.kind === 'apply'
    ? null
    : { step: 'folder', code: 'mass-loss', detail: `${folder.path}: ${missing.length}` };
}
