import createKnex, { type Knex } from 'knex';
import { compiledStatement, type RunStatement } from '../../../server/src/data/compiled-statements';

const INSERT = 'insert into "mails" ("subject", "at", "read") values (?, ?, ?)';

describe('Statements that SQLite compiles once', () => {
  let knex: Knex;

  beforeEach(async () => {
    knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    await knex.raw('create table mails (id integer primary key, subject text, at integer, read boolean)');
  });

  afterEach(() => knex.destroy());

  it('write rows as knex writes them, and tell their ids', async () => {
    const ids = await knex.transaction(async (transaction) => {
      const insert = await compiledStatement(transaction, INSERT);
      const rows = [
        ['first', new Date(5), true],
        ['second', undefined, false],
      ];
      return rows.map((row) => insert?.(row));
    });
    expect(ids).toEqual([1, 2]);
    expect(await knex('mails').select()).toEqual([
      { id: 1, subject: 'first', at: 5, read: 1 },
      { id: 2, subject: 'second', at: null, read: 0 },
    ]);
  });

  it('belong to the transaction, and go with it', async () => {
    const failed = knex.transaction(async (transaction) => {
      (await compiledStatement(transaction, INSERT))?.(['lost', null, null]);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await knex('mails').select()).toEqual([]);
  });

  it('write nothing once their transaction has ended, nor outside of any', async () => {
    const late = await knex.transaction(async (transaction): Promise<RunStatement | null> =>
      compiledStatement(transaction, INSERT),
    );
    expect(() => late?.(['late', null, null])).toThrow('has ended');
    expect(await compiledStatement(knex, INSERT)).toBeNull();
    expect(await knex('mails').select()).toEqual([]);
  });
});
