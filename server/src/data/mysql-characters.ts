/**
 * How our tables keep texts on MySQL and MariaDB. Strapi makes them as the database says, which may know no emoji and take
 * "a" for "Á"; on the others every character is kept, and only the same is the same. Tables of the app stay as they are.
 */
import { isMySql } from './dialect';
import { read, type Strapi } from './database';
import { INDEX_TABLES } from './search/engine';

const CHARACTERS = 'utf8mb4';
const COLLATION = 'utf8mb4_bin';

/** Changes the tables that are kept otherwise: on the first start on a database, and when an upgrade has brought new ones. */
export async function keepCharacters(strapi: Strapi): Promise<void> {
  const changed = await read(strapi, async (knex) => {
    if (!isMySql(knex)) return [];
    const tables: string[] = await knex('information_schema.tables')
      .whereRaw('table_schema = database()')
      .where('table_name', 'like', 'mailroom\\_%')
      .whereNot('table_collation', COLLATION)
      .whereNotIn('table_name', Object.values(INDEX_TABLES))
      .pluck('table_name');
    for (const table of tables)
      await knex.raw(`alter table ?? convert to character set ${CHARACTERS} collate ${COLLATION}`, [table]);
    return tables;
  });
  if (changed.length > 0)
    strapi.log.info(`[mailroom] ${changed.length} tables keep texts as ${COLLATION} from now on`);
}
