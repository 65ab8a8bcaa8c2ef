/**
 * Many rows at once, read past Strapi's query engine: it asks one statement more for each relation and makes an object for each
 * value, which for a case of two hundred mails took longer than all the rest. Not for conditions, and no hooks are run.
 */
import type { Knex } from 'knex';
import { read, type Strapi } from './database';
import { columnNameOf, type Attribute } from './insert-statements';
import type { Uid } from './uids';

type Convert = (stored: unknown) => unknown;

interface Column {
  readonly key: string;
  readonly name: string;
  readonly convert: Convert;
}

/** Strapi leaves JSON of PostgreSQL as text. */
const fromJson: Convert = (stored) => (typeof stored === 'string' ? JSON.parse(stored) : stored);
/** SQLite and MySQL know numbers only. */
const fromBoolean: Convert = (stored) => (stored === null ? null : Boolean(stored));
/** As the engine fills it in. */
const fromKey: Convert = (stored) => (stored === null ? null : { id: Number(stored) });

const CONVERSIONS: Readonly<Record<string, Convert>> = {
  json: fromJson,
  boolean: fromBoolean,
  relation: fromKey,
};

/**
 * @param keys attributes, as the row names them; of a relation that the type owns comes `{ id }`, and moments as the driver gives them
 * @param narrow chooses the rows, by raw columns of `plain`, and orders them
 * @throws DataError
 */
export async function plainRows<Row>(
  strapi: Strapi,
  uid: Uid,
  keys: readonly (keyof Row & string)[],
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<Row[]> {
  const columns = keys.map((key) => columnOf(strapi, uid, key));
  const names = columns.map(({ name }) => `plain.${name}`);
  const stored = await read(strapi, async (knex, table): Promise<Record<string, unknown>[]> =>
    narrow(knex(`${table(uid)} as plain`).select(names)),
  );
  return stored.map((row) => {
    const plain: Record<string, unknown> = {};
    for (const { key, name, convert } of columns) plain[key] = convert(row[name]);
    return plain as Row;
  });
}

function columnOf(strapi: Strapi, uid: Uid, key: string): Column {
  const attributes = strapi.db.metadata.get(uid).attributes as Readonly<Record<string, Attribute>>;
  const attribute = attributes[key];
  const name = attribute === undefined ? undefined : columnNameOf(key, attribute);
  if (attribute === undefined || name === undefined) throw new Error(`${uid} has no column for ${key}`);
  return { key, name, convert: CONVERSIONS[attribute.type] ?? ((stored) => stored) };
}
