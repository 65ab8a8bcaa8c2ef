import { statSync } from 'node:fs';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import type { Strapi } from '../../../server/src/data/database';
import { inLargeTransaction } from '../../../server/src/data/write-ahead-log';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';

/** More than SQLite writes without copying the log back, by itself after a thousand pages. */
const ROWS = 3000;
const TEXT = 'x'.repeat(2000);

let folder: TemporaryFolder;
let connection: Knex;

afterEach(async () => {
  await connection.destroy();
  await folder.remove();
});

/** As much of Strapi as a transaction needs, on a database with this kind of log. */
async function databaseWith(log: 'wal' | 'delete'): Promise<Strapi> {
  folder = await temporaryFolder('log');
  connection = knex({
    client: 'better-sqlite3',
    connection: { filename: fileOf() },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await connection.raw(`pragma journal_mode = ${log}`);
  await connection.schema.createTable('mails', (table) => table.text('text'));
  const transaction = (run: (given: { trx: Knex.Transaction }) => Promise<unknown>) =>
    connection.transaction((trx) => run({ trx }));
  return {
    db: { dialect: { client: 'sqlite' }, inTransaction: () => false, connection, transaction },
  } as unknown as Strapi;
}

const fileOf = (): string => join(folder.path, 'data.db');

const copiedAfter = async (asked: Knex): Promise<number> => {
  const [row]: { wal_autocheckpoint: number }[] = await asked.raw('pragma wal_autocheckpoint');
  return row?.wal_autocheckpoint ?? -1;
};

async function write({ knex: writing }: { readonly knex: Knex }): Promise<void> {
  for (let start = 0; start < ROWS; start += 100)
    await writing('mails').insert(Array.from({ length: 100 }, () => ({ text: TEXT })));
}

test('the log is copied back after the transaction, not by it', async () => {
  const strapi = await databaseWith('wal');
  const size = (): number => statSync(fileOf()).size;
  let committed = -1;
  connection.on('query', ({ sql }: { readonly sql: string }) => {
    if (sql.includes('wal_checkpoint(')) committed = size();
  });
  const result = await inLargeTransaction(strapi, async (transaction) => {
    await write(transaction);
    return 'done';
  });
  expect(result).toBe('done');
  expect(committed).toBeGreaterThan(0);
  expect(committed).toBeLessThan(ROWS * TEXT.length);
  expect(size()).toBeGreaterThan(ROWS * TEXT.length);
  expect(await copiedAfter(connection)).toBe(1000);
});

test('a transaction that fails leaves nothing behind, and SQLite copies as before', async () => {
  const strapi = await databaseWith('wal');
  const failing = inLargeTransaction(strapi, async (transaction) => {
    await write(transaction);
    throw new Error('no room');
  });
  await expect(failing).rejects.toThrow('no room');
  expect(await connection('mails').select()).toEqual([]);
  expect(await copiedAfter(connection)).toBe(1000);
});

test('without such a log nothing is changed', async () => {
  const strapi = await databaseWith('delete');
  const asked: string[] = [];
  connection.on('query', ({ sql }: { readonly sql: string }) => asked.push(sql));
  await inLargeTransaction(strapi, write);
  await inLargeTransaction(strapi, write);
  expect(asked.filter((sql) => /checkpoint\(/.test(sql) || /autocheckpoint = /.test(sql))).toEqual([]);
  expect(await connection('mails').count({ rows: '*' })).toEqual([{ rows: 2 * ROWS }]);
});
