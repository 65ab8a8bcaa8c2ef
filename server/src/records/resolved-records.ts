/** Records that code of the app names: which of them exist, and what they are called. */
import { existingRecords } from '../data/record-lookup';
import type { Strapi } from '../data/database';
import { recordKey, type RecordReference } from '../domain/record';
import { activeRules } from './known-records';
import { recordLabels } from './record-parents';
import { recordTypes } from './record-types';

/** Labels by `recordKey`, of those that exist in content types whose records can be linked; a few statements a type. */
export async function namesOfExisting(
  strapi: Strapi,
  records: readonly RecordReference[],
): Promise<ReadonlyMap<string, string>> {
  const linkable = new Set(recordTypes(strapi).map(({ contentType }) => contentType));
  const asked = records.filter(({ contentType }) => linkable.has(contentType));
  if (asked.length === 0) return new Map();
  const idsOf = new Map<string, string[]>();
  for (const { contentType, documentId } of asked)
    idsOf.set(contentType, [...(idsOf.get(contentType) ?? []), documentId]);
  const existing: RecordReference[] = [];
  for (const [contentType, ids] of idsOf)
    for (const documentId of await existingRecords(strapi, contentType, [...new Set(ids)]))
      existing.push({ contentType, documentId });
  const labels = await recordLabels(strapi, await activeRules(strapi), existing);
  return new Map(
    existing.map((record) => [recordKey(record), labels.get(recordKey(record)) ?? record.documentId]),
  );
}
