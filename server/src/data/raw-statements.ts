/**
 * Statements as a library words them for PostgreSQL (`$1`), on a connection of Strapi's own pool: a queue in the same database
 * needs no connections of its own. Outside of any transaction of ours.
 */
import type { Knex } from 'knex';
import { connectionOf, type Strapi } from './database';

interface PostgresClient {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
}

/** @throws the driver's errors */
export async function executeStatement(
  strapi: Strapi,
  text: string,
  values: readonly unknown[] = [],
): Promise<{ rows: unknown[] }> {
  const pool = connectionOf(strapi).knex.client as Knex.Client;
  const connection = (await pool.acquireConnection()) as PostgresClient;
  try {
    return await connection.query(text, values);
  } catch (error) {
    // A text of several statements may have begun a transaction; the next one on this connection must not find itself in it.
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await pool.releaseConnection(connection);
  }
}
