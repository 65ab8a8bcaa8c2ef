/** Which blobs rows refer to. The blobs themselves are in platform/blob-store. */
import { read, type Strapi } from './database';
import { UIDS } from './uids';

/** Rows of one slice: few enough that nobody waits for it. */
const SLICE = 2000;

const REFERENCES = [
  [UIDS.email, 'source_hash'],
  [UIDS.messageLocation, 'source_hash'],
  [UIDS.attachment, 'sha_256'],
] as const;

/**
 * Takes everything that a row refers to out of a set of sha256 sums. Tables are walked once by their keys: a look-up of each
 * sum would need indexes that every mail pays for, for a task that runs once a day.
 */
export async function removeReferenced(strapi: Strapi, candidates: Set<string>): Promise<void> {
  for (const [uid, column] of REFERENCES) {
    let last = 0;
    while (candidates.size > 0) {
      const rows: { id: number; sum: string | null }[] = await read(strapi, (knex, table) =>
        knex(table(uid)).where('id', '>', last).orderBy('id').limit(SLICE).select('id', { sum: column }),
      );
      for (const { sum } of rows) if (sum !== null) candidates.delete(sum);
      const end = rows.at(-1);
      if (end === undefined) break;
      last = end.id;
    }
  }
}
