/**
 * A look into the database of a test's Strapi, for what no route tells: how many rows there really are. It writes
 * little only: what a test cannot wait for or no route changes, such as time, holes, what a process leaves behind that
 * ended, and what an earlier version or a huge mail would leave. A database is named by its SQLite file or its URL.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import { isMariaDbUrl, isPostgresUrl } from './test-database';

type Row = Readonly<Record<string, unknown>>;

/** Names in quotes mean there what they mean everywhere else. */
const QUOTES = "SET SESSION sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')";

/** A connection to a database of any kind. */
export function connect(database: string, readonly: boolean): Knex {
  if (isPostgresUrl(database)) return knex({ client: 'pg', connection: database, pool: { min: 0, max: 1 } });
  if (isMariaDbUrl(database))
    return knex({
      client: 'mysql2',
      connection: database,
      pool: {
        min: 0,
        max: 1,
        afterCreate: (opened: MariaDbConnection, done: (error: Error | null, opened: unknown) => void) =>
          opened.query(QUOTES, (error) => done(error, opened)),
      },
    });
  return knex({
    client: 'better-sqlite3',
    connection: { filename: database, options: { readonly } },
    useNullAsDefault: true,
  });
}

interface MariaDbConnection {
  query(sql: string, done: (error: Error | null) => void): void;
}

async function withDatabase<T>(
  database: string,
  readonly: boolean,
  use: (connection: Knex) => Promise<T>,
): Promise<T> {
  const connection = connect(database, readonly);
  try {
    return await use(connection);
  } finally {
    await connection.destroy();
  }
}

/** The rows of one statement. Names with capitals want quotes, or PostgreSQL makes them small. */
export function readRows<T extends Row>(
  database: string,
  sql: string,
  values: readonly string[] = [],
): Promise<T[]> {
  return withDatabase(database, true, async (connection) => {
    const result: unknown = await connection.raw(sql, [...values]);
    if (isPostgresUrl(database)) return (result as { rows: T[] }).rows;
    return isMariaDbUrl(database) ? (result as [T[]])[0] : (result as T[]);
  });
}

function tableNames(database: string, connection: Knex): Knex.QueryBuilder {
  if (isPostgresUrl(database))
    return connection('information_schema.tables').where('table_schema', 'public').pluck('table_name');
  if (isMariaDbUrl(database))
    return connection('information_schema.tables')
      .where('table_schema', connection.raw('database()'))
      .pluck('table_name');
  return connection('sqlite_master').where('type', 'table').pluck('name');
}

/** Names of the tables of Mailroom. */
export async function ourTables(database: string, connection: Knex): Promise<string[]> {
  return ((await tableNames(database, connection)) as string[])
    .filter((name) => name.startsWith('mailroom_'))
    .sort();
}

/** Where FTS5 keeps its words and their counts until it merges them; what can be found is counted by its `_docsize`. */
const SEARCH_SEGMENTS = /_search_\w+_(data|idx|words)$/;

/** How many rows each of our tables has, by table. */
export function countRows(database: string): Promise<Readonly<Record<string, number>>> {
  return withDatabase(database, true, async (connection) => {
    const counts: Record<string, number> = {};
    for (const table of await ourTables(database, connection)) {
      if (SEARCH_SEGMENTS.test(table)) continue;
      const [row] = await connection(table).count<{ total: number }[]>({ total: '*' });
      counts[table] = Number(row?.total);
    }
    return counts;
  });
}

/** What tasks on a clock write, whatever is asked meanwhile. */
const WRITTEN_BY_TASKS = ['mailroom_job_leases', 'mailroom_changes', 'mailroom_file_texts'];

/** The same without tables that change by themselves. */
export async function countStoredRows(database: string): Promise<Readonly<Record<string, number>>> {
  const rows = Object.entries(await countRows(database));
  return Object.fromEntries(rows.filter(([table]) => !WRITTEN_BY_TASKS.includes(table)));
}

/** Makes every mail that waits for its next attempt due now. */
export function letTimePassForQueuedMail(database: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_emails')
      .where('state', 'queued')
      .update({ next_attempt_at: new Date(Date.now() - 1000) }),
  );
}

/** As if news that waits to be mailed had come a minute ago: nothing has come since. */
export function letTimePassForNews(database: string): Promise<number> {
  const earlier = new Date(Date.now() - 60_000);
  return withDatabase(database, false, (connection) =>
    connection('mailroom_notifications')
      .where('mail_state', 'pending')
      .update({ at: earlier, mail_due_at: earlier }),
  );
}

