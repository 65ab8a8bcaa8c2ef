import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { firstAdmin } from '../../support/admin-client';
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
    for (const [url, name] of [
      [postgres.url, 'mailroom'],
      [other, 'other'],
    ]) {
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('SELECT current_database() AS name, 1 AS one');
      await client.query('CREATE TABLE mine (id integer)');
      await client.end();
      expect(rows).toEqual([{ name, one: 1 }]);
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
