/** Parents of records by their rules, level by level, and what all of them are called: one statement a type and level. */
import { recordKey, type RecordReference } from '../domain/record';
import { RECORD_LIMITS, type RecordRule } from '../domain/record-rule';
import type { Strapi } from '../data/database';
import { labelsOf, parentsOf } from '../data/record-lookup';
import { labelFieldsOf, parentType, recordTypes } from './record-types';

/** Parents by the `recordKey` of the child. */
export type Parents = ReadonlyMap<string, readonly RecordReference[]>;

const byType = (records: readonly RecordReference[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  for (const { contentType, documentId } of records)
    found.set(contentType, (found.get(contentType) ?? new Set()).add(documentId));
  return new Map([...found].map(([contentType, ids]) => [contentType, [...ids]]));
};

/** The parents of these records, and theirs, up to the limit; relations that lead in a circle end there. */
export async function recordParents(
  strapi: Strapi,
  rules: readonly RecordRule[],
  records: readonly RecordReference[],
): Promise<Parents> {
  const ruleOf = new Map(rules.map((rule) => [rule.contentType, rule]));
  const parents = new Map<string, RecordReference[]>();
  let children = records;
  for (let level = 0; level < RECORD_LIMITS.parentLevels && children.length > 0; level += 1) {
    const next: RecordReference[] = [];
    for (const [contentType, ids] of byType(children)) {
      const field = ruleOf.get(contentType)?.parentField ?? '';
      const target = field === '' ? null : parentType(strapi, contentType, field);
      if (target === null) continue;
      const fresh = ids.filter((documentId) => !parents.has(recordKey({ contentType, documentId })));
      for (const { documentId, value } of await parentsOf(strapi, contentType, field, fresh)) {
        const key = recordKey({ contentType, documentId });
        const parent = { contentType: target, documentId: value };
        parents.set(key, [...(parents.get(key) ?? []), parent]);
        next.push(parent);
      }
    }
    children = next;
  }
  return parents;
}

/**
 * Labels by `recordKey`; those that have no words in their fields are left out.
 * @param isShown fields that may not be shown name nothing
 */
export async function recordLabels(
  strapi: Strapi,
  rules: readonly RecordRule[],
  records: readonly RecordReference[],
  isShown: (contentType: string, field: string) => boolean = () => true,
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  const types = byType(records);
  if (types.size === 0) return labels;
  const known = new Map(recordTypes(strapi).map((type) => [type.contentType, type]));
  const ruleOf = new Map(rules.map((rule) => [rule.contentType, rule]));
  for (const [contentType, ids] of types) {
    const fields = labelFieldsOf(known.get(contentType) ?? null, ruleOf.get(contentType)?.labelFields ?? []);
    const shown = fields.filter((field) => isShown(contentType, field));
    for (const [documentId, label] of await labelsOf(strapi, contentType, shown, ids))
      labels.set(recordKey({ contentType, documentId }), label);
  }
  return labels;
}
