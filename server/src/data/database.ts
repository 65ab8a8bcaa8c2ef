/**
 * Strapi's database as our repositories use it: typed queries, transactions with mapped errors, and statements that the
 * query engine cannot say. Nothing outside `data/` touches strapi.db or knex.
 */
import { setImmediate } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { withoutContent } from './errors';
import { insertInChunks, newDocumentId } from './insert-statements';
import type { Uid } from './uids';

export type Strapi = Core.Strapi;

/** A row as a repository writes it: attribute names, relations as numeric ids. */
export type NewRow = Readonly<Record<string, unknown>>;

interface Query<Row> {
  readonly select?: readonly string[];
  readonly where?: object;
  readonly populate?: object | readonly string[];
  readonly orderBy?: object | readonly object[];
  readonly limit?: number;
  readonly offset?: number;
  readonly data?: NewRow;
  readonly row?: Row;
}

interface Repository<Row> {
  findOne(query: Query<Row>): Promise<Row | null>;
  findMany(query: Query<Row>): Promise<Row[]>;
  count(query: Query<Row>): Promise<number>;
  create(query: Query<Row>): Promise<Row>;
  update(query: Query<Row>): Promise<Row | null>;
  updateMany(query: Query<Row>): Promise<{ count: number }>;
  delete(query: Query<Row>): Promise<Row | null>;
  deleteMany(query: Query<Row>): Promise<{ count: number }>;
}

/**
 * The query engine of one content type, with rows of the given shape. In `updateMany` and `deleteMany` relations are
 * named by their column (`case_id`): the engine cannot join there.
 */
export function rowsOf<Row>(strapi: Strapi, uid: Uid): Repository<Row> {
  const repository = strapi.db.query(uid) as unknown as Repository<Row>;
  const mapped =
    <Result>(run: (query: Query<Row>) => Promise<Result>) =>
    (query: Query<Row>) =>
      run(query).catch((error) => Promise.reject(withoutContent(error)));
  return {
    findOne: mapped((query) => repository.findOne(query)),
    findMany: mapped((query) => repository.findMany(query)),
    count: mapped((query) => repository.count(query)),
    create: mapped((query) => repository.create(query)),
    update: mapped((query) => repository.update(query)),
    updateMany: mapped((query) => repository.updateMany(query)),
    delete: mapped((query) => repository.delete(query)),
    deleteMany: mapped((query) => repository.deleteMany(query)),
  };
}

/**
 * Rows of one statement: larger statements hold the main thread too long on SQLite (sync-engine §2.3), which answers at
 * once; whoever else waits for the thread has a turn between two.
 */
const ROWS_PER_STATEMENT = 50;

/**
 * Inserts rows in few statements and returns their ids in the same order. Inside `inTransaction` it joins it. Lifecycle
 * hooks are not run: our types have none.
 * @throws DataError
 */
export async function insertRows(strapi: Strapi, uid: Uid, rows: readonly NewRow[]): Promise<number[]> {
  if (rows.length === 0) return [];
  // MySQL cannot say which rows it has inserted; there Strapi does it.
  if (strapi.db.dialect.client === 'mysql') {
    const { ids } = await strapi.db
      .query(uid)
      .createMany({ data: [...rows] })
      .catch((error: unknown) => Promise.reject(withoutContent(error)));
    return ids.map(Number);
  }
  return inTransaction(strapi, ({ knex }) => insertInChunks(knex, strapi.db.metadata.get(uid), rows));
}

/** Values that one statement asks for: databases bound them (SQLite 32,766), and one mail may name ten thousand addresses. */
const VALUES_PER_STATEMENT = 500;

/** Values in parts, each small enough for one statement. */
export function* chunksOf<Value>(values: readonly Value[]): Generator<Value[]> {
  for (let start = 0; start < values.length; start += VALUES_PER_STATEMENT)
    yield values.slice(start, start + VALUES_PER_STATEMENT);
}

/** The rows of all parts, in their order. */
export async function readInChunks<Value, Row>(
  values: readonly Value[],
  readChunk: (chunk: Value[]) => PromiseLike<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const chunk of chunksOf(values)) for (const row of await readChunk(chunk)) rows.push(row);
  return rows;
}

/** Where raw statements go: the database, or the transaction that is open. */
export interface Connection {
  readonly knex: Knex;
  /** raw table name of a content type */
  table(uid: Uid): string;
}

/** The database outside of any transaction. */
export const connectionOf = (strapi: Strapi): Connection => ({
  knex: strapi.db.connection as unknown as Knex,
  table: (uid) => tableOf(strapi, uid),
});

/**
 * Inserts what is not there yet, by a unique column or several; what is there stays as it is.
 * @param rows by raw column names
 * @throws DataError
 */
export async function insertMissing(
  { knex, table }: Connection,
  uid: Uid,
  rows: readonly NewRow[],
  uniqueColumns: string | readonly string[],
): Promise<void> {
  const now = new Date();
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    // What Strapi's engine would add to a row of its own.
    const chunk = rows
      .slice(start, start + ROWS_PER_STATEMENT)
      .map((row) => ({ ...row, document_id: newDocumentId(), created_at: now, updated_at: now }));
    await knex(table(uid))
      .insert(chunk)
      .onConflict(uniqueColumns as string)
      .ignore()
      .catch((error: unknown) => Promise.reject(withoutContent(error)));
    await setImmediate();
  }
}

export interface Transaction extends Connection {
  readonly knex: Knex.Transaction;
}

/**
 * Runs everything in one transaction; what `rowsOf` and `insertRows` do inside joins it.
 * Raw statements must use the given knex: SQLite has one connection, and it is this one's.
 * @throws DataError in place of driver errors
 */
export async function inTransaction<Result>(
  strapi: Strapi,
  run: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return (await strapi.db.transaction(async ({ trx }) =>
      run({ knex: trx as Knex.Transaction, table: (uid) => tableOf(strapi, uid) }),
    )) as Result;
  } catch (error) {
    throw withoutContent(error);
  }
}

/** Raw reads. Inside a transaction they join it: SQLite has one connection, and waiting for a second would be for ever. */
export async function read<Result>(
  strapi: Strapi,
  run: (knex: Knex, table: (uid: Uid) => string) => Promise<Result>,
): Promise<Result> {
  if (strapi.db.inTransaction()) return inTransaction(strapi, ({ knex, table }) => run(knex, table));
  const { knex, table } = connectionOf(strapi);
  return run(knex, table).catch((error) => Promise.reject(withoutContent(error)));
}

export function tableOf(strapi: Strapi, uid: Uid): string {
  return strapi.db.metadata.get(uid).tableName;
}

/**
 * Writes different values into many rows with one statement a chunk. Every row must exist; `id` decides which.
 * @param rows raw column names, `id` among them
 */
export async function updateRows(
  { knex, table }: Transaction,
  uid: Uid,
  rows: readonly (Readonly<Record<string, unknown>> & { readonly id: number })[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_PER_STATEMENT);
    const columns = Object.keys(chunk[0] ?? {}).filter((column) => column !== 'id');
    await knex(table(uid))
      .insert(chunk as never)
      .onConflict('id')
      .merge(columns as never);
    await setImmediate();
  }
}

/** A stored moment: drivers give ISO text, milliseconds or a Date. */
export function toDate(value: unknown): Date | null {
  if (value === null || value === undefined) return null;
  const date = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? null : date;
}
