/**
 * Finds records of any content type by what they hold: addresses, numbers, their parents, their labels; one statement
 * a path for a whole batch. A record is its documentId: drafts, published versions and locales are one.
 */
import { setImmediate } from 'node:timers/promises';
import type { RecordReference } from '../domain/record';
import { chunksOf, read, readInChunks, type Strapi } from './database';
import {
  joinPath,
  recordColumn,
  recordPaths,
  recordTable,
  relationPath,
  type RecordPath,
} from './record-paths';

export interface FoundRecord {
  readonly documentId: string;
  /** what was looked for, as it stands in the record */
  readonly value: string;
}

/**
 * Records that hold one of these texts at the end of a path, without regard to case. An index over `lower(column)`
 * serves it (docs/record-links).
 * @param texts lower-cased
 * @param limit records per text
 */
export async function recordsByText(
  strapi: Strapi,
  contentType: string,
  path: string,
  texts: readonly string[],
  limit: number,
): Promise<readonly FoundRecord[]> {
  const found: FoundRecord[] = [];
  for (const way of recordPaths(strapi, contentType, path))
    for (const chunk of chunksOf(texts)) found.push(...(await byText(strapi, way, chunk, limit)));
  return unique(found);
}

async function byText(
  strapi: Strapi,
  way: RecordPath,
  texts: readonly string[],
  limit: number,
): Promise<readonly FoundRecord[]> {
  return read(strapi, async (knex) => {
    const { query, value } = joinPath(strapi, knex, way);
    // A window, so that one address in thousands of records does not take the places of all others.
    query
      .select('base.document_id as documentId', `${value} as value`)
      .select(
        knex.raw('dense_rank() over (partition by lower(??) order by base.document_id) as place', [value]),
      )
      .whereRaw(`lower(??) in (${texts.map(() => '?').join(', ')})`, [value, ...texts]);
    const rows: FoundRecord[] = await knex
      .from(query.as('found'))
      .where('place', '<=', limit)
      .select('documentId', 'value');
    return rows;
  });
}

/** The largest number that PostgreSQL's integer holds; asking for more is an error there. */
const LARGEST_INTEGER = 2_147_483_647;

/**
 * Records whose own field has one of these numbers, as they were written in a mail: compared as text without regard to
 * case where the field is text, as numbers where it is a number.
 */
export async function recordsByNumber(
  strapi: Strapi,
  contentType: string,
  field: string,
  numbers: readonly string[],
  limit: number,
): Promise<readonly FoundRecord[]> {
  const [path] = recordPaths(strapi, contentType, field);
  if (path === undefined) return [];
  if (path.type !== 'integer' && path.type !== 'biginteger')
    return recordsByText(
      strapi,
      contentType,
      field,
      [...new Set(numbers.map((text) => text.toLowerCase()))],
      limit,
    );
  const largest = path.type === 'integer' ? LARGEST_INTEGER : Number.MAX_SAFE_INTEGER;
  const values = [...new Set(numbers.filter((text) => /^\d{1,16}$/.test(text)).map(Number))].filter(
    (value) => value <= largest,
  );
  const found: FoundRecord[] = [];
  for (const chunk of chunksOf(values)) {
    const rows: { documentId: string; value: unknown }[] = await read(strapi, (knex) => {
      const { query, value } = joinPath(strapi, knex, path);
      return query
        .whereIn(value, chunk)
        .select('base.document_id as documentId', `${value} as value`)
        .limit(chunk.length * limit);
    });
    found.push(...rows.map(({ documentId, value }) => ({ documentId, value: String(value) })));
  }
  return unique(found);
}

/** To which records a relation leads: `value` is the documentId of the parent. */
export async function parentsOf(
  strapi: Strapi,
  contentType: string,
  relation: string,
  documentIds: readonly string[],
): Promise<readonly FoundRecord[]> {
  const path = relationPath(strapi, contentType, relation);
  if (path === null) return [];
  const found: FoundRecord[] = [];
  for (const chunk of chunksOf(documentIds)) {
    const rows: FoundRecord[] = await read(strapi, (knex) => {
      const { query, value } = joinPath(strapi, knex, path);
      return query
        .whereIn('base.document_id', chunk)
        .whereNotNull(value)
        .distinct('base.document_id as documentId', `${value} as value`);
    });
    found.push(...rows);
  }
  return unique(found);
}

