/**
 * Words that stand nearly everywhere: of the places the newest are looked at, slice by slice, so that no search takes longer the more
 * mail there is. Words that few places hold are ranked, in find.
 */
import { chunksOf } from '../database';
import { UIDS } from '../uids';
import { columnsOf, narrowToReadable, tableOf, TABLES, type Asked, type Row } from './asked';
import { INDEX_TABLES, type DocumentKind } from './engine';
import { engineOf } from './index';
import { matchingIds } from './terms';

/** Words that stand in more places than this are common: of those the newest are looked at, slice by slice, until there are enough. */
const COMMON = 2_000;
const SLICE = COMMON;
const SLICES = 2;
const ENOUGH = 500;

/** Ids of the newest places that hold the words, and whether there are so many that the words are common. */
export async function newestOfHits(
  asked: Asked,
): Promise<{ readonly ids: readonly number[]; readonly areCommon: boolean }> {
  // One more than the newest slice holds.
  const ids = await hitsBelow(asked, null, COMMON + 1);
  return { ids, areCommon: ids.length > COMMON };
}

/** Ids of the newest rows that hold the words, of those with smaller ids than the given one, and not below the least. */
async function hitsBelow(
  asked: Asked,
  below: number | null,
  most: number,
  least: number | null = null,
): Promise<readonly number[]> {
  const { knex, kind, strapi, question } = asked;
  const id = `${INDEX_TABLES[kind]}.${engineOf(strapi).id}`;
  const query = knex.queryBuilder();
  matchingIds(query, strapi, kind, question.words);
  if (below !== null) query.where(id, '<', below);
  if (least !== null) query.where(id, '>=', least);
  const rows: Readonly<Record<'id' | 'rowid', number>>[] = await query.orderBy(id, 'desc').limit(most);
  return rows.map((row) => row[engineOf(strapi).id]);
}

/**
 * Of words that stand nearly everywhere the newest places, those in a subject first: ranking all of them would take as long as
 * there is mail. Old ones are reached by words or terms that narrow the search.
 */
export async function newestHits(asked: Asked, newest: readonly number[]): Promise<readonly Row[]> {
  const { kind, knex, question } = asked;
  const { uid, alias } = TABLES[kind];
  const rows: Row[] = [];
  const start = await firstBelow(asked);
  let below = start;
  for (let slice = 0; slice < SLICES && rows.length < ENOUGH; slice += 1) {
    const ids = below === null ? newest.slice(0, SLICE) : await hitsBelow(asked, below, SLICE);
    below = ids.at(-1) ?? 0;
    for (const chunk of chunksOf(ids)) {
      // Within a limit of their own, so that no database begins at the other end, as at all open cases.
      const hits = knex(tableOf(asked, uid))
        .select(ASKED_COLUMNS[kind])
        .whereIn('id', chunk)
        .limit(chunk.length);
      const query = knex.from(hits.as(alias)).select<Row[]>(columnsOf(kind));
      narrowToReadable(query, asked);
      rows.push(...(await query));
    }
    if (ids.length < SLICE) break;
  }
  const inSubject = { ...question, words: question.words.map((clause) => ({ ...clause, field: SUBJECT })) };
  // No further back than what was found: a database may look at every row to find few.
  const first = new Set(await hitsBelow({ ...asked, question: inSubject }, start, SLICE, below));
  return rows.map((row) => ({ ...row, score: first.has(row.id) ? 1 : 0 }));
}

const SUBJECT = 'subject' as const;

/** What terms and reach ask of a row itself. */
const ASKED_COLUMNS: Readonly<Record<DocumentKind, string[]>> = {
  email: [
    ...['id', 'case_id', 'sent_at', 'automatic', 'internal', 'direction', 'has_attachments'],
    ...['author_id', 'group_account_id', 'personal_account_id', 'group_folder_id'],
  ],
  entry: ['id', 'case_id', 'at'],
  case: ['*'],
};

/** Where the newest hits begin: of mail from before a moment the newest of that time. Null: at the newest of all. */
async function firstBelow({ knex, kind, question, ...asked }: Asked): Promise<number | null> {
  const moments = question.terms.flatMap(({ asks, negated }) =>
    asks.kind === 'before' && !negated ? [asks.at] : [],
  );
  if (kind !== 'email' || moments.length === 0) return null;
  const newest = knex(asked.strapi.db.metadata.get(UIDS.email).tableName)
    .where('state', 'received')
    .where('sent_at', '<', new Date(Math.min(...moments.map(Number))))
    .orderBy('sent_at', 'desc')
    .limit(ENOUGH)
    .select('id');
  const [row] = await knex.from(newest.as('newest')).max<{ id: number | null }[]>({ id: 'id' });
  return (row?.id ?? 0) + 1;
}
