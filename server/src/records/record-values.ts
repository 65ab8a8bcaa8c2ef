/**
 * What templates may say of a record: the plain fields that a user may read, and what the record is called. Secrets,
 * private fields, relations and whatever is not one value have no place in mail.
 */
import type { Strapi } from '../data/database';
import { valuesOf } from '../data/record-lookup';
import { findRecordRules } from '../data/record-rules';
import { recordKey, type RecordReference } from '../domain/record';
import type { TemplateRecord } from '../domain/template';
import { mayReadField, readableRecords, type UserAbility } from './readable-records';

interface Attribute {
  readonly type: string;
  readonly private?: boolean;
}
interface Schema {
  readonly info: { readonly singularName?: string };
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const PLAIN: readonly string[] = [
  'string',
  'text',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'date',
  'datetime',
];
const TECHNICAL: readonly string[] = ['documentId', 'locale', 'createdAt', 'updatedAt', 'publishedAt'];

/** What a record is called, beside its own fields. */
const LABEL = 'label';

const schemaOf = (strapi: Strapi, contentType: string): Schema | undefined =>
  (strapi.contentTypes as unknown as Readonly<Record<string, Schema | undefined>>)[contentType];

/** By which name placeholders speak of a content type, as `contact`. */
export const singularNameOf = (strapi: Strapi, contentType: string): string =>
  schemaOf(strapi, contentType)?.info.singularName ?? contentType;

/** Fields of a type that may stand in mail. */
function plainFields(strapi: Strapi, contentType: string): readonly string[] {
  return Object.entries(schemaOf(strapi, contentType)?.attributes ?? {})
    .filter(
      ([name, { type, private: hidden }]) =>
        PLAIN.includes(type) && hidden !== true && !TECHNICAL.includes(name),
    )
    .map(([name]) => name);
}

/** Those that the user may read, and `label`. */
export const readableFields = (
  strapi: Strapi,
  ability: UserAbility,
  contentType: string,
): readonly string[] => [
  LABEL,
  ...plainFields(strapi, contentType).filter((field) => mayReadField(strapi, ability, contentType, field)),
];

/**
 * Values of those of the records that the user may read, in the same order.
 * @param dateInWords how days and moments are written
 */
export async function recordsForTemplate(
  strapi: Strapi,
  ability: UserAbility,
  records: readonly RecordReference[],
  dateInWords: (at: Date, withTime: boolean) => string,
): Promise<readonly TemplateRecord[]> {
  const labels = await readableRecords(strapi, ability, records, await findRecordRules(strapi));
  const readable = records.filter((record) => labels.has(recordKey(record)));
  return Promise.all(
    readable.map(async ({ contentType, documentId }): Promise<TemplateRecord> => {
      const names = readableFields(strapi, ability, contentType).filter((name) => name !== LABEL);
      const types = schemaOf(strapi, contentType)?.attributes ?? {};
      const stored = await valuesOf(strapi, contentType, names, documentId);
      const fields = names.map(
        (name) => [name, inWords(stored.get(name), types[name]?.type ?? '', dateInWords)] as const,
      );
      return {
        singularName: singularNameOf(strapi, contentType),
        fields: new Map([...fields, [LABEL, labels.get(recordKey({ contentType, documentId })) ?? null]]),
      };
    }),
  );
}

function inWords(
  value: unknown,
  type: string,
  dateInWords: (at: Date, withTime: boolean) => string,
): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'date' || type === 'datetime') {
    // A day has no zone: at noon it is the same day nearly everywhere.
    const day = /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? `${String(value)}T12:00:00` : value;
    const at = new Date(day as string | number | Date);
    return Number.isNaN(at.getTime()) ? null : dateInWords(at, type === 'datetime');
  }
  return String(value);
}
