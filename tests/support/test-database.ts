/** Which database the tests of this run are on: SQLite, or what MAILROOM_TEST_DATABASE names. */
import { startMariaDb } from './mariadb';
import { startPostgres } from './postgres';
import type { StrapiDatabase } from './strapi-process';

const ASKED = process.env.MAILROOM_TEST_DATABASE ?? 'sqlite';

export const IS_SQLITE = ASKED === 'sqlite';
export const IS_POSTGRES = ASKED === 'postgres';
export const IS_MARIADB = ASKED === 'mariadb';

/** A server with an empty database, for whoever shares none. */
export interface DatabaseServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server of the database that is asked for; null on SQLite, which needs none. */
export async function startDatabaseServer(): Promise<DatabaseServer | null> {
  if (IS_POSTGRES) return startPostgres();
  if (IS_MARIADB) return startMariaDb();
  if (IS_SQLITE) return null;
  throw new Error(`MAILROOM_TEST_DATABASE is sqlite, postgres or mariadb, not "${ASKED}"`);
}

/** Whether what names a database is the URL of one on PostgreSQL. */
export const isPostgresUrl = (database: string): boolean => database.startsWith('postgres:');
/** The same of MariaDB. */
export const isMariaDbUrl = (database: string): boolean => database.startsWith('mysql:');

/** What Strapi is told of a database with this URL. */
export const strapiDatabaseAt = (url: string): StrapiDatabase => ({
  client: isMariaDbUrl(url) ? 'mysql' : 'postgres',
  url,
});
