/**
 * Imports of mail files, and the virtual folders that imported mail lies in. Each run has a folder of its own, in which
 * the n-th mail of the files has uid n; mail that came over HTTP lies in one folder of the mailbox, numbered as it comes.
 */
import { cursorKey, findCursor, moveCursor, type FolderCursor } from './cursors';
import {
  connectionOf,
  insertMissing,
  insertRows,
  inTransaction,
  rowsOf,
  toDate,
  type Strapi,
  type Transaction,
} from './database';

import { UIDS } from './uids';

export interface ImportFile {
  /** as whoever gave it calls it */
  readonly name: string;
  /** absolute */
  readonly path: string;
  readonly size: number;
  readonly kind: 'eml' | 'mbox';
}

/** Where the next message begins. */
export interface ImportPosition {
  readonly fileIndex: number;
  /** byte in that file */
  readonly position: number;
  /** bytes of all files that are done */
  readonly bytesDone: number;
}

export interface ImportRunRecord extends ImportPosition {
  readonly id: number;
  readonly documentId: string;
  readonly mailboxId: number | null;
  readonly address: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly opensCases: boolean;
  readonly files: readonly ImportFile[];
  readonly ownsFiles: boolean;
  readonly filed: number;
  readonly duplicates: number;
  readonly ignored: number;
  readonly quarantined: number;
  readonly bytesTotal: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly error: string | null;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly state: ImportRunRecord['state'];
  readonly opensCases: boolean | null;
  readonly files: readonly ImportFile[] | null;
  readonly ownsFiles: boolean | null;
  readonly fileIndex: number | null;
  readonly position: string | null;
  readonly filed: number | null;
  readonly duplicates: number | null;
  readonly ignored: number | null;
  readonly quarantined: number | null;
  readonly bytesDone: string | null;
  readonly bytesTotal: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: string | null;
  readonly mailbox: { readonly id: number; readonly address: string | null } | null;
}

const POPULATE = { mailbox: { select: ['id', 'address'] } };

const fromRow = (row: Row): ImportRunRecord => ({
  id: row.id,
  documentId: row.documentId,
  mailboxId: row.mailbox?.id ?? null,
  address: row.mailbox?.address ?? '',
  state: row.state,
  opensCases: row.opensCases === true,
  files: row.files ?? [],
  ownsFiles: row.ownsFiles === true,
  fileIndex: row.fileIndex ?? 0,
  position: Number(row.position ?? 0),
  filed: row.filed ?? 0,
  duplicates: row.duplicates ?? 0,
  ignored: row.ignored ?? 0,
  quarantined: row.quarantined ?? 0,
  bytesDone: Number(row.bytesDone ?? 0),
  bytesTotal: Number(row.bytesTotal ?? 0),
  startedAt: toDate(row.startedAt) ?? new Date(0),
  finishedAt: toDate(row.finishedAt),
  error: row.error,
});

export async function createImportRun(
  strapi: Strapi,
  run: Pick<ImportRunRecord, 'opensCases' | 'files' | 'ownsFiles'> & { readonly mailboxId: number },
): Promise<ImportRunRecord> {
  const { mailboxId, opensCases, files, ownsFiles } = run;
  const [id] = await insertRows(strapi, UIDS.importRun, [
    {
      mailbox: mailboxId,
      state: 'running',
      opensCases,
      files,
      ownsFiles,
      position: 0,
      bytesDone: 0,
      bytesTotal: files.reduce((total, { size }) => total + size, 0),
      startedAt: new Date(),
    },
  ]);
  const created = await findImportRun(strapi, { id });
  if (created === null) throw new Error('An import run that was just stored is not there');
  return created;
}

export async function findImportRun(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<ImportRunRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.importRun).findOne({ where, populate: POPULATE });
  return row === null ? null : fromRow(row);
}

/** Newest first. */
export async function listImportRuns(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
  limit: number,
): Promise<readonly ImportRunRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.importRun).findMany({
    where,
    populate: POPULATE,
    orderBy: [{ id: 'desc' }],
    limit,
  });
  return rows.map(fromRow);
}