/** Makes every mail for which the Sent folder is to be looked at again due now. */
export function letTimePassForSentCopies(database: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_emails')
      .where('sent_copy', 'pending')
      .update({ sent_copy_next_at: new Date(Date.now() - 1000) }),
  );
}

/** What a process leaves that dies after it has put a copy into the Sent folder, and before it has noted so. */
export function forgetSentCopy(database: string, documentId: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_emails')
      .where('document_id', documentId)
      .update({ sent_copy: 'pending', sent_copy_next_at: null }),
  );
}

/** As if a mail had been sent three days ago. */
export function letDaysPassSince(database: string, documentId: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_emails')
      .where('document_id', documentId)
      .update({ sent_at: new Date(Date.now() - 3 * 24 * 60 * 60 * 1000) }),
  );
}

/** Stores a row as an earlier version, or a screen that is not there yet, would have. @returns its id */
export function addRow(database: string, table: string, row: Row): Promise<number> {
  return withDatabase(database, false, async (connection) => {
    return (await insertInto(database, connection(table), [row]))[0] ?? 0;
  });
}

/** Stores many rows as an earlier version would have. @returns their ids in the same order */
export function addRows(database: string, table: string, rows: readonly Row[]): Promise<number[]> {
  return withDatabase(database, false, async (connection) => {
    const ids: number[] = [];
    for (let start = 0; start < rows.length; start += 50)
      ids.push(...(await insertInto(database, connection(table), rows.slice(start, start + 50))));
    return ids;
  });
}

async function insertInto(
  database: string,
  table: Knex.QueryBuilder,
  rows: readonly Row[],
): Promise<readonly number[]> {
  if (isMariaDbUrl(database)) {
    // It tells the first of them; those of one statement follow each other.
    const [first] = (await table.insert(rows)) as number[];
    return rows.map((_row, index) => Number(first) + index);
  }
  const added = (await table.insert(rows).returning('id')) as { readonly id: number | string }[];
  return added.map(({ id }) => Number(id));
}

/** Leaves the note of a process that ended `count` times while it read these uids of the newest folder. */
export function leaveAttempt(
  database: string,
  attempt: { readonly first: number; readonly last: number; readonly count: number },
): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_folder_cursors').whereIn('id', newest(connection)).update({
      attempt_first_uid: attempt.first,
      attempt_last_uid: attempt.last,
      attempts: attempt.count,
    }),
  );
}

const newest = (connection: Knex) => connection('mailroom_folder_cursors').max('id');

/** Leaves a permission in the note of what roles allow, as a version with other actions would have. */
export function noteAsEarlierVersion(
  database: string,
  permission: { readonly action: string; readonly conditions: readonly string[]; readonly roleId: number },
): Promise<void> {
  return withDatabase(database, false, async (connection) => {
    const note = connection('strapi_core_store_settings').where({
      key: 'plugin_mailroom_granted-permissions',
    });
    const row = (await note.clone().first('value')) as { readonly value: string };
    await note.update({ value: JSON.stringify([...(JSON.parse(row.value) as unknown[]), permission]) });
  });
}

/** A moment as a raw statement takes it: SQLite stores milliseconds. */
export const storedMoment = (database: string, moment: Date): Date | number =>
  isPostgresUrl(database) || isMariaDbUrl(database) ? moment : moment.getTime();

/** Changes what no route changes: a test's way to make a hole. */
export function changeRows(
  database: string,
  sql: string,
  values: readonly (string | number | Date)[],
): Promise<void> {
  return withDatabase(database, false, async (connection) => {
    await connection.raw(sql, [...values]);
  });
}

/** Makes stored attachments of this name files that were left on the server, as body part `part` of their mail. */
export function leaveFilesOnServer(database: string, name: string, part: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_attachments').where({ name }).update({ sha_256: null, part }),
  );
}

/** Makes quarantined mail that of another version of Mailroom. */
export function pretendQuarantinedBy(database: string, version: string): Promise<number> {
  return withDatabase(database, false, (connection) =>
    connection('mailroom_message_locations')
      .where({ outcome: 'quarantined' })
      .update({ decided_by: version }),
  );
}

const REFUSED = 'SELECT id FROM mailroom_emails WHERE subject = :subject';
const REFUSAL = 'mailroom_test_refusal';

