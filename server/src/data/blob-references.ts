/** Which blobs rows refer to. The blobs themselves are in platform/blob-store. */
import { read, toDate, type Strapi } from './database';
import { readPlace } from '../domain/source-place';
import { PLUGIN_ID } from '../plugin-id';
import { UIDS } from './uids';

const LAST_DELETION = 'last-deletion';
const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Rows that named old blobs are gone: the next sweep looks at all of them. Joins the caller's transaction. */
export async function requestFullSweep(strapi: Strapi): Promise<void> {
  await storeOf(strapi).set({ key: LAST_DELETION, value: new Date().toISOString() });
}

/** When mail was last deleted; null: never. */
export async function lastDeletion(strapi: Strapi): Promise<Date | null> {
  return toDate(await storeOf(strapi).get({ key: LAST_DELETION }));
}

/** Rows of one slice: few enough that nobody waits for it. */
const SLICE = 2000;

/** Columns by table: sums of blobs, and places in packs, which begin with the pack's name. */
const REFERENCES = [
  [UIDS.email, ['source_hash', 'source_place']],
  [UIDS.messageLocation, ['source_hash', 'source_place']],
  [UIDS.attachment, ['sha_256']],
] as const;

/**
 * Takes everything that a row refers to out of a set of sha256 sums and names of packs. Tables are walked once by their keys: a look-up of each
 * sum would need indexes that every mail pays for, for a task that runs once a day.
 */
export async function removeReferenced(strapi: Strapi, candidates: Set<string>): Promise<void> {
  for (const [uid, columns] of REFERENCES) {
    let last = 0;
    while (candidates.size > 0) {
      const rows: ({ id: number } & Record<string, string | null>)[] = await read(strapi, (knex, table) =>
        knex(table(uid))
          .where('id', '>', last)
          .orderBy('id')
          .limit(SLICE)
          .select('id', ...columns),
      );
      for (const row of rows) {
        for (const column of columns) {
          const reference = row[column];
          if (reference !== null && reference !== undefined)
            candidates.delete(readPlace(reference)?.pack ?? reference);
        }
      }
      const end = rows.at(-1);
      if (end === undefined) break;
      last = end.id;
    }
  }
}
