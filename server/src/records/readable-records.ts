/**
 * Which records a user may read, by Strapi's own permissions of the content manager with their conditions, and what
 * they are called now. A link to a record that is gone, or that the user may not read, is not shown.
 */
import { recordKey, type RecordReference } from '../domain/record';
import type { RecordRule } from '../domain/record-rule';
import type { Strapi } from '../data/database';
import { recordLabels } from './record-parents';

/** Strapi's ability of a user, as requests carry it. */
export type UserAbility = object;

interface PermissionChecker {
  readonly can: { read(entity?: unknown, field?: string): boolean };
  sanitizeOutput(entity: object): Promise<Readonly<Record<string, unknown>>>;
  readonly sanitizedQuery: { read(query: object): Promise<Readonly<Record<string, unknown>>> };
}

interface CheckerService {
  create(options: { readonly userAbility: UserAbility; readonly model: string }): PermissionChecker;
}

interface Documents {
  findMany(query: object): Promise<readonly ({ readonly documentId: string } & object)[]>;
}

const checkerOf = (strapi: Strapi, ability: UserAbility, model: string): PermissionChecker =>
  (strapi.plugin('content-manager').service('permission-checker') as CheckerService).create({
    userAbility: ability,
    model,
  });

/** Whether the user may read any record of a type. */
export const mayReadType = (strapi: Strapi, ability: UserAbility, contentType: string): boolean =>
  contentType in strapi.contentTypes && checkerOf(strapi, ability, contentType).can.read();

/** Whether the user may read a field of a type; `field` as roles name it, `address.email` in a component. */
export const mayReadField = (
  strapi: Strapi,
  ability: UserAbility,
  contentType: string,
  field: string,
): boolean => checkerOf(strapi, ability, contentType).can.read(undefined, field);

/**
 * Those of the records that exist and that the user may read, with their labels, by `recordKey`; one query a type.
 * @param rules whose label fields name the records
 */
export async function readableRecords(
  strapi: Strapi,
  ability: UserAbility,
  records: readonly RecordReference[],
  rules: readonly RecordRule[],
): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, Set<string>>();
  for (const { contentType, documentId } of records)
    types.set(contentType, (types.get(contentType) ?? new Set()).add(documentId));
  const readable: RecordReference[] = [];
  for (const [contentType, documentIds] of types)
    for (const documentId of await readableOfType(strapi, ability, contentType, [...documentIds]))
      readable.push({ contentType, documentId });
  const labels = await recordLabels(strapi, rules, readable, (contentType, field) =>
    checkerOf(strapi, ability, contentType).can.read(undefined, field),
  );
  return new Map(
    readable.map((record) => [recordKey(record), labels.get(recordKey(record)) ?? record.documentId]),
  );
}

async function readableOfType(
  strapi: Strapi,
  ability: UserAbility,
  contentType: string,
  documentIds: readonly string[],
): Promise<readonly string[]> {
  if (!mayReadType(strapi, ability, contentType)) return [];
  // Made without our own filter: Strapi would take it away from who may not read that field.
  const permitted = await checkerOf(strapi, ability, contentType).sanitizedQuery.read({});
  const documents = strapi.documents(contentType as never) as unknown as Documents;
  const found = await documents.findMany({
    fields: ['documentId'],
    filters: { $and: [permitted.filters ?? {}, { documentId: { $in: documentIds } }] },
    status: 'draft',
    locale: '*',
    limit: documentIds.length * LOCALES,
  });
  return [...new Set(found.map(({ documentId }) => documentId))];
}

/** A document has a row for each of its locales. */
const LOCALES = 20;

/** What a field holds, for showing. */
export interface ReadableField {
  readonly name: string;
  readonly type: string;
  readonly value: string | number | boolean | null;
}

/** Types of attributes that one line can show. */
const SHOWN_TYPES: ReadonlySet<string> = new Set([
  ...['string', 'text', 'email', 'uid', 'enumeration', 'boolean'],
  ...['integer', 'biginteger', 'float', 'decimal', 'date', 'time', 'datetime'],
]);
/** Strapi's own, which say nothing of the record. */
const STAMPS: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'publishedAt', 'locale']);
/** Letters of one value: a text is named here, not read. */
const LONGEST_VALUE = 300;

/**
 * The fields of a record that a line can show and that the user may read, in the order of the content type. Whether the user may
 * read the record is asked before.
 */
export async function readableFields(
  strapi: Strapi,
  ability: UserAbility,
  { contentType, documentId }: RecordReference,
): Promise<readonly ReadableField[]> {
  const type = strapi.contentTypes[contentType as never] as
    | { readonly attributes: Readonly<Record<string, { readonly type: string; readonly private?: boolean }>> }
    | undefined;
  const documents = strapi.documents(contentType as never) as unknown as Documents;
  const [found] = await documents.findMany({
    filters: { documentId },
    status: 'draft',
    locale: '*',
    limit: 1,
  });
  if (type === undefined || found === undefined) return [];
  const shown = await checkerOf(strapi, ability, contentType).sanitizeOutput(found);
  return Object.entries(type.attributes)
    .filter(
      ([name, attribute]) =>
        SHOWN_TYPES.has(attribute.type) && !STAMPS.has(name) && attribute.private !== true && name in shown,
    )
    .map(([name, attribute]) => ({ name, type: attribute.type, value: valueOf(shown[name]) }));
}

function valueOf(value: unknown): ReadableField['value'] {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_VALUE) : null;
}