/** @param error what stopped it, in words; null: it is done */
export async function endImportRun(strapi: Strapi, id: number, error: string | null): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.importRun).updateMany({
    where: { id, state: 'running' },
    data: { state: error === null ? 'done' : 'failed', finishedAt: new Date(), error },
  });
}

/**
 * Counts what became of the mails up to a uid, and moves run and folder on, all in the transaction that files them.
 * @throws LeaseLost
 */
export async function moveImportRun(
  transaction: Transaction,
  run: Pick<ImportRunRecord, 'id'>,
  cursor: FolderCursor,
  to: { readonly uid: number; readonly at: ImportPosition; readonly leaseToken: number },
): Promise<void> {
  const { knex, table } = transaction;
  const before = await knex(table(UIDS.folderCursor)).where({ id: cursor.id }).first('last_uid');
  await moveCursor(transaction, cursor, to.uid, to.leaseToken);
  const filed: { outcome: string; reason: string | null }[] = await knex(table(UIDS.messageLocation))
    .where({ folder_id: cursor.id, uid_validity: cursor.uidValidity })
    .andWhere('uid', '>', Number(before?.last_uid ?? 0))
    .andWhere('uid', '<=', to.uid)
    .select('outcome', 'reason');
  const counts = { filed: 0, duplicates: 0, ignored: 0, quarantined: 0 };
  for (const { outcome, reason } of filed) counts[countOf(outcome, reason ?? '')] += 1;
  await knex(table(UIDS.importRun))
    .where({ id: run.id })
    .increment(counts)
    .update({ file_index: to.at.fileIndex, position: to.at.position, bytes_done: to.at.bytesDone });
}

function countOf(outcome: string, reason: string): 'filed' | 'duplicates' | 'ignored' | 'quarantined' {
  if (outcome === 'quarantined' || outcome === 'ignored') return outcome;
  return reason.startsWith('duplicate.') || reason === 'mail.own-copy' ? 'duplicates' : 'filed';
}

/** The folder that the mails of a run lie in, numbered as they stand in the files. */
export const folderOfRun = (
  strapi: Strapi,
  { documentId }: Pick<ImportRunRecord, 'documentId'>,
  mailboxId: number,
): Promise<FolderCursor> => virtualFolder(strapi, mailboxId, `${IMPORT_FOLDER}/${documentId}`);

/**
 * The place of one mail that came over HTTP. It has a UIDVALIDITY of its own, so it is never the second copy of a mail
 * without Message-ID in one folder: the same bytes are the same mail, however often they are sent.
 */
export async function placeOfPostedMail(strapi: Strapi, mailboxId: number): Promise<FolderCursor> {
  const folder = await virtualFolder(strapi, mailboxId, IMPORT_FOLDER);
  const uid = await inTransaction(strapi, async ({ knex, table }) => {
    const cursors = () => knex(table(UIDS.folderCursor)).where({ id: folder.id });
    await cursors().increment('last_uid', 1);
    return Number((await cursors().first('last_uid'))?.last_uid);
  });
  return { ...folder, uidValidity: uid, lastUid: uid };
}

const IMPORT_FOLDER = 'import';

async function virtualFolder(strapi: Strapi, mailboxId: number, path: string): Promise<FolderCursor> {
  const row = {
    mailbox_id: mailboxId,
    path,
    key: cursorKey(mailboxId, path),
    kind: 'import',
    role: 'other',
    uid_validity: 1,
    last_uid: 0,
    history_below_uid: 0,
    backfill_low_uid: 0,
    epoch: 0,
    lease_token: 0,
  };
  await insertMissing(connectionOf(strapi), UIDS.folderCursor, [row], 'key');
  const cursor = await findCursor(strapi, mailboxId, path);
  if (cursor === null) throw new Error('A folder that was just stored is not there');
  return cursor;
}
