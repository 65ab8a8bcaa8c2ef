import knex, { type Knex } from 'knex';
import type { Strapi } from '../../../../server/src/data/database';
import { fileRegister, findStored } from '../../../../server/src/data/stored-files';
import type { RemoteFiles } from '../../../../server/src/platform/store/remote-files';
import { StorageUnavailable } from '../../../../server/src/platform/store/storage-errors';
import { sweepStored } from '../../../../server/src/platform/store/sweep-stored';

const TABLE = 'mailroom_stored_files';
const HOUR = 60 * 60 * 1000;
const ago = (hours: number): Date => new Date(Date.now() - hours * HOUR);
const sum = (digit: string): string => digit.repeat(64);

let connection: Knex;
let app: Strapi;

beforeEach(async () => {
  connection = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await connection.schema.createTable(TABLE, (table) => {
    table.increments('id');
    table.string('name').unique();
    for (const column of ['document_id', 'state', 'checksum']) table.string(column);
    for (const column of ['url', 'details']) table.text(column);
    table.bigInteger('size');
    for (const column of ['kept_at', 'verified_at', 'created_at', 'updated_at']) table.datetime(column);
  });
  app = {
    db: {
      connection,
      dialect: { client: 'sqlite' },
      metadata: { get: () => ({ tableName: TABLE }) },
      inTransaction: () => false,
      transaction: (run: (given: { trx: Knex.Transaction }) => Promise<unknown>) =>
        connection.transaction((trx) => run({ trx })),
    },
  } as unknown as Strapi;
});
afterEach(() => connection.destroy());

/** A provider that removes, or is away. */
function provider(away = false): { readonly remote: () => Promise<RemoteFiles>; readonly removed: string[] } {
  const removed: string[] = [];
  const remove = async (name: string): Promise<void> => {
    if (away) throw new StorageUnavailable('away');
    removed.push(name);
  };
  return { removed, remote: async () => ({ remove }) as unknown as RemoteFiles };
}

async function kept(name: string, at: Date): Promise<void> {
  const register = fileRegister(app);
  expect(await register.claim([name])).toEqual({ kept: new Set(), removing: [] });
  await register.finish([{ name, url: 'u', details: { a: 1 }, size: 5, checksum: null }]);
  await connection(TABLE).where({ name }).update({ kept_at: at });
}

const range = { from: ago(24 * 8), to: ago(24) };
const names = async (): Promise<readonly string[]> => connection(TABLE).orderBy('name').pluck('name');

test('what is old and referred to by no row goes, also far down the table', async () => {
  await kept(sum('a'), ago(48));
  await kept(`${sum('b')}.gz`, ago(48));
  await kept(sum('c'), ago(1));
  await kept(sum('d'), ago(24 * 30));
  // As many mails lie between.
  await connection(TABLE)
    .where({ name: `${sum('b')}.gz` })
    .update({ id: 100_000 });
  const { remote, removed } = provider();
  const count = await sweepStored(app, remote, range, async (references) => {
    expect([...references].sort()).toEqual([sum('a'), sum('b')]);
    references.delete(sum('a'));
  });
  expect(count).toBe(1);
  expect(removed).toEqual([`${sum('b')}.gz`]);
  expect(await names()).toEqual([sum('a'), sum('c'), sum('d')]);
});

test('what is put in again while rows are looked at stays', async () => {
  await kept(sum('a'), ago(48));
  const { remote, removed } = provider();
  const again = async (): Promise<void> => {
    expect((await fileRegister(app).claim([sum('a')])).kept).toEqual(new Set([sum('a')]));
  };
  expect(await sweepStored(app, remote, range, again)).toBe(0);
  expect(removed).toEqual([]);
  expect(await findStored(app, [sum('a')])).toEqual(
    new Map([[sum('a'), expect.objectContaining({ size: 5, details: { a: 1 }, verified: false })]]),
  );
});

test('a removal that failed keeps the file from being put in for a while, and is taken up by the next run', async () => {
  await kept(sum('a'), ago(48));
  const nothing = async (): Promise<void> => undefined;
  await expect(sweepStored(app, provider(true).remote, range, nothing)).rejects.toThrow(StorageUnavailable);
  expect(await fileRegister(app).claim([sum('a')])).toEqual({ kept: new Set(), removing: [sum('a')] });
  expect((await findStored(app, [sum('a')])).size).toBe(0);
  // The next run looks at other days, and takes it up all the same.
  expect(await sweepStored(app, provider().remote, { from: ago(30), to: ago(24) }, nothing)).toBe(1);
  expect(await names()).toEqual([]);

  await kept(sum('b'), ago(48));
  await expect(sweepStored(app, provider(true).remote, range, nothing)).rejects.toThrow(StorageUnavailable);
  await connection(TABLE).update({ updated_at: ago(1) });
  expect(await fileRegister(app).claim([sum('b')])).toEqual({ kept: new Set(), removing: [] });
});
