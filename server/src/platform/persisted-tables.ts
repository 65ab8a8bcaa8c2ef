/**
 * Strapi drops the tables of a plugin that is absent at one start (disabled, not built, another branch). Tables named in
 * the core store's `persisted_tables` are left alone, so ours are put there at every start (invariant 8).
 */
import type { Strapi } from '../data/database';
import { contentTypes } from '../content-types';
import { PLUGIN_ID } from '../plugin-id';

const KEY = 'persisted_tables';

type Persisted = string | { readonly name: string };

/** Adds our tables, link tables included, to those that Strapi keeps. */
export async function keepOurTables(strapi: Strapi): Promise<void> {
  const store = strapi.store({ type: 'core' });
  const kept = ((await store.get({ key: KEY })) as Persisted[] | null) ?? [];
  const names = new Set(kept.map((table) => (typeof table === 'string' ? table : table.name)));
  const missing = ourTables(strapi).filter((name) => !names.has(name));
  if (missing.length > 0) await store.set({ key: KEY, value: [...kept, ...missing] });
}

/** Table names of all our content types and of the links between them. */
export function ourTables(strapi: Strapi): readonly string[] {
  const own = Object.keys(contentTypes).map(
    (name) => strapi.db.metadata.get(`plugin::${PLUGIN_ID}.${name}`).tableName,
  );
  const links = strapi.db.schema.schema.tables
    .map((table) => table.name)
    .filter((name) => own.some((table) => name.startsWith(`${table}_`) && name.endsWith('_lnk')));
  return [...own, ...links];
}
