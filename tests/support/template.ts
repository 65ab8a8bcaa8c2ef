/**
 * A database in which Strapi has been started once, for the test files of a run to copy: making all tables anew for each file
 * costs more than most files do. Made before the first file (`globalSetup`) and thrown away after the last; who runs a file
 * alone goes without.
 */
import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyMariaDb } from './mariadb';
import { startStrapi } from './strapi-process';
import { temporaryFolder } from './temporary-folder';
import { IS_POSTGRES, IS_SQLITE, startDatabaseServer, strapiDatabaseAt } from './test-database';

/** Set by scripts/test.mjs where many files are run. */
const WANTED = 'MAILROOM_TEST_TEMPLATE';
/** The SQLite file, or the URL of the database on PostgreSQL or MariaDB. */
const MADE = 'MAILROOM_TEST_TEMPLATE_DATABASE';

const steps = globalThis as { mailroomTemplate?: { readonly remove: () => Promise<void> } };

export async function makeTemplate(): Promise<void> {
  if (process.env[WANTED] !== 'true') return;
  const folder = await temporaryFolder('template');
  const server = await startDatabaseServer();
  const remove = async (): Promise<void> => {
    await server?.stop();
    await folder.remove();
  };
  try {
    const strapi = await startStrapi({
      folder: folder.path,
      env: { MAILROOM_FETCH_RULE: '0 0 0 1 1 *' },
      ...(server === null ? {} : { database: strapiDatabaseAt(server.url) }),
    });
    await strapi.stop();
    process.env[MADE] = strapi.database;
    steps.mailroomTemplate = { remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

export async function removeTemplate(): Promise<void> {
  await steps.mailroomTemplate?.remove();
}

/** A database of a server with what the template holds, or null where there is none. It goes when the run ends. */
export async function databaseFromTemplate(): Promise<string | null> {
  const template = process.env[MADE];
  if (template === undefined || IS_SQLITE) return null;
  const name = `mailroom_${randomUUID()}`;
  return IS_POSTGRES ? copyPostgres(template, name) : copyMariaDb(template, name);
}

async function copyPostgres(template: string, name: string): Promise<string> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: siblingOf(template, 'postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${new URL(template).pathname.slice(1)}"`);
  } finally {
    await client.end();
  }
  return siblingOf(template, name);
}

/** Puts the template's SQLite file where Strapi will look for its own. */
export async function copyTemplateInto(folder: string): Promise<void> {
  const template = process.env[MADE];
  if (template !== undefined && IS_SQLITE) await copyFile(template, join(folder, 'data.db'));
}

const siblingOf = (url: string, database: string): string => {
  const sibling = new URL(url);
  sibling.pathname = `/${database}`;
  return sibling.href;
};
