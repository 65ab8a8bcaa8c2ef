/** Links of mails and cases as a user may see them, and records as they are found to be linked by hand. */
import type { Strapi } from '../../data/database';
import { linksOf, type LinkOwner } from '../../data/record-links';
import { searchRecords } from '../../data/record-lookup';
import { findRecordRules } from '../../data/record-rules';
import { recordKey, type RecordReference } from '../../domain/record';
import { activeRules } from '../../records/known-records';
import { mayReadType, readableRecords, type UserAbility } from '../../records/readable-records';
import { labelFieldsOf, recordTypes } from '../../records/record-types';
import type { LinkedType, RecordHit, RecordLinkSummary } from '../contracts';

/** What a content type is called. */
export const typeName = (strapi: Strapi, contentType: string): string =>
  recordTypes(strapi).find((type) => type.contentType === contentType)?.name ?? contentType;

/** Links to records that still exist and that the user may read, with the names they have now. */
export async function linkSummaries(
  strapi: Strapi,
  ability: UserAbility,
  owner: LinkOwner,
): Promise<readonly RecordLinkSummary[]> {
  const links = await linksOf(strapi, owner);
  if (links.length === 0) return [];
  const labels = await readableRecords(strapi, ability, links, await findRecordRules(strapi));
  return links.flatMap((link) => {
    const label = labels.get(recordKey(link));
    if (label === undefined) return [];
    const { linkDocumentId, contentType, documentId, rule, matched } = link;
    const name = typeName(strapi, contentType);
    return [{ id: linkDocumentId, uid: contentType, documentId, label, typeName: name, rule, matched }];
  });
}

/** Content types with an active rule that the user may read. */
export async function linkedTypes(strapi: Strapi, ability: UserAbility): Promise<readonly LinkedType[]> {
  return (await activeRules(strapi))
    .filter(({ contentType }) => mayReadType(strapi, ability, contentType))
    .map(({ contentType }) => ({ uid: contentType, name: typeName(strapi, contentType) }));
}

/** The record with its name; null when its type has no rule, it does not exist, or the user may not read it. */
export async function readableRecord(
  strapi: Strapi,
  ability: UserAbility,
  record: RecordReference,
): Promise<{ readonly label: string } | null> {
  const rules = await activeRules(strapi);
  if (!rules.some(({ contentType }) => contentType === record.contentType)) return null;
  const label = (await readableRecords(strapi, ability, [record], rules)).get(recordKey(record));
  return label === undefined ? null : { label };
}

/** Hits of one content type. */
const HITS = 10;

/** Records of linked types whose name or address holds the text. */
export async function findRecords(
  strapi: Strapi,
  ability: UserAbility,
  text: string,
): Promise<readonly RecordHit[]> {
  const rules = (await activeRules(strapi)).filter(({ contentType }) =>
    mayReadType(strapi, ability, contentType),
  );
  const types = new Map(recordTypes(strapi).map((type) => [type.contentType, type]));
  const records: RecordReference[] = [];
  for (const rule of rules) {
    const { contentType } = rule;
    const names = labelFieldsOf(types.get(contentType) ?? null, rule.labelFields);
    const paths = [...new Set([...names, ...rule.addressFields])];
    for (const documentId of await searchRecords(strapi, contentType, paths, text, HITS))
      records.push({ contentType, documentId });
  }
  const labels = await readableRecords(strapi, ability, records, rules);
  return records.flatMap(({ contentType, documentId }) => {
    const label = labels.get(recordKey({ contentType, documentId }));
    return label === undefined
      ? []
      : [{ uid: contentType, documentId, typeName: typeName(strapi, contentType), label }];
  });
}
