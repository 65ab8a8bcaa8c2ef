/**
 * How far each folder of a mailbox has been read (sync-engine §1.2). A cursor moves only inside the transaction that
 * stores the outcomes it passes over, and only for the newest holder of the mailbox's lease. It knows no messages.
 */
import { hashOf } from '../domain/identity';
import type { FolderRole } from '../domain/connection';
import {
  connectionOf,
  insertMissing,
  inTransaction,
  read,
  rowsOf,
  toDate,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

export interface FolderCursor {
  readonly id: number;
  readonly mailboxId: number;
  readonly path: string;
  readonly role: FolderRole;
  /** the server's, or a negative number of ours where the server has none that can be used */
  readonly uidValidity: number;
  readonly lastUid: number;
  /** mail below this uid lay there before we first looked, or before the server renumbered */
  readonly historyBelowUid: number;
  /** history from here up has been looked at */
  readonly backfillLowUid: number;
  /** mod-sequence up to which flags are known (RFC 7162); null: unknown, or the folder has none */
  readonly highestModseq: bigint | null;
  readonly history: {
    readonly startedAt: Date | null;
    readonly finishedAt: Date | null;
  };
  /** when the last comparison of uids with the server's began; null: they should be compared as soon as possible */
  readonly reconciledAt: Date | null;
  readonly renumberedAt: Date | null;
  readonly unstableUids: boolean;
  readonly epoch: number;
  readonly firstSeenAt: Date;
}

interface CursorRow {
  readonly id: number;
  readonly path: string;
  readonly role: FolderRole | null;
  readonly uidValidity: string | null;
  readonly lastUid: string | null;
  readonly historyBelowUid: string | null;
  readonly backfillLowUid: string | null;
  readonly highestModseq: string | null;
  readonly historyStartedAt: string | null;
  readonly historyFinishedAt: string | null;
  readonly reconciledAt: string | null;
  readonly renumberedAt: string | null;
  readonly unstableUids: boolean | null;
  readonly epoch: number | null;
  readonly createdAt: string;
}

/** Thrown when a newer holder has taken the mailbox over; nothing of the batch is stored. */
export class LeaseLost extends Error {
  constructor() {
    super('Another process has taken over this mailbox');
    this.name = 'LeaseLost';
  }
}

/** What the cursor of a folder is found by. */
export const cursorKey = (mailboxId: number, path: string): string => hashOf(String(mailboxId), path);

const cursorFrom = (row: CursorRow, mailboxId: number): FolderCursor => ({
  id: row.id,
  mailboxId,
  path: row.path,
  role: row.role ?? 'other',
  uidValidity: Number(row.uidValidity),
  lastUid: Number(row.lastUid ?? 0),
  historyBelowUid: Number(row.historyBelowUid ?? row.backfillLowUid ?? 0),
  backfillLowUid: Number(row.backfillLowUid ?? 0),
  highestModseq: row.highestModseq === null ? null : BigInt(row.highestModseq),
  history: { startedAt: toDate(row.historyStartedAt), finishedAt: toDate(row.historyFinishedAt) },
  reconciledAt: toDate(row.reconciledAt),
  renumberedAt: toDate(row.renumberedAt),
  unstableUids: row.unstableUids === true,
  epoch: row.epoch ?? 0,
  firstSeenAt: toDate(row.createdAt) ?? new Date(0),
});

export async function findCursor(
  strapi: Strapi,
  mailboxId: number,
  path: string,
): Promise<FolderCursor | null> {
  const row = await rowsOf<CursorRow>(strapi, UIDS.folderCursor).findOne({
    where: { key: cursorKey(mailboxId, path) },
  });
  return row === null ? null : cursorFrom(row, mailboxId);
}

export async function findCursorById(strapi: Strapi, id: number): Promise<FolderCursor | null> {
  const row = await rowsOf<CursorRow & { mailbox: { id: number } | null }>(strapi, UIDS.folderCursor).findOne(
    { where: { id }, populate: { mailbox: { select: ['id'] } } },
  );
  return row === null || row.mailbox === null ? null : cursorFrom(row, row.mailbox.id);
}

/** Begins to follow a folder: what lies there now is history. A second caller finds what the first has made. */
export async function createCursor(
  strapi: Strapi,
  start: {
    readonly mailboxId: number;
    readonly path: string;
    readonly role: FolderRole;
    readonly uidValidity: number;
    readonly uidNext: number;
    readonly highestModseq: bigint | null;
    readonly unstableUids: boolean;
  },
): Promise<FolderCursor> {
  const { mailboxId, path, role, uidValidity, uidNext, highestModseq, unstableUids } = start;
  const row = {
    mailbox_id: mailboxId,
    path,
    key: cursorKey(mailboxId, path),
    kind: 'folder',
    role,
    uid_validity: uidValidity,
    last_uid: uidNext - 1,
    history_below_uid: uidNext,
    backfill_low_uid: uidNext,
    history_done: 0,
    highest_modseq: highestModseq === null ? null : String(highestModseq),
    reconciled_at: new Date(),
    unstable_uids: unstableUids,
    attempts: 0,
    epoch: 0,
    lease_token: 0,
  };
  await insertMissing(connectionOf(strapi), UIDS.folderCursor, [row], 'key');
  const cursor = await findCursor(strapi, mailboxId, path);
  if (cursor === null) throw new Error('A cursor that was just stored is not there');
  return cursor;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The server has renumbered the folder (RFC 3501 §2.3.1.1): everything below `uidNext` is to be looked at again, from
 * the first. Old locations keep their outcomes under the old UIDVALIDITY. Twice within a day makes its uids unstable.
 * @throws LeaseLost
 */
export async function renumberCursor(
  strapi: Strapi,
  cursor: FolderCursor,
  to: { readonly uidValidity: number; readonly uidNext: number; readonly now: Date },
  leaseToken: number,
): Promise<FolderCursor> {
  const unstable =
    cursor.unstableUids ||
    (cursor.renumberedAt !== null && to.now.getTime() - cursor.renumberedAt.getTime() < DAY);
  await inTransaction(strapi, (transaction) =>
    fenced(transaction, cursor, leaseToken, {
      uid_validity: to.uidValidity,
      epoch: cursor.epoch + 1,
      last_uid: 0,
      history_below_uid: to.uidNext,
      backfill_low_uid: to.uidNext,
      history_started_at: null,
      history_finished_at: null,
      history_total: null,
      history_done: 0,
      highest_modseq: null,
      renumbered_at: to.now,
      reconciled_at: null,
      unstable_uids: unstable,
    }),
  );
  const renumbered = await findCursorById(strapi, cursor.id);
  if (renumbered === null) throw new LeaseLost();
  return renumbered;
}

/** Says that the caller still holds the lease, without moving anything. @throws LeaseLost */
export async function holdCursor(
  transaction: Transaction,
  cursor: FolderCursor,
  leaseToken: number,
): Promise<void> {
  await fenced(transaction, cursor, leaseToken, {});
}

/** @throws LeaseLost */
export async function moveCursor(
  transaction: Transaction,
  cursor: FolderCursor,
  lastUid: number,
  leaseToken: number,
): Promise<void> {
  await fenced(transaction, cursor, leaseToken, { last_uid: lastUid }, (query) =>
    query.andWhere('last_uid', '<=', lastUid),
  );
}

/**
 * Moves down through the history.
 * @param done how many of its mails have an outcome by this step
 * @throws LeaseLost
 */
export async function moveHistory(
  transaction: Transaction,
  cursor: FolderCursor,
  step: { readonly lowUid: number; readonly done: number },
  leaseToken: number,
): Promise<void> {
  await fenced(
    transaction,
    cursor,
    leaseToken,
    {
      backfill_low_uid: step.lowUid,
      history_done: transaction.knex.raw('COALESCE(history_done, 0) + ?', [step.done]),
    },
    (query) => query.andWhere('backfill_low_uid', '>=', step.lowUid),
  );
}

type Update = ReturnType<Transaction['knex']>;

async function fenced(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  leaseToken: number,
  columns: Readonly<Record<string, unknown>>,
  narrowed: (query: Update) => Update = (query) => query,
): Promise<void> {
  const moved = await narrowed(
    knex(table(UIDS.folderCursor))
      .where({ id: cursor.id, uid_validity: cursor.uidValidity })
      .andWhere('lease_token', '<=', leaseToken),
  ).update({ ...columns, lease_token: leaseToken });
  if (moved !== 1) throw new LeaseLost();
}

/** What is known of a folder beside its uids. Joins the caller's lease by comparing its token. */
export async function storeFolderState(
  strapi: Strapi,
  cursor: FolderCursor,
  state: {
    readonly role?: FolderRole;
    readonly highestModseq?: bigint | null;
    readonly reconciledAt?: Date | null;
    readonly historyTotal?: number;
    readonly historyStartedAt?: Date;
    readonly historyFinishedAt?: Date;
  },
  leaseToken: number,
): Promise<void> {
  const { highestModseq, ...rest } = state;
  await rowsOf(strapi, UIDS.folderCursor).updateMany({
    where: { id: cursor.id, uidValidity: cursor.uidValidity, leaseToken: { $lte: leaseToken } },
    data: {
      ...rest,
      ...(highestModseq === undefined
        ? {}
        : { highestModseq: highestModseq === null ? null : String(highestModseq) }),
    },
  });
}

/** Asks for a comparison of uids with the next cycle. @param path absent: of every folder */
export async function askForReconciliation(strapi: Strapi, mailboxId: number, path?: string): Promise<void> {
  await rowsOf(strapi, UIDS.folderCursor).updateMany({
    where: {
      mailbox_id: mailboxId,
      kind: 'folder',
      ...(path === undefined ? {} : { key: cursorKey(mailboxId, path) }),
    },
    data: { reconciledAt: null },
  });
}

/** Whether a comparison that had begun before this moment has ended since, and taken what was asked then for done. */
export async function comparedTooEarly(strapi: Strapi, mailboxId: number, asked: Date): Promise<boolean> {
  const early = await rowsOf(strapi, UIDS.folderCursor).findOne({
    where: { mailbox: mailboxId, kind: 'folder', reconciledAt: { $lt: asked } },
  });
  return early !== null;
}

/** The history of a mailbox is to be imported from the top again; what is imported already is passed over. */
export async function restartHistory(strapi: Strapi, mailboxId: number): Promise<void> {
  await inTransaction(strapi, async ({ knex, table }) => {
    await knex(table(UIDS.folderCursor))
      .where({ mailbox_id: mailboxId, kind: 'folder' })
      .update({
        backfill_low_uid: knex.ref('history_below_uid'),
        history_started_at: null,
        history_finished_at: null,
        history_total: null,
        history_done: 0,
      });
  });
}

/** How far the import of history has come, all folders of a mailbox together. */
export interface StoredHistoryProgress {
  readonly total: number;
  readonly done: number;
  readonly startedAt: Date;
  /** null while a folder is left */
  readonly finishedAt: Date | null;
}

/** By mailbox; one without a begun import is missing. */
export async function historyProgress(
  strapi: Strapi,
  mailboxIds: readonly number[],
): Promise<ReadonlyMap<number, StoredHistoryProgress>> {
  if (mailboxIds.length === 0) return new Map();
  const rows = await read(strapi, (knex, table) =>
    knex(table(UIDS.folderCursor))
      .whereIn('mailbox_id', [...mailboxIds])
      .whereNotNull('history_started_at')
      .select(
        'mailbox_id as mailboxId',
        'history_total as total',
        'history_done as done',
        'history_started_at as startedAt',
        'history_finished_at as finishedAt',
      ),
  );
  const found = new Map<number, StoredHistoryProgress>();
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const id = Number(row.mailboxId);
    const before = found.get(id);
    const startedAt = toDate(row.startedAt) ?? new Date(0);
    const finishedAt = toDate(row.finishedAt);
    found.set(id, {
      total: (before?.total ?? 0) + Number(row.total ?? 0),
      done: (before?.done ?? 0) + Number(row.done ?? 0),
      startedAt: before !== undefined && before.startedAt < startedAt ? before.startedAt : startedAt,
      finishedAt: before === undefined ? finishedAt : latest(before.finishedAt, finishedAt),
    });
  }
  return found;
}

const latest = (left: Date | null, right: Date | null): Date | null =>
  left === null || right === null ? null : left > right ? left : right;
