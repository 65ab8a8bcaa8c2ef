/** Rows of the rules by which mail is linked to records. */
import type { NumberPattern, RecordRule, RecordRuleSettings } from '../domain/record-rule';
import { inTransaction, insertRows, rowsOf, type NewRow, type Strapi } from './database';
import { UIDS } from './uids';

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly contentType: string;
  readonly active: boolean | null;
  readonly order: number | null;
  readonly labelFields: readonly string[] | null;
  readonly addressFields: readonly string[] | null;
  readonly parentField: string | null;
  readonly patterns: readonly NumberPattern[] | null;
  readonly numberField: string | null;
}

const ruleFromRow = (row: Row): RecordRule => ({
  id: row.id,
  documentId: row.documentId,
  contentType: row.contentType,
  active: row.active !== false,
  order: row.order ?? 0,
  labelFields: row.labelFields ?? [],
  addressFields: row.addressFields ?? [],
  parentField: row.parentField ?? '',
  patterns: row.patterns ?? [],
  numberField: row.numberField ?? '',
});

/** All rules, in the order in which they are asked. */
export async function findRecordRules(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly RecordRule[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.recordRule).findMany({
    where,
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return rows.map(ruleFromRow);
}

const columns = (settings: RecordRuleSettings): NewRow => ({ ...settings });

/** Stores a new rule after all others. */
export async function createRecordRule(strapi: Strapi, settings: RecordRuleSettings): Promise<number> {
  return inTransaction(strapi, async () => {
    const last = (await findRecordRules(strapi)).at(-1)?.order ?? 0;
    const [id] = await insertRows(strapi, UIDS.recordRule, [{ ...columns(settings), order: last + 1 }]);
    return id ?? 0;
  });
}

export async function updateRecordRule(
  strapi: Strapi,
  id: number,
  settings: RecordRuleSettings,
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.recordRule).update({ where: { id }, data: columns(settings) });
}

export async function deleteRecordRule(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.recordRule).delete({ where: { id } });
}

/** Gives rules their places: those that are named first, the others after them as they were. */
export async function orderRecordRules(strapi: Strapi, documentIds: readonly string[]): Promise<void> {
  await inTransaction(strapi, async () => {
    const rules = await findRecordRules(strapi);
    const place = (rule: RecordRule): number => {
      const position = documentIds.indexOf(rule.documentId);
      return position < 0 ? documentIds.length + rule.order : position;
    };
    const ordered = [...rules].sort((left, right) => place(left) - place(right));
    // A handful of rules, once in a while.
    for (const [position, { id, order }] of ordered.entries())
      if (order !== position + 1)
        await rowsOf<Row>(strapi, UIDS.recordRule).update({ where: { id }, data: { order: position + 1 } });
  });
}
