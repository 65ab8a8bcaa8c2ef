/** Who follows which case or record. Whether they may read it is asked elsewhere. */
import { recordKey, type RecordReference } from '../domain/record';
import {
  connectionOf,
  insertMissing,
  read,
  readInChunks,
  rowsOf,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

/** Active users who follow one of these, by `recordKey`. */
export async function followersOf(
  strapi: Strapi,
  references: readonly RecordReference[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (references.length === 0) return new Map();
  const wanted = new Set(references.map(recordKey));
  const documentIds = [...new Set(references.map(({ documentId }) => documentId))];
  const rows = await readInChunks<
    string,
    { readonly userId: number; readonly contentType: string; readonly documentId: string }
  >(documentIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(`${table(UIDS.follow)} as follow`)
        .join(`${table(UIDS.adminUser)} as person`, 'person.id', 'follow.user_id')
        .whereIn('follow.content_type', [...new Set(references.map(({ contentType }) => contentType))])
        .whereIn('follow.record_document_id', chunk)
        .where('person.is_active', true)
        .where((either) => either.whereNull('person.blocked').orWhere('person.blocked', false))
        .orderBy('follow.id')
        .select(
          'follow.user_id as userId',
          'follow.content_type as contentType',
          'follow.record_document_id as documentId',
        ),
    ),
  );
  const found = new Map<string, number[]>();
  for (const { userId, ...reference } of rows) {
    const key = recordKey(reference);
    if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), userId]);
  }
  return found;
}

export interface NewFollow extends RecordReference {
  readonly userId: number;
}

/**
 * Adds what is not there yet.
 * @param transaction of the caller, where there is one: what is followed may not be committed yet
 */
export async function addFollows(
  strapi: Strapi,
  follows: readonly NewFollow[],
  transaction?: Transaction,
): Promise<void> {
  await insertMissing(
    transaction ?? connectionOf(strapi),
    UIDS.follow,
    follows.map(({ userId, contentType, documentId }) => ({
      user_id: userId,
      content_type: contentType,
      record_document_id: documentId,
    })),
    ['user_id', 'content_type', 'record_document_id'],
  );
}

export async function removeFollow(
  strapi: Strapi,
  { userId, contentType, documentId }: NewFollow,
): Promise<void> {
  await rowsOf(strapi, UIDS.follow).deleteMany({
    where: { user_id: userId, content_type: contentType, record_document_id: documentId },
  });
}

/** Lets the assignees of these cases, as they are stored, follow them. Joins the caller's transaction. */
export async function followAsAssignee(
  strapi: Strapi,
  transaction: Transaction,
  caseIds: readonly number[],
): Promise<void> {
  if (caseIds.length === 0) return;
  const rows: { document_id: string; assignee_id: number }[] = await transaction
    .knex(transaction.table(UIDS.case))
    .whereIn('id', [...caseIds])
    .whereNotNull('assignee_id')
    .select('document_id', 'assignee_id');
  await addFollows(
    strapi,
    rows.map((row) => ({ userId: row.assignee_id, contentType: UIDS.case, documentId: row.document_id })),
    transaction,
  );
}

/** Whether there is such a record. @returns false too for content types that do not exist */
export async function recordExists(
  strapi: Strapi,
  { contentType, documentId }: RecordReference,
): Promise<boolean> {
  if (!(contentType in strapi.contentTypes)) return false;
  return (await strapi.db.query(contentType as never).count({ where: { documentId } })) > 0;
}
