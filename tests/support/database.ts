/**
 * A look into the SQLite file of a test's Strapi, for what no route tells: how many rows there really are. It writes
 * one thing only: time, which a test cannot wait for.
 */
import knex, { type Knex } from 'knex';

type Row = Readonly<Record<string, unknown>>;

async function withDatabase<T>(
  file: string,
  readonly: boolean,
  use: (database: Knex) => Promise<T>,
): Promise<T> {
  const database = knex({
    client: 'better-sqlite3',
    connection: { filename: file, options: { readonly } },
    useNullAsDefault: true,
  });
  try {
    return await use(database);
  } finally {
    await database.destroy();
  }
}

/** The rows of one statement. */
export function readRows<T extends Row>(
  file: string,
  sql: string,
  values: readonly string[] = [],
): Promise<T[]> {
  return withDatabase(file, true, async (database) => (await database.raw(sql, [...values])) as T[]);
}

/** How many rows each of our tables has, by table. */
export function countRows(file: string): Promise<Readonly<Record<string, number>>> {
  return withDatabase(file, true, async (database) => {
    const tables = await database<{ name: string }>('sqlite_master')
      .where('type', 'table')
      .andWhereLike('name', 'mailroom_%')
      .orderBy('name')
      .pluck('name');
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const [row] = await database(table).count<{ total: number }[]>({ total: '*' });
      counts[table] = Number(row?.total);
    }
    return counts;
  });
}

/** Makes every mail that waits for its next attempt due now. */
export function letTimePassForQueuedMail(file: string): Promise<number> {
  return withDatabase(file, false, (database) =>
    database('mailroom_emails')
      .where('state', 'queued')
      .update({ next_attempt_at: Date.now() - 1000 }),
  );
}
