/**
 * How a database would run the statements that a Strapi has made: which of them read a whole table that grows with the mail. A
 * Strapi writes them down that is started with MAILROOM_STATEMENTS (scripts/lib/strapi-host).
 */
import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { connect } from './database';
import { isMariaDbUrl, isPostgresUrl } from './test-database';

interface Statement {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
}

/** Tables with rows for each mail, case or address. */
const GROWING = new Set(
  [
    'emails',
    'cases',
    'cases_teams_lnk',
    'case_events',
    'correspondents',
    'participants',
    'message_references',
    'message_locations',
    'inbox_entries',
    'notifications',
    'attachments',
    'deliveries',
    'follows',
    'taggings',
    'mentions',
    'record_links',
    'file_texts',
    'deleted_emails',
    'search_emails',
    'search_entries',
    'search_cases',
  ].map((name) => `mailroom_${name}`),
);

/** Asks for rows in the order in which they were made, and for some of them alone. */
const IS_PAGE = /^(?!.*\bwhere\b).*order by [`"\w.]+\bid[`"]? (?:asc|desc) limit/i;
/** Asks for nothing: none of several ids. A database sees that before it begins. */
const IS_EMPTY = /where \(?1 = (?:\?|\$\d+)\)?(?: |$)(?!or)/i;

export interface Scan {
  readonly table: string;
  readonly sql: string;
}

/** What a database says of a statement: tables that it would read from one end to the other. */
type Explain = (connection: Knex, statement: Statement) => Promise<readonly string[]>;

/**
 * Statements that read a growing table from one end to the other. What the table holds now is of no account: SQLite plans without
 * knowing it, PostgreSQL is told to take an index wherever one can be taken, and MariaDB that there are a million rows.
 */
export async function scansAmong(database: string, file: string): Promise<readonly Scan[]> {
  const connection = connect(database, true);
  try {
    const explain = await explainingBy(database, connection);
    const scans: Scan[] = [];
    for (const statement of statementsIn(file))
      for (const table of await explain(connection, statement))
        if (GROWING.has(table)) scans.push({ table, sql: written(statement) });
    return scans;
  } finally {
    await connection.destroy();
  }
}

async function explainingBy(database: string, connection: Knex): Promise<Explain> {
  if (isPostgresUrl(database)) {
    await connection.raw('set enable_seqscan = off');
    return scannedByPostgres;
  }
  if (!isMariaDbUrl(database)) return scannedBySqlite;
  await pretendManyRows(connection);
  return scannedByMariaDb;
}

/** The same on every database. */
const written = ({ sql }: Statement): string => sql.replaceAll('"', '`').replace(/\$\d+/g, '?');

/** Those that read or change rows. */
export const statementsIn = (file: string): readonly Statement[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Statement)
    .filter(({ sql }) => /^(with|select|update|delete)\b/i.test(sql))
    .filter(({ sql }) => !IS_PAGE.test(sql) && !IS_EMPTY.test(sql));

/** @param bindings a Date is text here, which plans do not depend on */
async function scannedBySqlite(
  connection: Knex,
  { sql, bindings = [] }: Statement,
): Promise<readonly string[]> {
  const rows: { detail: string }[] = await connection.raw(`explain query plan ${sql}`, [
    ...bindings,
  ] as never);
  const names = namesIn(sql);
  return rows.flatMap(({ detail }) => {
    const [, name = ''] = /^SCAN (\w+)/.exec(detail) ?? [];
    // Words are found by the index that such a table is; what is asked of it is said by M, of one row by =.
    if (/VIRTUAL TABLE INDEX \d+:.*[M=]/.test(detail)) return [];
    return name === '' ? [] : [names.get(name) ?? name];
  });
}

/** Tables of a statement by the names that it gives them. */
function namesIn(sql: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [, table = '', alias] of sql.matchAll(/[`"]?\b(mailroom_\w+)[`"]?(?: as [`"]?(\w+)[`"]?)?/g))
    if (!names.has(alias ?? table)) names.set(alias ?? table, table);
  return names;
}

async function scannedByPostgres(
  connection: Knex,
  { sql, bindings = [] }: Statement,
): Promise<readonly string[]> {
  const counted = sql.replace(/\$\d+/g, '?');
  const { rows } = (await connection.raw(`explain ${counted}`, [...bindings] as never)) as {
    rows: { 'QUERY PLAN': string }[];
  };
  return rows.flatMap((row) => /Seq Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
}

/** Its planner believes what these tables say of others, here of every table of Mailroom: many rows, and few with one key. */
async function pretendManyRows(connection: Knex): Promise<void> {
  const ours = "table_schema = database() and table_name like 'mailroom%'";
  await connection.raw(
    `replace into mysql.table_stats (db_name, table_name, cardinality)
     select table_schema, table_name, 1000000 from information_schema.tables where ${ours}`,
  );
  await connection.raw(
    `replace into mysql.index_stats (db_name, table_name, index_name, prefix_arity, avg_frequency)
     select table_schema, table_name, index_name, seq_in_index, 20 from information_schema.statistics
      where ${ours} and index_type = 'BTREE'`,
  );
  await connection.raw('flush tables');
  await connection.raw("set use_stat_tables = 'preferably'");
}

/** To it a date as JSON writes it is no moment, and a text narrows no column of dates. */
const asMoment = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : value;

/** Where a key could narrow it, it reads all only because all that is there now lies within what is asked for. */
async function scannedByMariaDb(
  connection: Knex,
  { sql, bindings = [] }: Statement,
): Promise<readonly string[]> {
  const [rows] = (await connection.raw(`explain ${sql}`, bindings.map(asMoment) as never)) as [
    { table: string | null; type: string | null; possible_keys: string | null }[],
  ];
  const names = namesIn(sql);
  return rows.flatMap(({ table, type, possible_keys: keys }) =>
    type === 'ALL' && keys === null && table !== null ? [names.get(table) ?? table] : [],
  );
}
