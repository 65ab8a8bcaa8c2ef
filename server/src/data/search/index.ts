/** The search index of the database that the app uses. */
import type { Strapi } from '../database';
import type { SearchEngine } from './engine';
import { mysqlEngine } from './mysql';
import { postgresEngine } from './postgres';
import { sqliteEngine } from './sqlite';

const ENGINES: Readonly<Record<string, SearchEngine>> = {
  sqlite: sqliteEngine,
  postgres: postgresEngine,
  mysql: mysqlEngine,
};

/** @throws where Strapi runs on a database that it does not support */
export function engineOf(strapi: Strapi): SearchEngine {
  const { client } = strapi.db.dialect;
  const engine = ENGINES[client];
  if (engine === undefined) throw new Error(`There is no search for the database ${client}`);
  return engine;
}
