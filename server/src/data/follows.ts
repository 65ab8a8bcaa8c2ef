/** Who follows which case or record, and who has stopped. Whether they may read it is asked elsewhere. */
import { recordKey, type RecordReference } from '../domain/record';
import {
  chunksOf,
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
        .where((either) => either.whereNull('follow.muted').orWhere('follow.muted', false))
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
 * Adds what is not there yet; whoever has stopped following stays out.
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
      muted: false,
    })),
    ['user_id', 'content_type', 'record_document_id'],
  );
}

/** The user asks for it: it holds although the user had stopped. */
export async function beginFollow(strapi: Strapi, follow: NewFollow): Promise<void> {
  await addFollows(strapi, [follow]);
  await mute(strapi, follow, false);
}

/** The user wants no more of it. The row stays, so that nothing but the user brings it back. */
export const endFollow = (strapi: Strapi, follow: NewFollow): Promise<void> => mute(strapi, follow, true);

/** As if they had never followed it. Joins the caller's transaction. */
export async function forgetFollows(
  strapi: Strapi,
  userIds: readonly number[],
  { contentType, documentId }: RecordReference,
): Promise<void> {
  await rowsOf(strapi, UIDS.follow).deleteMany({
    where: {
      user_id: { $in: [...userIds] },
      content_type: contentType,
      record_document_id: documentId,
    },
  });
}

async function mute(
  strapi: Strapi,
  { userId, contentType, documentId }: NewFollow,
  muted: boolean,
): Promise<void> {
  await rowsOf(strapi, UIDS.follow).updateMany({
    where: { user_id: userId, content_type: contentType, record_document_id: documentId },
    data: { muted },
  });
}

/** A stored case with who works on it. */
export interface FollowableCase {
  readonly id: number;
  readonly documentId: string;
  readonly assigneeId: number | null;
}

/** These cases as they are stored. Joins the caller's transaction. */
export async function followableCases(
  { knex, table }: Transaction,
  caseIds: readonly number[],
): Promise<readonly FollowableCase[]> {
  return readInChunks<number, FollowableCase>(caseIds, (chunk) =>
    knex(table(UIDS.case))
      .whereIn('id', chunk)
      .orderBy('id')
      .select('id', 'document_id as documentId', 'assignee_id as assigneeId'),
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

/** Follows of cases, a page of them in the order of their ids. */
export async function followsOfCases(
  strapi: Strapi,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly (FollowableCase & { readonly userId: number; readonly followId: number })[]> {
  return read(strapi, (knex, table) =>
    knex(`${table(UIDS.follow)} as follow`)
      .join(`${table(UIDS.case)} as matter`, 'matter.document_id', 'follow.record_document_id')
      .where('follow.content_type', UIDS.case)
      .where('follow.id', '>', page.after)
      .orderBy('follow.id')
      .limit(page.limit)
      .select(
        'follow.id as followId',
        'follow.user_id as userId',
        'matter.id as id',
        'matter.document_id as documentId',
        'matter.assignee_id as assigneeId',
      ),
  );
}

/** Removes them for good: whoever may not read a case has no use for having followed it. */
export async function deleteFollows(strapi: Strapi, ids: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(ids))
    await rowsOf(strapi, UIDS.follow).deleteMany({ where: { id: { $in: chunk } } });
}
