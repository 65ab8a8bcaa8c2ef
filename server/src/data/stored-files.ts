/** The register of files that an upload provider keeps. What is done with the files is platform/store's. */
import type { Knex } from 'knex';
import type { FileRegister, RegisteredFile } from '../domain/file-register';
import { insertMissing, inTransaction, read, readInChunks, updateRows, type Strapi } from './database';
import { UIDS } from './uids';

/** Milliseconds after which a removal that was begun is over, whatever came of it: each is given a few. */
const REMOVAL = 10 * 60 * 1000;

interface Row {
  readonly id: number;
  readonly name: string;
  readonly state: 'storing' | 'stored' | 'removing';
  readonly url: string | null;
  readonly details: unknown;
  readonly size: number | string | null;
  readonly checksum: string | null;
  readonly verified_at: unknown;
}

const COLUMNS = ['id', 'name', 'state', 'url', 'details', 'size', 'checksum', 'verified_at'] as const;

/** A file of the register, and whether it was read back and found right. */
export interface StoredFile extends RegisteredFile {
  readonly id: number;
  readonly verified: boolean;
}

/** The register as the store uses it. Its writes join the caller's transaction, where there is one. */
export const fileRegister = (strapi: Strapi): FileRegister => ({
  claim: (names) => claim(strapi, names),
  finish: (files) => finish(strapi, files),
  find: async (name) => (await findStored(strapi, [name])).get(name) ?? null,
});

const claim: (strapi: Strapi, names: readonly string[]) => ReturnType<FileRegister['claim']> = (
  strapi,
  names,
) =>
  inTransaction(strapi, async (transaction) => {
    const { knex, table } = transaction;
    const now = new Date();
    const rows = names.map((name) => ({ name, state: 'storing', kept_at: now }));
    await insertMissing(transaction, UIDS.storedFile, rows, 'name');
    const found = await readInChunks(names, async (chunk) => {
      // Somebody was stopped while removing it, or could not.
      await knex(table(UIDS.storedFile))
        .whereIn('name', chunk)
        .where({ state: 'removing' })
        .where('updated_at', '<', new Date(now.getTime() - REMOVAL))
        .update({ state: 'storing', kept_at: now });
      // Whoever removes what nothing referred to a moment ago passes over what was put in again since.
      await knex(table(UIDS.storedFile))
        .whereIn('name', chunk)
        .whereNot('state', 'removing')
        .where('kept_at', '<', now)
        .update({ kept_at: now });
      const states: readonly Pick<Row, 'name' | 'state'>[] = await knex(table(UIDS.storedFile))
        .whereIn('name', chunk)
        .select('name', 'state');
      return states;
    });
    const namesIn = (state: Row['state']): readonly string[] =>
      found.filter((row) => row.state === state).map(({ name }) => name);
    return { kept: new Set(namesIn('stored')), removing: namesIn('removing') };
  });

async function finish(strapi: Strapi, files: readonly RegisteredFile[]): Promise<void> {
  if (files.length === 0) return;
  await inTransaction(strapi, async (transaction) => {
    const { knex, table } = transaction;
    const ids = await readInChunks(
      files.map(({ name }) => name),
      (chunk): Promise<readonly Pick<Row, 'id' | 'name'>[]> =>
        knex(table(UIDS.storedFile)).whereIn('name', chunk).select('id', 'name'),
    );
    const byName = new Map(ids.map(({ id, name }) => [name, id]));
    const rows = files.flatMap(({ name, url, details, size, checksum }) => {
      const id = byName.get(name);
      const address = { url, details: details === null ? null : JSON.stringify(details) };
      return id === undefined ? [] : [{ id, name, state: 'stored', ...address, size, checksum }];
    });
    await updateRows(transaction, UIDS.storedFile, rows);
  });
}

/** Those of the files that are kept wholly, by name. */
export async function findStored(
  strapi: Strapi,
  names: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
  const rows = await read(strapi, (knex, table) =>
    readInChunks(names, (chunk): Promise<readonly Row[]> =>
      knex(table(UIDS.storedFile)).whereIn('name', chunk).where({ state: 'stored' }).select(COLUMNS),
    ),
  );
  return new Map(rows.map((row) => [row.name, storedFile(row)]));
}