/** Statements that make the database refuse the stream entry of a mail, after its case and itself were written. */
function refusal(database: string): { readonly start: readonly string[]; readonly end: readonly string[] } {
  const trigger = `CREATE TRIGGER ${REFUSAL} BEFORE INSERT ON mailroom_case_events`;
  if (isMariaDbUrl(database)) {
    const signal = "SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = 'refused by a test'";
    return {
      start: [`${trigger} FOR EACH ROW IF NEW.email_id IN (${REFUSED}) THEN ${signal}; END IF`],
      end: [`DROP TRIGGER ${REFUSAL}`],
    };
  }
  if (!isPostgresUrl(database)) {
    const abort = "BEGIN SELECT RAISE(ABORT, 'refused by a test'); END";
    return {
      start: [`${trigger} WHEN NEW.email_id IN (${REFUSED}) ${abort}`],
      end: [`DROP TRIGGER ${REFUSAL}`],
    };
  }
  const raise = "RAISE EXCEPTION 'refused by a test' USING ERRCODE = 'check_violation'";
  const body = `BEGIN IF NEW.email_id IN (${REFUSED}) THEN ${raise}; END IF; RETURN NEW; END`;
  return {
    start: [
      `CREATE FUNCTION ${REFUSAL}() RETURNS trigger LANGUAGE plpgsql AS $$ ${body} $$`,
      `${trigger} FOR EACH ROW EXECUTE FUNCTION ${REFUSAL}()`,
    ],
    end: [`DROP FUNCTION ${REFUSAL} CASCADE`],
  };
}

/** Runs something while the database refuses the mail with this subject, late in the transaction that files it. */
export async function whileRefusing<T>(database: string, subject: string, run: () => Promise<T>): Promise<T> {
  const { start, end } = refusal(database);
  const execute = (statements: readonly string[]) =>
    withDatabase(database, false, async (connection) => {
      for (const statement of statements)
        await connection.raw(statement.replace(':subject', `'${subject.replaceAll("'", "''")}'`));
    });
  await execute(start);
  try {
    return await run();
  } finally {
    await execute(end);
  }
}

const DELAY = 'mailroom_test_delay';
/** Counting so far takes SQLite some seconds; whoever waits for it is killed long before. */
const COUNTED_TO = 200_000_000;

/**
 * Runs something while whoever moves the source of the mail with this subject to another place gets no further. It is to end with
 * that process: others wait for what a transaction holds that was cut off.
 */
export function whileSourceCannotMove<T>(
  database: string,
  subject: string,
  run: () => Promise<T>,
): Promise<T> {
  return withDatabase(database, false, async (connection) => {
    if (isPostgresUrl(database) || isMariaDbUrl(database))
      return connection.transaction(async (transaction) => {
        await transaction('mailroom_emails').where({ subject }).forUpdate().select('id');
        return run();
      });
    // SQLite locks no rows, and a trigger can be slow only by what it looks at.
    const counting = `SELECT 1 AS n UNION ALL SELECT n + 1 FROM counted WHERE n < ${COUNTED_TO}`;
    await connection.raw(
      `CREATE VIEW ${DELAY} AS WITH RECURSIVE counted(n) AS (${counting}) SELECT max(n) AS n FROM counted`,
    );
    await connection.raw(
      `CREATE TRIGGER ${DELAY}s BEFORE UPDATE OF source_place ON mailroom_emails BEGIN SELECT n FROM ${DELAY}; END`,
    );
    try {
      return await run();
    } finally {
      await connection.raw(`DROP TRIGGER ${DELAY}s`);
      await connection.raw(`DROP VIEW ${DELAY}`);
    }
  });
}

const LEFT_PACKS = 'plugin_mailroom_packs-left';

/** As if the last run that wrote packs of sources anew had been two hours ago. */
export function letTimePassForLeftPacks(database: string): Promise<void> {
  return withDatabase(database, false, async (connection) => {
    const note = connection('strapi_core_store_settings').where({ key: LEFT_PACKS });
    const row = (await note.clone().first('value')) as { readonly value: string };
    const value = { ...(JSON.parse(row.value) as object), at: new Date(Date.now() - 2 * 60 * 60 * 1000) };
    await note.update({ value: JSON.stringify(value) });
  });
}

/** Milliseconds within which what does not wait for a lock has done its work. */
const WORK = 1_500;

/** Begins something while the transaction that holds a case is open; what looks at the case and locks it waits for its end. */
export async function whileHoldComes<T>(
  database: string,
  caseNumber: number,
  run: () => Promise<T>,
): Promise<T> {
  const { result } = await withDatabase(database, false, (connection) =>
    connection.transaction(async (transaction) => {
      await transaction('mailroom_cases').where({ number: caseNumber }).update({ held: true });
      // In an object, since a promise would be waited for before the transaction ends.
      const started = { result: run() };
      await sleep(WORK);
      return started;
    }),
  );
  return result;
}
