/**
 * Reads messages of a folder and has them filed, batch after batch. The cursor is never moved over a message that was
 * neither filed, ignored, quarantined nor found gone (sync-engine §1.5).
 */
import { holdCursor, type FolderCursor } from '../data/cursors';
import { inTransaction, type Transaction } from '../data/database';
import {
  countUndelivered,
  forgetPending,
  insertLocations,
  NOT_CHOSEN,
  outcomesOf,
  type LocationEntry,
} from '../data/ledger';
import { countHits } from '../data/filters';
import { storeFlags } from '../data/server-state';
import { flagText } from '../domain/folder-changes';
import type { Handling, IncomingMessage } from '../domain/incoming';
import type { FilingRun, FolderTask } from './folder-task';
import { choiceFor } from './folder-plan';
import { suspectsOf } from './isolation';
import { MailboxError } from './mailbox-error';
import { uidSet, withDeadline, type ListedMessage, type OpenFolder } from './open-folder';
import { readMessages, type Choice, type ReadBatch } from './read-messages';

export interface FilingPlan {
  /** in the order of reading */
  readonly uids: readonly number[];
  readonly handling: Handling;
  /** narrows what is read; default: what the folder's labels say */
  readonly choose?: (message: ListedMessage) => Choice;
  /** moves the cursor when everything up to the boundary has an outcome; absent: it stays */
  readonly move?: (
    transaction: Transaction,
    step: { readonly boundary: number; readonly covers: number },
  ) => Promise<void>;
  /** asked after each batch: whether to stop there */
  readonly enough?: (batch: { readonly bytes: number }) => boolean;
}

/**
 * Connections that may end in a row when one message is asked for alone, each after delivering another one. A line that is
 * merely bad ends at any message, and sooner or later delivers this one.
 */
const ENDINGS = 10;

/**
 * @returns how many messages were read
 * @throws MailboxError when the server lists a message and does not deliver it; after three tries it is quarantined
 */
export async function fileMessages(
  task: FolderTask,
  folder: OpenFolder,
  cursor: FolderCursor,
  plan: FilingPlan,
): Promise<number> {
  if (plan.uids.length === 0) return 0;
  const pending = new Set<number>();
  const filing = new BatchFiling(task, folder, cursor, plan);
  const suspects = suspectsOf(task.strapi, cursor.id);
  let read = 0;
  try {
    for await (const batch of readMessages({
      folder,
      files: task.files,
      limits: task.limits,
      uids: plan.uids,
      wanted: (page) => withoutOutcome(task, cursor, page, pending),
      choose: plan.choose ?? ((message: ListedMessage) => choiceFor(task.watched, message)),
      labels: task.watched.role === 'all',
      screen: await task.startScreen(),
      suspects,
      onEnding: async (uid) => {
        // Shutting down ends connections, too.
        if (task.signal.aborted) return;
        const [owed] = await countUndelivered(task.strapi, cursor, [uid], ENDINGS);
        if (owed === undefined) suspects.acquit([uid]);
      },
    })) {
      const delivered = [...batch.messages, ...batch.ignored]
        .map(({ uid }) => uid)
        .filter((uid) => pending.has(uid));
      if (delivered.length > 0) await forgetPending(task.strapi, cursor, delivered);
      await filing.add(batch);
      read += batch.messages.length;
      if (task.signal.aborted) break;
      if (plan.enough?.({ bytes: bytesOf(batch) }) === true) break;
    }
  } finally {
    await filing.finish();
  }
  return read;
}

const bytesOf = ({ messages }: ReadBatch): number => messages.reduce((total, { size }) => total + size, 0);

/** Those that are still to be decided; what was not delivered before is among them, and noted. */
async function withoutOutcome(
  { strapi }: FolderTask,
  cursor: FolderCursor,
  page: readonly number[],
  pending: Set<number>,
): Promise<readonly number[]> {
  const outcomes = await outcomesOf(strapi, cursor, page);
  for (const [uid, outcome] of outcomes) if (outcome === 'pending') pending.add(uid);
  return page.filter((uid) => !outcomes.has(uid) || pending.has(uid));
}

/** Hands batches on in the order of reading: mail of ours and mail of others, each to a filing of its kind. */
class BatchFiling {
  private run: { readonly sent: boolean; readonly filing: FilingRun } | null = null;
  private readonly unreleased = new Set<ReadBatch>();
  private readonly stored: IncomingMessage[] = [];

  constructor(
    private readonly task: FolderTask,
    private readonly folder: OpenFolder,
    private readonly cursor: FolderCursor,
    private readonly plan: FilingPlan,
  ) {}

