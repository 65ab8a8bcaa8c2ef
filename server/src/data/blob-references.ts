/** Which blobs rows refer to. The blobs themselves are in platform/blob-store. */
import { read, toDate, type Strapi } from './database';
import { readPlace } from '../domain/source-place';
import { PLUGIN_ID } from '../plugin-id';
import { UIDS, type Uid } from './uids';

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

/** What a row refers to: a file, or the source of a mail, which may lie in a pack. */
export interface BlobReference {
  readonly kind: 'file' | 'source';
  readonly uid: Uid;
  readonly id: number;
  /** the row, in words */
  readonly row: string;
  readonly sha256: string;
  /** of a source in a pack */
  readonly place: string | null;
}

/** Columns by table: the sum of a blob, and its place in a pack, which begins with the pack's name. */
const REFERENCES = [
  { uid: UIDS.email, kind: 'source', row: 'mail', columns: ['source_hash', 'source_place'] },
  {
    uid: UIDS.messageLocation,
    kind: 'source',
    row: 'place of a mail',
    columns: ['source_hash', 'source_place'],
  },
  { uid: UIDS.attachment, kind: 'file', row: 'attachment', columns: ['sha_256', null] },
] as const;

/**
 * Everything that rows refer to, in slices. Tables are walked once by their keys: a look-up of each sum would need indexes
 * that every mail pays for, for tasks that run once a day or less.
 */
export async function* allReferences(strapi: Strapi): AsyncGenerator<readonly BlobReference[]> {
  for (const { uid, kind, row, columns } of REFERENCES) {
    const [sum, place] = columns;
    const names = place === null ? [sum] : [sum, place];
    for (let last = 0; ;) {
      const rows: ({ id: number } & Record<string, string | null>)[] = await read(strapi, (knex, table) =>
        knex(table(uid))
          .where('id', '>', last)
          .orderBy('id')
          .limit(SLICE)
          .select('id', ...names),
      );
      yield rows.flatMap((found): readonly BlobReference[] => {
        const sha256 = found[sum];
        const lies = place === null ? null : (found[place] ?? null);
        return sha256 == null
          ? []
          : [{ kind, uid, id: found.id, row: `${row} ${found.id}`, sha256, place: lies }];
      });
      const end = rows.at(-1);
      if (end === undefined) break;
      last = end.id;
    }
  }
}

/** Takes everything that a row refers to out of a set of sha256 sums and names of packs. */
export async function removeReferenced(strapi: Strapi, candidates: Set<string>): Promise<void> {
  if (candidates.size === 0) return;
  for await (const references of allReferences(strapi)) {
    for (const { sha256, place } of references) {
      candidates.delete(sha256);
      if (place !== null) candidates.delete(readPlace(place)?.pack ?? place);
    }
    if (candidates.size === 0) return;
  }
}
