/** Tags, and what is marked with them. */
import { tagKey } from '../domain/filters/tag-name';
import type { Filed } from '../domain/intake-plan';
import {
  chunksOf,
  insertMissing,
  read,
  readInChunks,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

/** Marks stored mails and their cases with their tags; tags that are new are made. */
export async function storeTags(transaction: Transaction, filed: readonly Filed[]): Promise<void> {
  const tagged = filed.filter(({ tags }) => tags.length > 0);
  if (tagged.length === 0) return;
  const ids = await tagIds(
    transaction,
    tagged.flatMap(({ tags }) => tags),
  );
  const rowsFor = (column: 'email_id' | 'case_id', idOf: (outcome: Filed) => number | null) =>
    new Map(
      tagged.flatMap((outcome) => {
        const marked = idOf(outcome);
        return outcome.tags.flatMap((name): (readonly [string, NewRow])[] => {
          const tag = ids.get(tagKey(name));
          return marked === null || tag === undefined
            ? []
            : [[`${marked} ${tag}`, { [column]: marked, tag_id: tag }]];
        });
      }),
    );
  const emails = rowsFor('email_id', ({ email }) => email.id);
  const cases = rowsFor('case_id', (outcome) => outcome.case?.id ?? null);
  await insertMissing(transaction, UIDS.tagging, [...emails.values()], ['email_id', 'tag_id']);
  await insertMissing(transaction, UIDS.tagging, [...cases.values()], ['case_id', 'tag_id']);
}

/** Ids of tags by `tagKey`. */
async function tagIds(
  transaction: Transaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const byKey = new Map(names.map((name) => [tagKey(name), name.trim()]));
  // In one order everywhere, so that two batches cannot wait for each other's rows.
  const rows = [...byKey]
    .map(([key, name]) => ({ name, name_hash: key }))
    .sort((left, right) => (left.name_hash < right.name_hash ? -1 : 1));
  await insertMissing(transaction, UIDS.tag, rows, 'name_hash');
  const { knex, table } = transaction;
  const found: { id: number; name_hash: string }[] = await knex(table(UIDS.tag))
    .whereIn('name_hash', [...byKey.keys()])
    .select('id', 'name_hash');
  return new Map(found.map(({ id, name_hash: key }) => [key, id]));
}

export interface TagRecord {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
}

/** Tags whose names hold what is typed, by name. */
export async function searchTags(
  strapi: Strapi,
  typed: string,
  limit: number,
): Promise<readonly TagRecord[]> {
  const like = `%${typed.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  return read(strapi, (knex, table) => {
    const query = knex(table(UIDS.tag)).select<TagRecord[]>('id', 'document_id as documentId', 'name');
    // As typed too: SQLite lowers no letter outside of ASCII.
    if (typed !== '')
      query.where((either) =>
        either
          .whereRaw("lower(name) like ? escape '!'", [like.toLowerCase()])
          .orWhereRaw("name like ? escape '!'", [like]),
      );
    return query.orderBy('name').limit(limit);
  });
}

/** Tags that are named by id or documentId, in no order. */
export async function findTags(
  strapi: Strapi,
  by: 'id' | 'document_id',
  values: readonly (string | number)[],
): Promise<readonly TagRecord[]> {
  return readInChunks(values, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.tag)).whereIn(by, chunk).select<TagRecord[]>('id', 'document_id as documentId', 'name'),
    ),
  );
}

/** Tags of these cases by the case's id, by name. */
export async function tagsOfCases(
  strapi: Strapi,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, readonly TagRecord[]>> {
  const rows = await readInChunks<number, TagRecord & { readonly caseId: number }>(caseIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(`${table(UIDS.tagging)} as tagging`)
        .join(`${table(UIDS.tag)} as tag`, 'tag.id', 'tagging.tag_id')
        .whereIn('tagging.case_id', chunk)
        .orderBy('tag.name')
        .select<(TagRecord & { caseId: number })[]>(
          'tagging.case_id as caseId',
          'tag.id as id',
          'tag.document_id as documentId',
          'tag.name as name',
        ),
    ),
  );
  const found = new Map<number, TagRecord[]>();
  for (const { caseId, ...tag } of rows) found.set(caseId, [...(found.get(caseId) ?? []), tag]);
  return found;
}

/** Marks a case; tags that are new are made. Joins the caller's transaction. */
export async function addTagsToCase(
  transaction: Transaction,
  caseId: number,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const rows = [...(await tagIds(transaction, names)).values()].map((tag) => ({
    case_id: caseId,
    tag_id: tag,
  }));
  await insertMissing(transaction, UIDS.tagging, rows, ['case_id', 'tag_id']);
}

/** Joins the caller's transaction. */
export async function removeTagsFromCase(
  { knex, table }: Transaction,
  caseId: number,
  tags: readonly Pick<TagRecord, 'id'>[],
): Promise<void> {
  for (const chunk of chunksOf(tags.map(({ id }) => id)))
    await knex(table(UIDS.tagging)).where({ case_id: caseId }).whereIn('tag_id', chunk).delete();
}
