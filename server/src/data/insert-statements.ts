/**
 * Inserts many rows in few statements. Strapi's own `createMany` does the same with a cuid, a validation and a query
 * builder for each row, which is most of what filing a mail would cost. Lifecycle hooks are not run: our types have none.
 */
import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { compiledStatement } from './compiled-statements';
import { isMySql } from './dialect';
import { newDocumentId } from './document-id';

/** Rows and characters of one statement: more would hold the main thread too long on SQLite (sync-engine §2.3). */
const STATEMENT = { rows: 50, characters: 512 * 1024 } as const;

/** What Strapi knows of a content type, as far as it is used here. */
export interface TableMetadata {
  readonly tableName: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * Inserts rows and returns their ids in the same order.
 * @param rows by attribute names, relations as numeric ids under the attribute's name or the column's
 */
export async function insertInChunks(
  knex: Knex.Transaction,
  metadata: TableMetadata,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<number[]> {
  const columns = columnsOf(metadata);
  const ids: number[] = [];
  for (const values of chunksOf(rows.map((row) => valuesOf(columns, row)))) {
    ids.push(...(await insertChunk(knex, metadata.tableName, columns, values)));
    // SQLite answers at once; whoever else waits for this thread has a turn between two statements.
    await setImmediate();
  }
  return ids;
}

interface Column {
  readonly name: string;
  /** what the row calls it: the attribute, or the raw column of a relation */
  readonly keys: readonly string[];
  readonly isJson: boolean;
  /** where the row says nothing */
  readonly missing: () => unknown;
}

/** What metadata says of an attribute, as far as we use it. */
export interface Attribute {
  readonly type: string;
  readonly columnName?: string;
  readonly default?: unknown;
  readonly owner?: boolean;
  readonly joinColumn?: { readonly name: string };
}

const plans = new WeakMap<object, readonly Column[]>();

function columnsOf(metadata: TableMetadata): readonly Column[] {
  const known = plans.get(metadata);
  if (known !== undefined) return known;
  const attributes = Object.entries(metadata.attributes as Readonly<Record<string, Attribute>>);
  const byName = new Map<string, Column>();
  for (const [key, attribute] of attributes) {
    const name = columnNameOf(key, attribute);
    if (name === undefined || key === 'id') continue;
    // Strapi may know a relation's column by two names; PostgreSQL takes it once.
    const keys = [...(byName.get(name)?.keys ?? []), key, name];
    byName.set(name, { name, keys, isJson: attribute.type === 'json', missing: missingOf(key, attribute) });
  }
  const columns = [...byName.values()];
  plans.set(metadata, columns);
  return columns;
}

/** Only the side that owns a relation has its column. */
export function columnNameOf(key: string, attribute: Attribute): string | undefined {
  if (attribute.type !== 'relation') return attribute.columnName ?? key;
  return attribute.owner === true ? attribute.joinColumn?.name : undefined;
}

function missingOf(key: string, attribute: Attribute): () => unknown {
  if (key === 'documentId') return () => newDocumentId();
  // Strapi writes these in a lifecycle hook.
  if (key === 'createdAt' || key === 'updatedAt') return () => new Date();
  const { default: value } = attribute;
  return typeof value === 'function' ? (value as () => unknown) : () => value ?? null;
}

const valuesOf = (columns: readonly Column[], row: Readonly<Record<string, unknown>>): readonly unknown[] =>
  columns.map(({ keys, isJson, missing }) => {
    const key = keys.find((name) => row[name] !== undefined);
    const value = key === undefined ? missing() : row[key];
    return isJson && typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  });

function* chunksOf(rows: readonly (readonly unknown[])[]): Generator<readonly (readonly unknown[])[]> {
  let chunk: (readonly unknown[])[] = [];
  let characters = 0;
  for (const row of rows) {
    const size = row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);
    if (chunk.length > 0 && (chunk.length >= STATEMENT.rows || characters + size > STATEMENT.characters)) {
      yield chunk;
      chunk = [];
      characters = 0;
    }
    chunk.push(row);
    characters += size;
  }
  if (chunk.length > 0) yield chunk;
}

async function insertChunk(
  knex: Knex.Transaction,
  table: string,
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
): Promise<readonly number[]> {
  const chunk = { names: columns.map(({ name }) => name), rows };
  if (!isMySql(knex)) {
    const one = insertSql(table, { ...chunk, rows: rows.slice(0, 1) }, '"');
    const insertOne = await compiledStatement(knex, one);
    if (insertOne !== null) return rows.map(insertOne);
  }
  const position = columns.findIndex(({ name }) => name === 'document_id');
  const documentIds = rows.map((row) => String(row[position]));
  const inserted = await (isMySql(knex) ? insertAndAsk : insertReturning)(knex, table, {
    ...chunk,
    documentIds,
  });
  // No database promises the order of what it returns.
  const ids = new Map(inserted.map(({ id, document_id: documentId }) => [documentId, Number(id)]));
  return documentIds.map((documentId) => {
    const id = ids.get(documentId);
    if (id === undefined) throw new Error(`A row of ${table} was inserted without an id`);
    return id;
  });
}

interface NewRows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Chunk extends NewRows {
  readonly documentIds: readonly string[];
}

function insertSql(table: string, { names, rows }: NewRows, quote: '"' | '`'): string {
  const quoted = names.map((name) => quote + name + quote).join(', ');
  const one = `(${names.map(() => '?').join(', ')})`;
  return `insert into ${quote}${table}${quote} (${quoted}) values ${rows.map(() => one).join(', ')}`;
}

async function insertReturning(
  knex: Knex.Transaction,
  table: string,
  chunk: Chunk,
): Promise<readonly Returned[]> {
  const sql = `${insertSql(table, chunk, '"')} returning "id", "document_id"`;
  const answer = (await knex.raw(sql, chunk.rows.flat() as never[])) as
    Returned[] | { readonly rows: Returned[] };
  return Array.isArray(answer) ? answer : answer.rows;
}

/** MySQL returns nothing of what it inserts, and promises no ids in a row where several servers write. */
async function insertAndAsk(
  knex: Knex.Transaction,
  table: string,
  chunk: Chunk,
): Promise<readonly Returned[]> {
  await knex.raw(insertSql(table, chunk, '`'), chunk.rows.flat() as never[]);
  return knex(table)
    .whereIn('document_id', [...chunk.documentIds])
    .select('id', 'document_id');
}

interface Returned {
  readonly id: number | string;
  readonly document_id: string;
}
