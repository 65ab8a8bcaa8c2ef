/**
 * A database in which Strapi has been started once, for the test files of a run to copy: making all tables anew for each file
 * costs more than most files do. Made before the first file (`globalSetup`) and thrown away after the last; who runs a file
 * alone goes without.
 */
import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from './postgres';
import { startStrapi } from './strapi-process';
import { temporaryFolder } from './temporary-folder';

/** Set by scripts/test.mjs where many files are run. */
const WANTED = 'MAILROOM_TEST_TEMPLATE';
/** The SQLite file, or the URL of the PostgreSQL database. */
const MADE = 'MAILROOM_TEST_TEMPLATE_DATABASE';

const isPostgres = (): boolean => process.env.MAILROOM_TEST_DATABASE === 'postgres';

const steps = globalThis as { mailroomTemplate?: { readonly remove: () => Promise<void> } };

export async function makeTemplate(): Promise<void> {
  if (process.env[WANTED] !== 'true') return;
  const folder = await temporaryFolder('template');
  const postgres = isPostgres() ? await startPostgres() : null;
  const remove = async (): Promise<void> => {
    await postgres?.stop();
    await folder.remove();
  };
  try {
    const strapi = await startStrapi({
      folder: folder.path,
      env: { MAILROOM_FETCH_RULE: '0 0 0 1 1 *' },
      ...(postgres === null ? {} : { database: { client: 'postgres', url: postgres.url } as const }),
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

/** A PostgreSQL database with what the template holds, or null where there is none. It goes when the run ends. */
export async function databaseFromTemplate(): Promise<string | null> {
  const template = process.env[MADE];
  if (template === undefined || !isPostgres()) return null;
  const { Client } = await import('pg');
  const name = `mailroom_${randomUUID()}`;
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
  if (template !== undefined && !isPostgres()) await copyFile(template, join(folder, 'data.db'));
}

const siblingOf = (url: string, database: string): string => {
  const sibling = new URL(url);
  sibling.pathname = `/${database}`;
  return sibling.href;
};