/** Those of the names that the provider may hold anything of, were it only begun. */
export async function registeredAmong(strapi: Strapi, names: readonly string[]): Promise<readonly string[]> {
  const rows = await read(strapi, (knex, table) =>
    readInChunks(names, (chunk): Promise<readonly Pick<Row, 'name'>[]> =>
      knex(table(UIDS.storedFile)).whereIn('name', chunk).select('name'),
    ),
  );
  return rows.map(({ name }) => name);
}

/** All that are kept wholly, in the order of their ids, from after one of them on. */
export async function storedAfter(
  strapi: Strapi,
  after: number,
  limit: number,
): Promise<readonly StoredFile[]> {
  const rows: readonly Row[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.storedFile))
      .where('id', '>', after)
      .where({ state: 'stored' })
      .orderBy('id')
      .limit(limit)
      .select(COLUMNS),
  );
  return rows.map(storedFile);
}

/** Notes that files were read back and found right. */
export async function noteVerified(strapi: Strapi, names: readonly string[], now: Date): Promise<void> {
  await inTransaction(strapi, ({ knex, table }) =>
    readInChunks(names, async (chunk) => {
      await knex(table(UIDS.storedFile)).whereIn('name', chunk).update({ verified_at: now });
      return [];
    }),
  );
}

/** Rows that are looked at by one statement: few of them are young enough to be named, and nobody is to wait for the others. */
const WALKED = 20_000;

/**
 * Names of files last put in between two moments, and of those whose removal was begun and not ended, among the rows that
 * follow one of them.
 * @returns where to go on; null: there are no more rows
 */
export async function filesKeptBetween(
  strapi: Strapi,
  { from, to }: { readonly from: Date; readonly to: Date },
  after: number,
): Promise<{ readonly names: readonly string[]; readonly next: number | null }> {
  return read(strapi, async (knex, table) => {
    const end = after + WALKED;
    const rows: readonly Pick<Row, 'name'>[] = await knex(table(UIDS.storedFile))
      .where('id', '>', after)
      .where('id', '<=', end)
      .where('kept_at', '<=', to)
      .where((which: Knex.QueryBuilder) => which.where('kept_at', '>=', from).orWhere('state', 'removing'))
      .select('name');
    const following: Pick<Row, 'id'> | undefined = await knex(table(UIDS.storedFile))
      .where('id', '>', end)
      .orderBy('id')
      .first('id');
    return { names: rows.map(({ name }) => name), next: following === undefined ? null : following.id - 1 };
  });
}

/** Claims files for removal, unless they were put in again after a moment; from then on nobody can put them in. */
export function beginRemoval(
  strapi: Strapi,
  names: readonly string[],
  to: Date,
): Promise<readonly StoredFile[]> {
  return inTransaction(strapi, async ({ knex, table }) => {
    const rows = await readInChunks(names, async (chunk): Promise<readonly Row[]> => {
      await knex(table(UIDS.storedFile))
        .whereIn('name', chunk)
        .where('kept_at', '<=', to)
        .update({ state: 'removing', updated_at: new Date() });
      return knex(table(UIDS.storedFile)).whereIn('name', chunk).where({ state: 'removing' }).select(COLUMNS);
    });
    return rows.map(storedFile);
  });
}

/** Forgets files that are removed. */
export async function endRemoval(strapi: Strapi, ids: readonly number[]): Promise<void> {
  await inTransaction(strapi, ({ knex, table }) =>
    readInChunks(ids, async (chunk) => {
      await knex(table(UIDS.storedFile)).whereIn('id', chunk).where({ state: 'removing' }).delete();
      return [];
    }),
  );
}

const storedFile = ({
  id,
  name,
  url,
  details,
  size,
  checksum,
  verified_at: verifiedAt,
}: Row): StoredFile => ({
  id,
  name,
  url: url ?? '',
  details: typeof details === 'string' ? JSON.parse(details) : (details ?? null),
  size: Number(size ?? 0),
  checksum,
  verified: verifiedAt !== null,
});
