/** Files of notes and posts. Those of mails are in data/emails; who may read them is decided elsewhere. */
import { insertRows, inTransaction, readInChunks, rowsOf, type Strapi } from './database';
import { indexStored } from './search/write-index';
import { UIDS } from './uids';

export interface EntryFile {
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
}

export interface EntryFileRecord extends EntryFile {
  readonly documentId: string;
  /** of the entry in the stream */
  readonly eventId: number;
}

type Row = Omit<EntryFileRecord, 'eventId'> & {
  readonly caseEvent: { readonly id: number; readonly case: { readonly id: number } | null } | null;
};

/** Joins the caller's transaction. */
export async function insertEntryFiles(
  strapi: Strapi,
  eventId: number,
  files: readonly EntryFile[],
): Promise<void> {
  await insertRows(
    strapi,
    UIDS.attachment,
    files.map(({ name, type, size, sha256 }, position) => ({
      ...{ name, type, size, sha256, position },
      caseEvent: eventId,
      contentId: null,
      inline: false,
    })),
  );
  if (files.length > 0)
    await inTransaction(strapi, (transaction) => indexStored(strapi, transaction, 'entry', [eventId]));
}

/** Files of these entries, in their order. */
export async function entryFilesOf(
  strapi: Strapi,
  eventIds: readonly number[],
): Promise<readonly EntryFileRecord[]> {
  const rows = await readInChunks<number, Row>(eventIds, (chunk) =>
    rowsOf<Row>(strapi, UIDS.attachment).findMany({
      where: { caseEvent: { id: { $in: chunk } } },
      populate: { caseEvent: { select: ['id'] } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }),
  );
  return rows.map(({ caseEvent, ...file }) => ({ ...file, eventId: caseEvent?.id ?? 0 }));
}

/** @returns the file of an entry, its entry, and the case whose stream that is in; null for files of mails and drafts */
export async function findEntryFile(
  strapi: Strapi,
  documentId: string,
): Promise<{ readonly file: EntryFile; readonly eventId: number; readonly caseId: number } | null> {
  const row = await rowsOf<Row>(strapi, UIDS.attachment).findOne({
    where: { documentId },
    populate: { caseEvent: { select: ['id'], populate: { case: { select: ['id'] } } } },
  });
  const caseId = row?.caseEvent?.case?.id;
  return row === null || row.caseEvent === null || caseId === undefined
    ? null
    : { file: row, eventId: row.caseEvent.id, caseId };
}
