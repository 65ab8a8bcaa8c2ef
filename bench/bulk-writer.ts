/** Writes rows straight into the tables of a running Mailroom, many a second: taking so many mails in would take hours. */
import { setTimeout as sleep } from 'node:timers/promises';
import knex, { type Knex } from 'knex';

/** By raw column names; moments as Date, JSON as what it says. */
export type BulkRow = Readonly<Record<string, unknown>>;

export interface BulkWriter {
  readonly knex: Knex;
  readonly postgres: boolean;
  /** Keeps a row to be written with others of its table. @throws where the table lacks one of its columns */
  add(table: string, row: BulkRow): Promise<void>;
  /** Writes what was kept. */
  flush(): Promise<void>;
  /** Writes and commits. Now and then: what SQLite has to look up in a log of many gigabytes makes every read slow. */
  commit(): Promise<void>;
  /** Commits, lets the database look at what it holds now, and lets go of it. */
  finish(): Promise<void>;
}

/** Rows that are kept for one statement or one round of a prepared one. */
const KEPT = 1_000;
/** Milliseconds. */
const PAUSE = 500;

/** Nothing waits for the disk, and rows of one table may come before those of another that they refer to. */
const POSTGRES_SETTINGS = ['set synchronous_commit = off', 'set session_replication_role = replica'];
const SQLITE_SETTINGS = [
  'pragma synchronous = off',
  'pragma foreign_keys = off',
  'pragma cache_size = -200000',
];

/** What we use of better-sqlite3. */
interface SqliteDriver {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: unknown[]): unknown };
}

type WriteRows = (table: string, columns: readonly string[], rows: readonly BulkRow[]) => Promise<void>;

/** @param database the SQLite file, or the URL of a PostgreSQL database */
export async function openBulkWriter(database: string): Promise<BulkWriter> {
  const postgres = database.startsWith('postgres');
  const connection = knex({
    ...(postgres
      ? { client: 'pg', connection: database }
      : { client: 'better-sqlite3', connection: { filename: database }, useNullAsDefault: true }),
    pool: { min: 1, max: 1 },
  });
  // One connection, so that what knex says belongs to the transaction that is begun here.
  for (const setting of postgres ? POSTGRES_SETTINGS : SQLITE_SETTINGS) await connection.raw(setting);
  // On SQLite at once: a snapshot of before what Strapi wrote meanwhile could not be written from.
  const begin = postgres ? 'begin' : 'begin immediate';
  await connection.raw(begin);
  const write = postgres ? postgresRows(connection) : await sqliteRows(connection);
  const kept = new Map<string, BulkRow[]>();
  const columns = new Map<string, readonly string[]>();
  const columnsOf = async (table: string, row: BulkRow): Promise<readonly string[]> => {
    const known = columns.get(table);
    if (known !== undefined) return known;
    const there = new Set(Object.keys(await connection(table).columnInfo()));
    const missing = Object.keys(row).filter((column) => !there.has(column));
    if (missing.length > 0) throw new Error(`${table} has no ${missing.join(', ')}`);
    columns.set(table, Object.keys(row));
    return Object.keys(row);
  };
  const writeKept = async (table: string): Promise<void> => {
    const rows = kept.get(table) ?? [];
    const [first] = rows;
    if (first === undefined) return;
    await write(table, await columnsOf(table, first), rows);
    kept.set(table, []);
  };
  const flush = async (): Promise<void> => {
    for (const table of kept.keys()) await writeKept(table);
  };
  return {
    knex: connection,
    postgres,
    async add(table, row) {
      const rows = kept.get(table) ?? [];
      kept.set(table, rows);
      rows.push(row);
      if (rows.length >= KEPT) await writeKept(table);
    },
    flush,
    async commit() {
      await flush();
      await connection.raw('commit');
      if (!postgres) await connection.raw('pragma wal_checkpoint(truncate)');
      await connection.raw(begin);
    },
    async finish() {
      await flush();
      if (postgres) await continueIdentities(connection, [...columns]);
      await connection.raw('commit');
      await connection.raw(postgres ? 'vacuum analyze' : 'select 1');
      await connection.destroy();
      // SQLite is written without a pause: connections that Strapi has closed meanwhile are noticed only now.
      await sleep(PAUSE);
    },
  };
}

/** One parameter holds all rows of a statement. */
const postgresRows =
  (connection: Knex): WriteRows =>
  async (table, columns, rows) => {
    const names = columns.map((column) => `"${column}"`).join(', ');
    await connection.raw(
      `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, ?::json)`,
      [JSON.stringify(rows)],
    );
  };

async function sqliteRows(connection: Knex): Promise<WriteRows> {
  const client = connection.client as {
    acquireConnection(): Promise<SqliteDriver>;
    releaseConnection(driver: SqliteDriver): Promise<void>;
  };
  const driver = await client.acquireConnection();
  await client.releaseConnection(driver);
  return async (table, columns, rows) => {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const statement = driver.prepare(
      `insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows) statement.run(...columns.map((column) => sqliteValue(row[column])));
  };
}

/** As Strapi writes it: SQLite has neither moments nor booleans nor JSON. */
function sqliteValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Ids were said here; the next ones are the database's again. */
async function continueIdentities(
  connection: Knex,
  written: readonly (readonly [string, readonly string[]])[],
): Promise<void> {
  for (const [table, columns] of written)
    if (columns.includes('id'))
      await connection.raw(
        `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
      );
}
