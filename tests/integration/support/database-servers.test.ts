import { existsSync } from 'node:fs';
import { firstAdmin } from '../../support/admin-client';
import { connect } from '../../support/database';
import { copyMariaDb, startMariaDb } from '../../support/mariadb';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startStrapi } from '../../support/strapi-process';

describe('PostgreSQL', () => {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });

  afterAll(() => postgres?.stop());

  test('keeps databases apart', async () => {
    const other = await postgres.createDatabase('other');
    for (const url of [postgres.url, other]) {
      const connection = connect(url, false);
      await connection.raw('CREATE TABLE mine (id integer)');
      await connection.destroy();
    }
  });

  test('carries a Strapi', async () => {
    const url = await postgres.createDatabase('strapi');
    const strapi = await startStrapi({
      database: { client: 'postgres', url },
      env: { MAILROOM_ENABLED: 'false' },
    });
    try {
      const admin = await firstAdmin(strapi.url);
      await expect(admin.get('/admin/users/me')).resolves.toMatchObject({ status: 200 });
      expect(existsSync(strapi.database)).toBe(false);
    } finally {
      await strapi.stop();
    }
  });
});

test('a copy of a MariaDB database has its rows and its rules, and is one of its own', async () => {
  const server = await startMariaDb();
  try {
    const original = connect(server.url, false);
    await original.raw('CREATE TABLE a (id integer auto_increment primary key, word varchar(9) unique)');
    await original.raw(
      'CREATE TABLE b (a_id integer, foreign key (a_id) references a (id) on delete cascade)',
    );
    await original('a').insert([{ word: '🐈' }, { word: 'two' }]);
    await original('b').insert({ a_id: 1 });
    const copy = connect(await copyMariaDb(server.url, 'copy'), false);
    await expect(copy('a').insert({ word: 'two' })).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
    await copy('a').where({ word: '🐈' }).delete();
    await expect(copy('b')).resolves.toEqual([]);
    await expect(original('b')).resolves.toEqual([{ a_id: 1 }]);
    await Promise.all([original.destroy(), copy.destroy()]);
  } finally {
    await server.stop();
  }
});
