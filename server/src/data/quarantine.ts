/** Mail that could not be handled, from the ledger. */
import { rowsOf, toDate, type Strapi } from './database';
import { VERSION } from '../plugin-id';
import { UIDS } from './uids';

export interface QuarantineRecord {
  readonly id: number;
  readonly documentId: string;
  readonly mailboxId: number | null;
  readonly address: string;
  readonly folderId: number | null;
  readonly folder: string;
  readonly uidValidity: number;
  readonly uid: number;
  readonly reason: string;
  readonly detail: string;
  readonly subject: string;
  readonly sender: string;
  readonly size: number;
  readonly tries: number;
  readonly sourceHash: string | null;
  readonly sourcePlace: string | null;
  readonly receivedAt: Date;
  readonly quarantinedAt: Date;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly uidValidity: string;
  readonly uid: string;
  readonly reason: string | null;
  readonly reasonParams: { readonly detail?: string } | null;
  readonly subject: string | null;
  readonly sender: string | null;
  readonly size: number | null;
  readonly tries: number | null;
  readonly sourceHash: string | null;
  readonly sourcePlace: string | null;
  readonly receivedAt: string | null;
  readonly decidedAt: string | null;
  readonly mailbox: { readonly id: number; readonly address: string } | null;
  readonly folder: { readonly id: number; readonly path: string } | null;
}

const POPULATE = { mailbox: { select: ['id', 'address'] }, folder: { select: ['id', 'path'] } };

const fromRow = (row: Row): QuarantineRecord => ({
  id: row.id,
  documentId: row.documentId,
  mailboxId: row.mailbox?.id ?? null,
  address: row.mailbox?.address ?? '',
  folderId: row.folder?.id ?? null,
  folder: row.folder?.path ?? '',
  uidValidity: Number(row.uidValidity),
  uid: Number(row.uid),
  reason: row.reason ?? '',
  detail: row.reasonParams?.detail ?? '',
  subject: row.subject ?? '',
  sender: row.sender ?? '',
  size: row.size ?? 0,
  tries: row.tries ?? 0,
  sourceHash: row.sourceHash,
  sourcePlace: row.sourcePlace,
  receivedAt: toDate(row.receivedAt) ?? new Date(0),
  quarantinedAt: toDate(row.decidedAt) ?? new Date(0),
});

/** Newest first; `before` is the id of the last row of the page before. */
export async function listQuarantine(
  strapi: Strapi,
  before: number | null,
  limit: number,
): Promise<readonly QuarantineRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.messageLocation).findMany({
    where: { outcome: 'quarantined', ...(before === null ? {} : { id: { $lt: before } }) },
    populate: POPULATE,
    orderBy: [{ id: 'desc' }],
    limit,
  });
  return rows.map(fromRow);
}

export async function findQuarantined(strapi: Strapi, documentId: string): Promise<QuarantineRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.messageLocation).findOne({
    where: { documentId, outcome: 'quarantined' },
    populate: POPULATE,
  });
  return row === null ? null : fromRow(row);
}

/** Takes a mail out of quarantine, so that it can be filed in the same transaction. False when somebody else was first. */
export async function removeQuarantined(strapi: Strapi, id: number): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.messageLocation).deleteMany({
    where: { id, outcome: 'quarantined' },
  });
  return count === 1;
}

/**
 * Quarantined mail, oldest first.
 * @param after id of the last row of the page before; 0 for the first page
 * @param byOtherVersions leave out what this version has decided or tried
 */
export async function quarantinedAfter(
  strapi: Strapi,
  after: number,
  limit: number,
  byOtherVersions: boolean,
): Promise<readonly QuarantineRecord[]> {
  const version = byOtherVersions
    ? { $or: [{ decidedBy: { $null: true } }, { decidedBy: { $ne: VERSION } }] }
    : {};
  const rows = await rowsOf<Row>(strapi, UIDS.messageLocation).findMany({
    where: { outcome: 'quarantined', id: { $gt: after }, ...version },
    populate: POPULATE,
    orderBy: [{ id: 'asc' }],
    limit,
  });
  return rows.map(fromRow);
}

/** Counts a try, before it is made. */
export async function beginQuarantineTry(strapi: Strapi, mail: QuarantineRecord): Promise<void> {
  await rowsOf(strapi, UIDS.messageLocation).updateMany({
    where: { id: mail.id, outcome: 'quarantined' },
    data: { tries: mail.tries + 1, decidedBy: VERSION },
  });
}

/** Why a try did not help. */
export async function noteQuarantineReason(
  strapi: Strapi,
  id: number,
  reason: string,
  detail: string,
): Promise<void> {
  await rowsOf(strapi, UIDS.messageLocation).updateMany({
    where: { id, outcome: 'quarantined' },
    data: { reason, reasonParams: { detail } },
  });
}

/** Keeps what was delivered at last of a mail that still cannot be read. */
export async function keepDelivered(
  strapi: Strapi,
  id: number,
  kept: {
    readonly sourceHash: string;
    readonly sourcePlace: string | null;
    readonly size: number;
    readonly receivedAt: Date;
    readonly subject: string;
    readonly sender: string;
  },
): Promise<void> {
  await rowsOf(strapi, UIDS.messageLocation).updateMany({
    where: { id, outcome: 'quarantined' },
    data: kept,
  });
}
