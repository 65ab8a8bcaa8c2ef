/** Finds cases by what somebody types to name one: its number, or words of its subject. Lists are case-lists. */
import type { RowScope } from '../domain/row-scope';
import { within } from './case-lists';
import { findCases, type CaseRecord } from './cases';
import { read, type Strapi } from './database';
import { UIDS } from './uids';

const HITS = 10;

/** The largest number that PostgreSQL's integer holds; asking for more is an error there. */
const LARGEST_INTEGER = 2_147_483_647;

/**
 * The case of that number first, then those whose subject holds the words, by newest activity; at most ten.
 * @param typed a number, also as `#12`, or words of a subject
 * @param scopes a case must be within all of them
 */
export async function searchCases(
  strapi: Strapi,
  typed: string,
  scopes: readonly RowScope[],
): Promise<readonly CaseRecord[]> {
  const number = numberIn(typed);
  const like = `%${typed.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  const rows: { id: number }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.case)} as matter`).select('matter.id');
    query.where((either) => {
      // As typed too: SQLite lowers no letter outside of ASCII.
      either
        .whereRaw("lower(matter.subject) like ? escape '!'", [like.toLowerCase()])
        .orWhereRaw("matter.subject like ? escape '!'", [like]);
      if (number !== null) either.orWhere('matter.number', number);
    });
    // What was merged is worked on elsewhere.
    query.whereNull('matter.merged_into_id');
    for (const scope of scopes) within(strapi, query, scope);
    if (number !== null) query.orderByRaw('case when matter.number = ? then 0 else 1 end', [number]);
    return query
      .orderBy([
        { column: 'matter.last_activity_at', order: 'desc' },
        { column: 'matter.id', order: 'desc' },
      ])
      .limit(HITS);
  });
  const found = new Map(
    (await findCases(strapi, { id: { $in: rows.map(({ id }) => id) } })).map((record) => [record.id, record]),
  );
  return rows.flatMap(({ id }) => found.get(id) ?? []);
}

function numberIn(typed: string): number | null {
  const digits = /^#?(\d{1,10})$/.exec(typed.trim())?.[1];
  const number = digits === undefined ? null : Number(digits);
  return number !== null && number <= LARGEST_INTEGER ? number : null;
}

/** How many cases a requester has, merged ones left out, within a scope. */
export async function countCasesOfRequester(
  strapi: Strapi,
  requesterId: number,
  scope: RowScope,
): Promise<number> {
  const [row]: { total?: number | string }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.case)} as matter`)
      .where('matter.requester_id', requesterId)
      .whereNull('matter.merged_into_id')
      .count({ total: '*' });
    within(strapi, query, scope);
    return query;
  });
  return Number(row?.total ?? 0);
}
