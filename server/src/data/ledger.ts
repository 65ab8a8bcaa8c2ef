/**
 * The ledger of locations and the cursors of folders (sync-engine §1). A cursor moves only inside the transaction that
 * stores the outcomes it passes over, and only for the newest holder of the mailbox's lease.
 */
import { hashOf } from '../domain/identity';
import {
  connectionOf,
  insertMissing,
  insertRows,
  rowsOf,
  toDate,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { VERSION } from '../plugin-id';
import { UIDS } from './uids';

export interface FolderCursor {
  readonly id: number;
  readonly mailboxId: number;
  readonly path: string;
  readonly uidValidity: number;
  readonly lastUid: number;
  /** mail below this uid lay there before we first looked, or before the server renumbered */
  readonly historyBelowUid: number;
  readonly firstSeenAt: Date;
}

interface CursorRow {
  readonly id: number;
  readonly path: string;
  readonly uidValidity: string | null;
  readonly lastUid: string | null;
  readonly backfillLowUid: string | null;
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
  uidValidity: Number(row.uidValidity),
  lastUid: Number(row.lastUid ?? 0),
  historyBelowUid: Number(row.backfillLowUid ?? 0),
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

/** Begins to follow a folder. A second caller finds what the first has made. */
export async function createCursor(
  strapi: Strapi,
  start: {
    readonly mailboxId: number;
    readonly path: string;
    readonly uidValidity: number;
    readonly lastUid: number;
    readonly historyBelowUid: number;
  },
): Promise<FolderCursor> {
  const { mailboxId, path, uidValidity, lastUid, historyBelowUid } = start;
  const row = {
    mailbox_id: mailboxId,
    path,
    key: cursorKey(mailboxId, path),
    uid_validity: uidValidity,
    last_uid: lastUid,
    backfill_low_uid: historyBelowUid,
    epoch: 0,
    lease_token: 0,
  };
  await insertMissing(connectionOf(strapi), UIDS.folderCursor, [row], 'key');
  const cursor = await findCursor(strapi, mailboxId, path);
  if (cursor === null) throw new Error('A cursor that was just stored is not there');
  return cursor;
}

/** The server has renumbered the folder (RFC 3501 §2.3.1.1): old locations go stale, and everything is looked at again. */
export async function restartCursor(
  strapi: Strapi,
  cursor: FolderCursor,
  uidValidity: number,
  uidNext: number,
): Promise<FolderCursor> {
  await rowsOf(strapi, UIDS.messageLocation).updateMany({
    where: { folder_id: cursor.id, uidValidity: cursor.uidValidity },
    data: { outcome: 'stale' },
  });
  await rowsOf(strapi, UIDS.folderCursor).updateMany({
    where: { id: cursor.id },
    data: { uidValidity, lastUid: 0, backfillLowUid: uidNext },
  });
  return { ...cursor, uidValidity, lastUid: 0, historyBelowUid: uidNext };
}

/** @throws LeaseLost */
export async function moveCursor(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  lastUid: number,
  leaseToken: number,
): Promise<void> {
  const moved = await knex(table(UIDS.folderCursor))
    .where({ id: cursor.id, uid_validity: cursor.uidValidity })
    .andWhere('lease_token', '<=', leaseToken)
    .andWhere('last_uid', '<=', lastUid)
    .update({ last_uid: lastUid, lease_token: leaseToken });
  if (moved !== 1) throw new LeaseLost();
}

/** One entry of the ledger, as it is written. */
export interface LocationEntry {
  readonly mailboxId: number;
  readonly folderId: number;
  readonly uidValidity: number;
  readonly uid: number;
  readonly outcome: 'filed' | 'ignored' | 'quarantined';
  readonly reason: string;
  readonly reasonParams: Readonly<Record<string, string | number>>;
  readonly emailId: number | null;
  readonly fingerprint: string | null;
  readonly sourceHash: string | null;
  readonly size: number;
  readonly subject: string;
  readonly sender: string;
  readonly receivedAt: Date;
  readonly decidedAt: Date;
}

export async function insertLocations(strapi: Strapi, entries: readonly LocationEntry[]): Promise<void> {
  await insertRows(strapi, UIDS.messageLocation, entries.map(locationRow));
}

const locationRow = ({ mailboxId, folderId, emailId, ...rest }: LocationEntry): NewRow => ({
  ...rest,
  mailbox: mailboxId,
  folder: folderId,
  email: emailId,
  tries: 1,
  decidedBy: VERSION,
});

/** Which of these uids have an outcome already. */
export async function decidedUids(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await knex(table(UIDS.messageLocation))
    .where({ folder_id: cursor.id, uid_validity: cursor.uidValidity })
    .whereIn('uid', [...uids])
    .select('uid');
  return new Set(rows.map((row: { uid: number | string }) => Number(row.uid)));
}

/** How many filed copies of each mail this folder holds. */
export async function copiesInFolder(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { fingerprint: string; copies: number | string }[] = await knex(table(UIDS.messageLocation))
    .where({ folder_id: cursor.id, uid_validity: cursor.uidValidity, outcome: 'filed' })
    .whereIn('fingerprint', [...fingerprints])
    .groupBy('fingerprint')
    .select('fingerprint', knex.raw('count(*) as copies'));
  return new Map(rows.map((row) => [row.fingerprint, Number(row.copies)]));
}