/** What records are called, by documentId; the published version's words where there is one. */
export async function labelsOf(
  strapi: Strapi,
  contentType: string,
  fields: readonly string[],
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const table = recordTable(strapi, contentType);
  const columns = fields.flatMap((field) => recordColumn(strapi, contentType, field) ?? []);
  const labels = new Map<string, string>();
  if (table === null || columns.length === 0) return labels;
  for (const chunk of chunksOf(documentIds)) {
    const rows: Readonly<Record<string, unknown>>[] = await read(strapi, (knex) =>
      knex(table)
        .whereIn('document_id', chunk)
        .orderByRaw('case when published_at is null then 1 else 0 end')
        .orderBy('id')
        .select('document_id', ...columns),
    );
    for (const row of rows) {
      const id = String(row.document_id);
      const words = columns.map((column) => String(row[column] ?? '').trim()).filter((word) => word !== '');
      if (!labels.has(id) && words.length > 0) labels.set(id, words.join(' '));
    }
    await setImmediate();
  }
  return labels;
}

/** Plain values of one record by field, of the published version where there is one. */
export async function valuesOf(
  strapi: Strapi,
  contentType: string,
  fields: readonly string[],
  documentId: string,
): Promise<ReadonlyMap<string, unknown>> {
  const table = recordTable(strapi, contentType);
  const columns = fields.flatMap((field) => {
    const column = recordColumn(strapi, contentType, field);
    return column === null ? [] : [[field, column] as const];
  });
  if (table === null || columns.length === 0) return new Map();
  const row: Readonly<Record<string, unknown>> | undefined = await read(strapi, (knex) =>
    knex(table)
      .where({ document_id: documentId })
      .orderByRaw('case when published_at is null then 1 else 0 end')
      .orderBy('id')
      .first(columns.map(([, column]) => column)),
  );
  return new Map(columns.map(([field, column]) => [field, row?.[column] ?? null]));
}

/** What one record holds at the end of a path; drafts and translations may hold different texts. */
export async function textsOfRecord(
  strapi: Strapi,
  { contentType, documentId }: RecordReference,
  path: string,
  limit: number,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const way of recordPaths(strapi, contentType, path)) {
    const rows: { value: unknown }[] = await read(strapi, (knex) => {
      const { query, value } = joinPath(strapi, knex, way);
      return query
        .where('base.document_id', documentId)
        .whereNotNull(value)
        .orderBy('base.id')
        .limit(limit)
        .select(`${value} as value`);
    });
    for (const { value } of rows) found.add(String(value));
  }
  return [...found];
}

/** Records that hold what somebody types at the end of one of these paths. */
export async function searchRecords(
  strapi: Strapi,
  contentType: string,
  paths: readonly string[],
  text: string,
  limit: number,
): Promise<readonly string[]> {
  const like = `%${text.toLowerCase().replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  const found = new Set<string>();
  for (const way of paths.flatMap((path) => recordPaths(strapi, contentType, path))) {
    if (found.size >= limit) break;
    const rows: { documentId: string }[] = await read(strapi, (knex) => {
      const { query, value } = joinPath(strapi, knex, way);
      return query
        .whereRaw("lower(??) like ? escape '!'", [value, like])
        .distinct('base.document_id as documentId')
        .limit(limit);
    });
    for (const { documentId } of rows) found.add(documentId);
  }
  return [...found].slice(0, limit);
}

const unique = (found: readonly FoundRecord[]): readonly FoundRecord[] => [
  ...new Map(found.map((record) => [`${record.documentId} ${record.value}`, record])).values(),
];

/** Which of these records of a content type exist, as drafts or published. */
export async function existingRecords(
  strapi: Strapi,
  contentType: string,
  documentIds: readonly string[],
): Promise<readonly string[]> {
  const table = recordTable(strapi, contentType);
  if (table === null) return [];
  const rows = await readInChunks(documentIds, (chunk) =>
    read<{ readonly documentId: string }[]>(strapi, (knex) =>
      knex(table).whereIn('document_id', chunk).distinct('document_id as documentId'),
    ),
  );
  return rows.map(({ documentId }) => documentId);
}
