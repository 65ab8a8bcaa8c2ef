/** What a mail takes up on the disk: rows and indexes of very many, and the blobs of a few that were really filed. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import knex from 'knex';
import type { Mailroom } from '../tests/support/mailroom';
import type { World } from './million-world';

/** Mails that are filed to see their blobs. */
const FILED = 200;

/** Bytes, by what they are of. */
export async function bytesPerMail(
  { strapi }: Mailroom,
  world: World,
  mails: number,
): Promise<Readonly<Record<string, number>>> {
  const database = await databaseBytes(strapi.database);
  const before = bytesBelow(strapi.storageFolder);
  for (let count = 0; count < FILED; count += 1) await world.post();
  return {
    'database, bytes a mail': database.all / mails,
    'of which indexes': database.indexes / mails,
    'of which the search index': database.search / mails,
    'blobs, bytes a mail': (bytesBelow(strapi.storageFolder) - before) / FILED,
  };
}

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

interface DatabaseBytes {
  readonly all: number;
  readonly indexes: number;
  readonly search: number;
}

async function databaseBytes(database: string): Promise<DatabaseBytes> {
  const postgres = database.startsWith('postgres');
  const connection = knex(
    postgres
      ? { client: 'pg', connection: database }
      : { client: 'better-sqlite3', connection: { filename: database }, useNullAsDefault: true },
  );
  try {
    const answer = (await connection.raw(postgres ? POSTGRES_BYTES : SQLITE_BYTES)) as unknown;
    const [row] = postgres ? (answer as { rows: DatabaseBytes[] }).rows : (answer as DatabaseBytes[]);
    if (row === undefined) throw new Error('The database does not say how large it is.');
    return { all: Number(row.all), indexes: Number(row.indexes), search: Number(row.search) };
  } finally {
    await connection.destroy();
  }
}

const POSTGRES_BYTES = `select sum(pg_total_relation_size(oid)) as "all", sum(pg_indexes_size(oid)) as indexes,
  sum(case when relname like 'mailroom_search_%' then pg_total_relation_size(oid) else 0 end) as search
  from pg_class where relkind = 'r' and relname like 'mailroom_%'`;

const SQLITE_BYTES = `select sum(size.pgsize) as "all",
  sum(case when named.type = 'index' then size.pgsize else 0 end) as indexes,
  sum(case when size.name like 'mailroom_search_%' then size.pgsize else 0 end) as search
  from (select name, sum(pgsize) as pgsize from dbstat group by name) size
  left join sqlite_master named on named.name = size.name
  where coalesce(named.tbl_name, size.name) like 'mailroom_%'`;