  async add(batch: ReadBatch): Promise<void> {
    const { task, cursor, plan } = this;
    this.unreleased.add(batch);
    if (batch.ignored.length > 0) await ignore(task, cursor, batch);
    const { undelivered } = batch;
    const owed = undelivered.length === 0 ? [] : await countUndelivered(task.strapi, cursor, undelivered);
    const parts = [false, true]
      .map((sent) => ({ sent, messages: batch.messages.filter(({ uid }) => batch.sent.has(uid) === sent) }))
      .filter(({ messages }) => messages.length > 0);
    const all = parts.length > 0 ? parts : [{ sent: this.run?.sent ?? false, messages: [] }];
    for (const [position, { sent, messages }] of all.entries()) {
      const last = position === all.length - 1;
      const moves = last && owed.length === 0;
      const filing = await this.filingOf(sent);
      await filing.add(
        messages,
        {
          boundary: batch.boundary,
          move: (transaction, _uid, complete) =>
            moves && complete && plan.move !== undefined
              ? plan.move(transaction, { boundary: batch.boundary, covers: batch.covers })
              : holdCursor(transaction, cursor, task.token),
        },
        () => {
          this.stored.push(...messages);
          if (last) this.release(batch);
        },
      );
    }
    await this.applyReadState();
    if (owed.length > 0)
      throw new MailboxError({
        step: 'fetch',
        code: 'protocol',
        detail: `FETCH ${uidSet(owed.slice(0, 5))}`,
      });
  }

  /** Waits until everything is stored. */
  async finish(): Promise<void> {
    try {
      await this.run?.filing.finish();
      await this.applyReadState();
    } finally {
      for (const batch of this.unreleased) this.release(batch);
    }
  }

  private async filingOf(sent: boolean): Promise<FilingRun> {
    if (this.run !== null && this.run.sent === sent) return this.run.filing;
    await this.run?.filing.finish();
    const { handling } = this.plan;
    const stillThere = (uids: readonly number[]) => this.folder.fetchable(uids);
    const filing = await this.task.startFiling(this.cursor, { handling, sent, stillThere });
    this.run = { sent, filing };
    return filing;
  }

  private release(batch: ReadBatch): void {
    this.unreleased.delete(batch);
    // A file that cannot be removed now is removed at the next start.
    batch.release().catch(() => undefined);
  }

  private async applyReadState(): Promise<void> {
    const messages = this.stored.splice(0);
    if (this.plan.handling.kind === 'live')
      await applyReadState(this.task, this.folder, this.cursor, messages);
  }
}

/** Mail that is on the server and not wanted has its line in the ledger; of its bytes there are at most a few headers. */
async function ignore(
  { strapi, token }: FolderTask,
  cursor: FolderCursor,
  { ignored, leftOut }: Pick<ReadBatch, 'ignored' | 'leftOut'>,
): Promise<void> {
  const decidedAt = new Date();
  const entries = ignored.map((message): LocationEntry => ({
    mailboxId: cursor.mailboxId,
    folderId: cursor.id,
    uidValidity: cursor.uidValidity,
    uid: message.uid,
    outcome: 'ignored',
    reason: leftOut.get(message.uid)?.reason.code ?? NOT_CHOSEN,
    reasonParams: leftOut.get(message.uid)?.reason.params ?? {},
    emailId: null,
    fingerprint: null,
    sourceHash: null,
    sourcePlace: null,
    size: message.size ?? 0,
    subject: leftOut.get(message.uid)?.subject ?? '',
    sender: leftOut.get(message.uid)?.sender ?? '',
    flags: flagText(message.flags),
    receivedAt: message.receivedAt,
    decidedAt,
  }));
  await inTransaction(strapi, async (transaction) => {
    await holdCursor(transaction, cursor, token);
    await insertLocations(strapi, entries);
    await countHits(transaction, hitsOf(ignored, leftOut), decidedAt);
  });
}

function hitsOf(
  ignored: readonly ListedMessage[],
  leftOut: ReadBatch['leftOut'],
): ReadonlyMap<number, number> {
  const hits = new Map<number, number>();
  for (const id of ignored.flatMap(({ uid }) => leftOut.get(uid)?.filterIds ?? []))
    hits.set(id, (hits.get(id) ?? 0) + 1);
  return hits;
}

/** Sets or takes away \\Seen as the account wants it, and notes it, so that it is not taken for somebody's click. */
async function applyReadState(
  { mailbox, watched, strapi }: FolderTask,
  { client }: OpenFolder,
  cursor: FolderCursor,
  messages: readonly IncomingMessage[],
): Promise<void> {
  const { readState } = mailbox;
  if (readState === 'leave' || watched.role === 'sent') return;
  const wantSeen = readState === 'mark-as-read';
  const wrong = messages.filter(({ flags }) => flags.includes('\\Seen') !== wantSeen);
  if (wrong.length === 0) return;
  const range = uidSet(wrong.map(({ uid }) => uid));
  const options = { uid: true, silent: true };
  const done = await withDeadline(client, 0, () =>
    wantSeen
      ? client.messageFlagsAdd(range, ['\\Seen'], options)
      : client.messageFlagsRemove(range, ['\\Seen'], options),
  );
  if (!done) return;
  const desired = (flags: readonly string[]): string =>
    flagText(wantSeen ? [...flags, '\\Seen'] : flags.filter((flag) => flag !== '\\Seen'));
  await storeFlags(strapi, cursor, new Map(wrong.map(({ uid, flags }) => [uid, desired(flags)])));
}
