/**
 * Statements that SQLite compiles once and runs for each row. To write many rows by one statement it would have to read that
 * statement anew each time, a question mark for every value, which costs as much as writing them. Other databases are far
 * away from their rows: there one statement for many is better.
 */
import type { Knex } from 'knex';

/** Runs the statement with these values. @returns the id of a row that it has inserted */
export type RunStatement = (values: readonly unknown[]) => number;

interface SqliteStatement {
  run(values: readonly unknown[]): { readonly lastInsertRowid: number | bigint };
}
interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
}

/** By connection, then by their text: there are a few for each table. */
const compiled = new WeakMap<SqliteConnection, Map<string, SqliteStatement>>();

/**
 * @param sql the same text whatever the values are
 * @returns null where the database is another one, or no transaction is open: then knex is to be asked
 */
export async function compiledStatement(knex: Knex, sql: string): Promise<RunStatement | null> {
  const { client } = knex;
  if (!isTransaction(knex) || client.driverName !== 'better-sqlite3') return null;
  // In a transaction it is always the same one, and never given back.
  const connection = (await client.acquireConnection()) as SqliteConnection;
  const statement = statementOf(connection, sql);
  return (values) => {
    // As knex: what is late must not be written outside.
    if (knex.isCompleted()) throw new Error('The transaction of this statement has ended');
    return Number(statement.run(values.map(bound)).lastInsertRowid);
  };
}

const isTransaction = (knex: Knex): knex is Knex.Transaction => knex.isTransaction === true;

function statementOf(connection: SqliteConnection, sql: string): SqliteStatement {
  const known = compiled.get(connection) ?? new Map<string, SqliteStatement>();
  compiled.set(connection, known);
  const statement = known.get(sql) ?? connection.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** As knex gives values to SQLite, which has neither dates nor booleans. */
function bound(value: unknown): unknown {
  if (value instanceof Date) return value.valueOf();
  if (typeof value === 'boolean') return Number(value);
  return value ?? null;
}
