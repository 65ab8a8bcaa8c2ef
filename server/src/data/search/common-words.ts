/**
 * Words that stand nearly everywhere: of the places the newest are looked at, slice by slice, so that no search takes longer the more
 * mail there is. Words that few places hold are ranked, in find.
 */
import type { Knex } from 'knex';
import { readInChunks } from '../database';
import { withIds } from '../dialect';
import { UIDS } from '../uids';
import { columnsOf, narrowToReadable, tableOf, TABLES, type Asked, type Row } from './asked';
import { INDEX_TABLES, type DocumentKind, type WordClause } from './engine';
import { engineOf } from './index';
import { matchingIds } from './terms';

/** Words that stand in more places than this are common: of those the newest are looked at, slice by slice, until there are enough. */
const COMMON = 500;
const SLICE = COMMON;
const SLICES = 6;
const ENOUGH = 300;

/** A place that holds the words. */
export interface Hit {
  readonly id: number;
  /** whether all of them stand in the subject; null: the database is to be asked for those apart */
  readonly inSubject: boolean | null;
}

/** The newest places that hold the words, and whether there are so many that the words are common. */
export async function newestOfHits(
  asked: Asked,
): Promise<{ readonly hits: readonly Hit[]; readonly areCommon: boolean }> {
  // One more than the newest slice holds.
  const hits = await hitsBelow(asked, null, COMMON + 1);
  return { hits, areCommon: hits.length > COMMON };
}

/** Of the newest rows that hold the words those with smaller ids than the given one. */
async function hitsBelow(asked: Asked, below: number | null, most: number): Promise<readonly Hit[]> {
  const { knex, kind, strapi, question } = asked;
  const engine = engineOf(strapi);
  const query = idsBelow(asked, question.words, below).limit(most);
  if (engine.judgesRows) {
    const { condition } = engine.matching(kind, question.words.map(inSubject));
    query.select(knex.raw(`${condition.sql} as in_subject`, [...condition.bindings]));
  }
  const rows: HitRow[] = await query;
  return rows.map((row) => ({ id: row[engine.id], inSubject: row.in_subject ?? null }));
}

type HitRow = Readonly<Record<'id' | 'rowid', number>> & { readonly in_subject?: boolean };

/** Ids of documents that hold the words, newest first. */
function idsBelow(
  { knex, kind, strapi }: Asked,
  words: readonly WordClause[],
  below: number | null,
): Knex.QueryBuilder {
  const id = `${INDEX_TABLES[kind]}.${engineOf(strapi).id}`;
  const query = knex.queryBuilder();
  matchingIds(query, strapi, kind, words);
  if (below !== null) query.where(id, '<', below);
  return query.orderBy(id, 'desc');
}

const inSubject = (clause: WordClause): WordClause => ({ ...clause, field: 'subject' });

/**
 * Of words that stand nearly everywhere the newest places, those in a subject first: ranking all of them would take as long as
 * there is mail. Old ones are reached by words or terms that narrow the search.
 */
export async function newestHits(asked: Asked, newest: readonly Hit[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const looked: Hit[] = [];
  const start = await firstBelow(asked);
  for (let slice = 0; slice < SLICES && rows.length < ENOUGH; slice += 1) {
    const below = looked.at(-1)?.id ?? start;
    const hits = below === null ? newest.slice(0, SLICE) : await hitsBelow(asked, below, SLICE);
    looked.push(...hits);
    rows.push(
      ...(await readableRows(
        asked,
        hits.map(({ id }) => id),
      )),
    );
    if (hits.length < SLICE) break;
  }
  const first = await idsInSubject(asked, looked);
  return rows.map((row) => ({ ...row, score: first.has(row.id) ? 1 : 0 }));
}

/** Those of the rows that fit and that the reader may read. */
async function readableRows(asked: Asked, ids: readonly number[]): Promise<readonly Row[]> {
  const { kind, knex } = asked;
  const { uid, alias } = TABLES[kind];
  return readInChunks<number, Row>(ids, (chunk) => {
    // Within a limit of their own, so that no database begins at the other end, as at all open cases.
    const hits = withIds(knex, knex(tableOf(asked, uid)), 'id', chunk)
      .select(ASKED_COLUMNS[kind])
      .limit(chunk.length);
    const query = knex.from(hits.as(alias)).select<Row[]>(columnsOf(kind));
    narrowToReadable(query, asked);
    return query;
  });
}

/** Of hits, newest first, those that hold all words in their subject. */
async function idsInSubject(asked: Asked, looked: readonly Hit[]): Promise<ReadonlySet<number>> {
  const [newest, oldest] = [looked[0], looked.at(-1)];
  if (newest === undefined || oldest === undefined) return new Set();
  if (newest.inSubject !== null)
    return new Set(looked.flatMap((hit) => (hit.inSubject === true ? [hit.id] : [])));
  const { kind, strapi, question } = asked;
  const { id } = engineOf(strapi);
  // No further back than what was found: a database may look at every row to find few.
  const rows: HitRow[] = await idsBelow(asked, question.words.map(inSubject), newest.id + 1)
    .where(`${INDEX_TABLES[kind]}.${id}`, '>=', oldest.id)
    .limit(looked.length);
  return new Set(rows.map((row) => row[id]));
}

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
