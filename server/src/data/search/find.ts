/**
 * Finds where what was asked for stands, within somebody's reach: in mails, in entries of streams and in cases themselves. Of very
 * many places the newest are looked at and ranked. No text is loaded here.
 */
import type { Knex } from 'knex';
import type { RowScope } from '../../domain/row-scope';
import { within } from '../case-lists';
import { read, readInChunks, toDate, type Strapi } from '../database';
import { withinReach, type MailReach } from '../mail-reach';
import { UIDS, type Uid } from '../uids';
import { INDEX_TABLES, type DocumentKind, type WordClause } from './engine';
import { engineOf } from './index';
import { momentOf, narrowTo, type Rows, type Term } from './terms';

/** Places of one kind that are ranked; more answers nobody reads. */
export const MOST_PLACES = 5000;

export interface SearchPlace {
  readonly kind: DocumentKind;
  readonly id: number;
  /** the case it belongs to, if the reader may read that case */
  readonly caseId: number | null;
  readonly at: Date;
  /** the higher, the better; 0 where no word was asked for */
  readonly score: number;
}

export interface Question {
  /** words that must stand in one document; what is found is ranked by them */
  readonly words: readonly WordClause[];
  /** everything else that a row must fit */
  readonly terms: readonly Term[];
}

interface Row {
  readonly id: number;
  readonly case_id: number | null;
  readonly at: unknown;
  readonly score?: number | string | null;
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
    const rows: readonly Row[] = await read(strapi, (knex) => {
      const asked: Asked = { strapi, knex, kind, asker: reach, reach, question, most };
      return question.words.length > 0 ? rankedRows(asked) : newestRows(asked);
    });
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

interface Asked extends Rows {
  readonly knex: Knex;
  readonly reach: MailReach;
  readonly question: Question;
  readonly most: number;
}

const TABLES: Readonly<Record<DocumentKind, { readonly uid: Uid; readonly alias: string }>> = {
  email: { uid: UIDS.email, alias: 'mail' },
  entry: { uid: UIDS.caseEvent, alias: 'entry' },
  case: { uid: UIDS.case, alias: 'matter' },
};

const tableOf = ({ strapi }: Asked, uid: Uid): string => strapi.db.metadata.get(uid).tableName;

/** Rows that hold the words, with what they are ranked by. */
function rankedRows(asked: Asked): Knex.QueryBuilder<object, Row[]> {
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
    .whereRaw(condition.sql, [...condition.bindings])
    .select(columnsOf(kind))
    .select(knex.raw(`${source.sql} as rank_source`, [...source.bindings]))
    .orderBy(`${index}.${engine.id}`, 'desc')
    .limit(most);
  narrowToReadable(found, asked);
  return knex
    .select<Row[]>('id', 'case_id', 'at', knex.raw(`${score.sql} as score`, [...score.bindings]))
    .from(found.as('found')) as Knex.QueryBuilder<object, Row[]>;
}

/** Cases, and mails that belong to none that the reader may read, by newest activity. */
function newestRows(asked: Asked): Knex.QueryBuilder<object, Row[]> {
  const { knex, kind, reach, most } = asked;
  const { uid, alias } = TABLES[kind];
  const query = knex(`${tableOf(asked, uid)} as ${alias}`)
    .select<Row[]>(columnsOf(kind))
    .orderBy([
      { column: momentOf(kind), order: 'desc' },
      { column: `${alias}.id`, order: 'desc' },
    ])
    .limit(most);
  if (kind === 'email')
    query.where((alone) => {
      alone.whereNull('mail.case_id');
      if (reach.cases.kind !== 'all')
        alone.orWhereNotIn('mail.case_id', (ids: Knex.QueryBuilder) => {
          ids.from(`${tableOf(asked, UIDS.case)} as matter`).select('matter.id');
          within(asked.strapi, ids, reach.cases);
        });
    });
  narrowToReadable(query, asked);
  return query as Knex.QueryBuilder<object, Row[]>;
}

const columnsOf = (kind: DocumentKind): string[] => {
  const { alias } = TABLES[kind];
  return [
    `${alias}.id as id`,
    `${kind === 'case' ? 'matter.id' : `${alias}.case_id`} as case_id`,
    `${momentOf(kind)} as at`,
  ];
};

function narrowToReadable(query: Knex.QueryBuilder, asked: Asked): void {
  const { strapi, kind, reach, question } = asked;
  const cases = `${tableOf(asked, UIDS.case)} as matter`;
  if (kind === 'email') {
    query.leftJoin(cases, 'matter.id', 'mail.case_id');
    withinReach(strapi, query, reach);
    // What Mailroom writes to its own users is in their mailboxes.
    query.whereRaw('(coalesce(mail.automatic, false) = false or coalesce(mail.internal, false) = false)');
  } else {
    if (kind === 'entry') query.join(cases, 'matter.id', 'entry.case_id');
    within(strapi, query, reach.cases);
  }
  narrowTo(query, asked, question.terms);
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
