/** Which case is worked on in place of which. Merging itself is cases/merge-cases. */
import { read, readInChunks, type Connection, type Strapi } from './database';
import { UIDS } from './uids';

/**
 * Where cases that were merged are worked on now: the last of a chain. Cases that were not merged are left out. Chains end: a case is
 * never merged into one that was merged into it.
 */
export async function mergedEnds(
  { knex, table }: Connection,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const next = new Map<number, number>();
  let asked = [...new Set(caseIds)];
  while (asked.length > 0) {
    const rows = await readInChunks<number, { id: number; into: number }>(asked, (chunk) =>
      knex(table(UIDS.case))
        .whereIn('id', chunk)
        .whereNotNull('merged_into_id')
        .select('id', 'merged_into_id as into'),
    );
    for (const { id, into } of rows) next.set(id, into);
    asked = [...new Set(rows.map(({ into }) => into))].filter((id) => !next.has(id));
  }
  return new Map([...next.keys()].map((id) => [id, endOf(id, next)]));
}

function endOf(id: number, next: ReadonlyMap<number, number>): number {
  let end = id;
  for (let into = next.get(end); into !== undefined; into = next.get(end)) end = into;
  return end;
}

/** Ids of the cases that were merged into this one, also by way of others. */
export async function casesWithin(strapi: Strapi, caseId: number): Promise<readonly number[]> {
  const found = new Set<number>();
  let asked = [caseId];
  while (asked.length > 0) {
    const rows = await read(strapi, (knex, table) =>
      knex(table(UIDS.case)).whereIn('merged_into_id', asked).select<{ id: number }[]>('id'),
    );
    asked = rows.map(({ id }) => id).filter((id) => !found.has(id));
    for (const id of asked) found.add(id);
  }
  return [...found];
}
