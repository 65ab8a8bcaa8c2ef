/**
 * Finds where what was asked for stands, within somebody's reach: in mails, in entries of streams and in cases themselves. Of very
 * many places the newest are looked at and ranked. No text is loaded here.
 */
import type { Knex } from 'knex';
import type { RowScope } from '../../domain/row-scope';
import { within } from '../case-lists';
import { read, readInChunks, toDate, type Strapi } from '../database';
import { withIds } from '../dialect';
import type { MailReach } from '../mail-reach';
import { UIDS } from '../uids';
import { columnsOf, narrowToReadable, tableOf, TABLES, type Asked, type Question, type Row } from './asked';
import { newestHits, newestOfHits, type Hit } from './common-words';
import { INDEX_TABLES, type DocumentKind } from './engine';
import { engineOf } from './index';
import { newestRows } from './newest';

export interface SearchPlace {
  readonly kind: DocumentKind;
  readonly id: number;
  /** the case it belongs to, if the reader may read that case */
  readonly caseId: number | null;
  readonly at: Date;
  /** the higher, the better; 0 where no word was asked for */
  readonly score: number;
}

/**
 * @param most places of each kind
 * @returns in no order
 */
export async function findPlaces(
  strapi: Strapi,
  reach: MailReach,
  question: Question,
  most: number,
): Promise<readonly SearchPlace[]> {
  const kinds: readonly DocumentKind[] =
    question.words.length > 0 ? ['email', 'entry', 'case'] : ['email', 'case'];
  const places: SearchPlace[] = [];
  for (const kind of kinds) {
    const rows = await read(strapi, async (knex) =>
      rowsFor({ strapi, knex, kind, asker: reach, reach, question, most }),
    );
    const readable = await readableCases(strapi, reach.cases, kind, rows);
    for (const { id, case_id: caseId, at, score } of rows)
      places.push({
        kind,
        id,
        caseId: caseId !== null && readable(caseId) ? caseId : null,
        at: toDate(at) ?? new Date(0),
        score: Number(score ?? 0),
      });
  }
  return places;
}

async function rowsFor(asked: Asked): Promise<readonly Row[]> {
  const { strapi, knex, kind, question } = asked;
  if (question.words.length === 0) return newestRows(asked);
  const engine = engineOf(strapi);
  const words = (await engine.complete?.(knex, kind, question.words)) ?? question.words;
  const completed: Asked = { ...asked, question: { ...question, words } };
  const newest = await newestOfHits(completed);
  return newest.areCommon ? newestHits(completed, newest.hits) : rankedRows(completed, newest.hits);
}

/**
 * Rows that hold the words, with what they are ranked by.
 * @param hits all of them
 */
function rankedRows(asked: Asked, hits: readonly Hit[]): Knex.QueryBuilder<object, Row[]> {
  const { knex, kind, strapi, question, most } = asked;
  const engine = engineOf(strapi);
  const { condition, source, score } = engine.matching(kind, question.words);
  const index = INDEX_TABLES[kind];
  const { uid, alias } = TABLES[kind];
  const found = knex(index)
    .joinRaw(`${engine.join} ?? as ?? on ?? = ??`, [
      tableOf(asked, uid),
      alias,
      `${alias}.id`,
      `${index}.${engine.id}`,
    ])
    .select(columnsOf(kind))
    .select(knex.raw(`${source.sql} as rank_source`, [...source.bindings]))
    .orderBy(`${index}.${engine.id}`, 'desc')
    .limit(most);
  if (engine.judgesRows)
    withIds(
      knex,
      found,
      `${index}.${engine.id}`,
      hits.map(({ id }) => id),
    );
  else found.whereRaw(condition.sql, [...condition.bindings]);
  narrowToReadable(found, asked);
  return knex
    .select<Row[]>('id', 'case_id', 'at', knex.raw(`${score.sql} as score`, [...score.bindings]))
    .from(found.as('found')) as Knex.QueryBuilder<object, Row[]>;
}

/** Which of the rows' cases the reader may read. */
async function readableCases(
  strapi: Strapi,
  scope: RowScope,
  kind: DocumentKind,
  rows: readonly Row[],
): Promise<(caseId: number) => boolean> {
  // What is not mail was found by the case.
  if (kind !== 'email' || scope.kind === 'all') return () => true;
  const ids = [...new Set(rows.flatMap(({ case_id: id }) => id ?? []))];
  const found = await readInChunks<number, { id: number }>(ids, (chunk) =>
    read(strapi, async (knex, table) => {
      const query = knex(`${table(UIDS.case)} as matter`)
        .whereIn('matter.id', chunk)
        .select<{ id: number }[]>('matter.id');
      within(strapi, query, scope);
      return (await query) as { id: number }[];
    }),
  );
  const readable = new Set(found.map(({ id }) => id));
  return (caseId) => readable.has(caseId);
}
