/**
 * Strapi's database as our repositories use it: typed queries, transactions with mapped errors, and statements that the
 * query engine cannot say. Nothing outside `data/` touches strapi.db or knex.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { compiledStatement, type RunStatement } from './compiled-statements';
import { isMySql } from './dialect';
import { isGivenUp, withoutContent } from './errors';
import { newDocumentId } from './document-id';
import { insertInChunks } from './insert-statements';
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
 * @param rows by raw column names, all of one shape
 * @throws DataError
 */
export async function insertMissing(
  { knex, table }: Connection,
  uid: Uid,
  rows: readonly NewRow[],
  uniqueColumns: string | readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const now = new Date();
  const unique = typeof uniqueColumns === 'string' ? [uniqueColumns] : uniqueColumns;
  // What Strapi's engine would add to a row of its own.
  const completed = rows.map((row) => ({
    ...row,
    document_id: newDocumentId(),
    created_at: now,
    updated_at: now,
  }));
  try {
    const each = await compiledStatement(
      knex,
      insertOf(table(uid), completed[0], `(${quoted(unique)}) do nothing`),
    );
    await inParts(each === null ? inOrderOf(completed, unique) : completed, {
      each,
      together: async (part) => {
        const inserting = knex(table(uid))
          .insert([...part])
          .onConflict(unique as string[]);
        // `insert ignore` of MySQL would also cut what is too long, and say nothing.
        await (isMySql(knex) ? inserting.merge({ id: knex.ref('id') }) : inserting.ignore());
      },
    });
  } catch (error) {
    throw withoutContent(error);
  }
}

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');

/** A statement for one row, on which SQLite and PostgreSQL agree. @param conflict what to do about which columns */
function insertOf(table: string, row: NewRow = {}, conflict: string): string {
  const columns = Object.keys(row);
  return `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(', ')}) on conflict ${conflict}`;
}

/** Writes rows of one shape: each for itself by a compiled statement where there is one, or some by one. */
async function inParts<Row extends NewRow>(
  rows: readonly Row[],
  write: { readonly each: RunStatement | null; together(part: readonly Row[]): Promise<void> },
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + ROWS_PER_STATEMENT);
    if (write.each === null) await write.together(part);
    else for (const row of part) write.each(columns.map((column) => row[column]));
    await setImmediate();
  }
}

/**
 * MySQL locks the rows that are there, and PostgreSQL waits for whoever is inserting the same: in one order everywhere, so that two
 * transactions do not wait for each other. SQLite has one at a time.
 */
function inOrderOf<Row extends NewRow>(rows: readonly Row[], columns: readonly string[]): readonly Row[] {
  const valueOf = (row: Row, column: string): string | number => row[column] as string | number;
  return [...rows].sort((left, right) => {
    const differing = columns.find((column) => valueOf(left, column) !== valueOf(right, column));
    if (differing === undefined) return 0;
    return valueOf(left, differing) < valueOf(right, differing) ? -1 : 1;
  });
}

export interface Transaction extends Connection {
  readonly knex: Knex.Transaction;
}

/** Times that a transaction is begun, the first among them, while databases choose it to end a deadlock. */
const BEGINNINGS = 4;
/** Milliseconds that it waits at most before the second beginning; twice as many before each further one. */
const STEP_ASIDE = 40;

/**
 * Runs everything in one transaction; what `rowsOf` and `insertRows` do inside joins it.
 * Raw statements must use the given knex: SQLite has one connection, and it is this one's.
 * @param run called anew where the database gave the transaction up for another one: it changes nothing outside of it
 * @throws DataError in place of driver errors
 */
export async function inTransaction<Result>(
  strapi: Strapi,
  run: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  // What joins a transaction falls with it, and only the whole can begin anew.
  const beginnings = strapi.db.inTransaction() ? 1 : BEGINNINGS;
  for (let beginning = 1; ; beginning += 1) {
    try {
      return (await databaseOf(strapi).transaction(async ({ trx }) =>
        run({ knex: trx as Knex.Transaction, table: (uid) => tableOf(strapi, uid) }),
      )) as Result;
    } catch (error) {
      if (beginning === beginnings || !isGivenUp(error)) throw withoutContent(error);
      // At random, so that the two do not meet again.
      await setTimeout(Math.random() * STEP_ASIDE * 2 ** (beginning - 1));
    }
  }
}

/**
 * MySQL would show a transaction what was there when it first looked, although it has waited for a lock since; PostgreSQL shows
 * what is there. We are written for the latter. Strapi's transactions cannot be told so, but its connection can.
 */
function databaseOf(strapi: Strapi): Strapi['db'] {
  const { db } = strapi;
  if (!isMySql(connectionOf(strapi).knex) || db.inTransaction()) return db;
  const transaction = () => db.connection.transaction(undefined, { isolationLevel: 'read committed' });
  return Object.create(db, { connection: { value: { transaction } } }) as Strapi['db'];
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

/** Which database it is; MariaDB is `mysql` too. */
export const databaseKind = (strapi: Strapi): 'sqlite' | 'postgres' | 'mysql' =>
  strapi.db.dialect.client as 'sqlite' | 'postgres' | 'mysql';

export function tableOf(strapi: Strapi, uid: Uid): string {
  return strapi.db.metadata.get(uid).tableName;
}

/**
 * Writes different values into many rows with few statements. Every row must exist; `id` decides which.
 * @param rows raw column names, `id` among them; all of one shape
 */
export async function updateRows(
  { knex, table }: Transaction,
  uid: Uid,
  rows: readonly (Readonly<Record<string, unknown>> & { readonly id: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  const changes = `("id") do update set ${columns.map((column) => `"${column}" = excluded."${column}"`).join(', ')}`;
  await inParts(rows, {
    each: await compiledStatement(knex, insertOf(table(uid), rows[0], changes)),
    together: async (part) => {
      await knex(table(uid))
        .insert(part as never)
        .onConflict('id')
        .merge(columns as never);
    },
  });
}

/** A stored moment: drivers give ISO text, milliseconds or a Date. */
export function toDate(value: unknown): Date | null {
  if (value === null || value === undefined) return null;
  const date = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? null : date;
}
