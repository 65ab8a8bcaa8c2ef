/**
 * Makes the index and fills it from stored rows: after an upgrade, and when somebody wants it written anew. It goes from the newest
 * row to the oldest, slice by slice, and remembers how far it is; what is stored meanwhile is indexed as it is stored.
 */
import { PLUGIN_ID } from '../../plugin-id';
import { inTransaction, read, type Strapi, type Transaction } from '../database';
import { UIDS, type Uid } from '../uids';
import { DOCUMENT_KINDS, INDEX_TABLES, type DocumentKind } from './engine';
import { engineOf } from './index';
import { indexStored, WRITTEN_ENTRIES } from './write-index';

/** Raised when documents are cut or written in another way: every index is then filled anew. */
const VERSION = 1;
const KEY = 'search-index';

/** Rows of one slice: few enough that nobody waits for it. */
const SLICE = 100;

/** Rows with smaller ids are still to be indexed; 0: none. */
type Below = Readonly<Record<DocumentKind, number>>;

interface State {
  readonly version: number;
  readonly below: Below;
}

const TABLES: Readonly<Record<DocumentKind, Uid>> = {
  email: UIDS.email,
  entry: UIDS.caseEvent,
  case: UIDS.case,
};

const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });
const stateOf = async (strapi: Strapi): Promise<State | null> =>
  ((await storeOf(strapi).get({ key: KEY })) as State | null) ?? null;
const keep = (strapi: Strapi, below: Below): Promise<void> =>
  storeOf(strapi).set({ key: KEY, value: { version: VERSION, below } });

/** Makes what is missing of the index; where it was missing, or is of an older kind, all rows are to be indexed. */
export async function prepareIndex(strapi: Strapi): Promise<void> {
  const missing = await read(strapi, async (knex) => {
    const there = await Promise.all(Object.values(INDEX_TABLES).map((table) => knex.schema.hasTable(table)));
    await engineOf(strapi).create(knex);
    return there.includes(false);
  });
  const state = await stateOf(strapi);
  if (missing || state?.version !== VERSION) await beginRebuild(strapi);
}

/** From now on all rows are to be indexed again, those of the index in place of what it holds. */
export async function beginRebuild(strapi: Strapi): Promise<void> {
  const below = {} as Record<DocumentKind, number>;
  for (const kind of DOCUMENT_KINDS) below[kind] = await afterNewest(strapi, kind);
  await keep(strapi, below);
}

async function afterNewest(strapi: Strapi, kind: DocumentKind): Promise<number> {
  const rows: { newest: number | null }[] = await read(strapi, (knex, table) =>
    knex(table(TABLES[kind])).max({ newest: 'id' }),
  );
  const newest = rows[0]?.newest ?? 0;
  return newest === 0 ? 0 : newest + 1;
}

/** How many rows are still to be indexed. */
export async function rowsToIndex(strapi: Strapi): Promise<number> {
  const below = (await stateOf(strapi))?.below;
  let rows = 0;
  for (const kind of DOCUMENT_KINDS)
    if ((below?.[kind] ?? 0) > 0)
      rows += await read(strapi, async (knex, table) => {
        const query = knex(table(TABLES[kind])).where('id', '<', below?.[kind] ?? 0);
        if (kind === 'entry') query.whereIn('kind', [...WRITTEN_ENTRIES]);
        const [row] = (await query.count({ total: '*' })) as { total: number | string }[];
        return Number(row?.total ?? 0);
      });
  return rows;
}

/** Indexes the next slice. @returns how many rows; null: all are indexed, and what is not there any more was taken out */
export async function indexSlice(strapi: Strapi): Promise<number | null> {
  const below = (await stateOf(strapi))?.below;
  const kind = DOCUMENT_KINDS.find((one) => (below?.[one] ?? 0) > 0);
  if (below === undefined || kind === undefined) return null;
  return inTransaction(strapi, async (transaction) => {
    const { knex, table } = transaction;
    const query = knex(table(TABLES[kind])).where('id', '<', below[kind]).orderBy('id', 'desc').limit(SLICE);
    if (kind === 'entry') query.whereIn('kind', [...WRITTEN_ENTRIES]);
    const rows: { id: number }[] = await query.select('id');
    const ids = rows.map(({ id }) => id);
    await indexStored(strapi, transaction, kind, ids);
    const oldest = ids.at(-1) ?? 0;
    if (oldest === 0) await removeOrphans(strapi, transaction, kind);
    await keep(strapi, { ...below, [kind]: oldest });
    return ids.length;
  });
}

/** Takes out what the index holds of rows that were deleted while it was being filled. */
async function removeOrphans(
  strapi: Strapi,
  { knex, table }: Transaction,
  kind: DocumentKind,
): Promise<void> {
  const { id } = engineOf(strapi);
  const index = INDEX_TABLES[kind];
  const orphans: { id: number }[] = await knex(index)
    .leftJoin(`${table(TABLES[kind])} as row`, 'row.id', `${index}.${id}`)
    .whereNull('row.id')
    .select(`${index}.${id} as id`);
  await engineOf(strapi).remove(
    knex,
    kind,
    orphans.map((orphan) => orphan.id),
  );
}
