/**
 * Finds where what was asked for stands, within somebody's reach: in mails, in entries of streams and in cases themselves. Of very
 * many places the newest are looked at and ranked. No text is loaded here.
 */
import type { Knex } from 'knex';
import type { RowScope } from '../../domain/row-scope';
import { within } from '../case-lists';
import { IN_PERSON } from '../../domain/inbox';
import { chunksOf, read, readInChunks, toDate, type Strapi } from '../database';
import { withinReach, type MailReach } from '../mail-reach';
import { UIDS, type Uid } from '../uids';
import { INDEX_TABLES, type DocumentKind, type WordClause } from './engine';
import { engineOf } from './index';
import { matchingIds, momentOf, narrowTo, type Rows, type Term } from './terms';

/** Places of one kind that are ranked; more answers nobody reads. */
export const MOST_PLACES = 5000;

/** Words that stand in more places than this are common: of those the newest are looked at, slice by slice, until there are enough. */
const COMMON = 2_000;
const SLICE = COMMON;
const SLICES = 2;
const ENOUGH = 500;

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
    const rows = await read(strapi, async (knex): Promise<readonly Row[]> => {
      const asked: Asked = { strapi, knex, kind, asker: reach, reach, question, most };
      if (question.words.length === 0)
        return newestRows(kind === 'case' ? { ...asked, question: await withFew(asked) } : asked);
      // One more than the newest slice holds: words of which there are more are common.
      const newest = await hitsBelow(asked, null, COMMON + 1);
      return newest.length > COMMON ? newestHits(asked, newest) : rankedRows(asked);
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

/** The question, in which words are marked that few mails hold. What was sent in secret, and words that must not stand, never are. */
async function withFew(asked: Asked): Promise<Question> {
  const terms: Term[] = [];
  for (const term of asked.question.terms) {
    const { asks, negated } = term;
    if (asks.kind !== 'words' || negated || asks.clause.field === 'to') {
      terms.push(term);
      continue;
    }
    const ofMails: Asked = { ...asked, kind: 'email', question: { words: [asks.clause], terms: [] } };
    const few = (await hitsBelow(ofMails, null, COMMON + 1)).length <= COMMON;
    terms.push({ asks: { ...asks, few }, negated });
  }
  return { ...asked.question, terms };
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
async function newestHits(asked: Asked, newest: readonly number[]): Promise<readonly Row[]> {
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

/** Cases, and mails that belong to none that the reader may read, by newest activity. */
async function newestRows(asked: Asked): Promise<readonly Row[]> {
  const rows = new Map<number, Row>();
  // Each of the parts is read along an index of its own, which one condition over all could not be.
  for (const narrow of asked.kind === 'email' ? partsOfMail(asked) : [() => undefined])
    for (const row of await newestOf(asked, narrow)) rows.set(row.id, row);
  return [...rows.values()];
}

type Narrow = (query: Knex.QueryBuilder) => void;

/** Mail of no case, and what of cases that the reader may not read came to the reader in person. */
function partsOfMail(asked: Asked): readonly Narrow[] {
  const { reach, most } = asked;
  const alone: Narrow = (query) => void query.whereNull('mail.case_id');
  if (reach.cases.kind === 'all') return [alone];
  const ofAccounts: Narrow = (query) => {
    query.whereIn('mail.personal_account_id', [...reach.ownAccountIds]);
    ofUnreadableCases(query, asked);
  };
  const inPerson: Narrow = (query) => {
    const newest = asked
      .knex(tableOf(asked, UIDS.inboxEntry))
      .select('email_id')
      .where('user_id', reach.userId)
      .whereIn('because', [...IN_PERSON])
      .orderBy('sent_at', 'desc')
      .limit(Math.max(most, MOST_PLACES));
    query.whereIn('mail.id', asked.knex.select('email_id').from(newest.as('newest')));
    ofUnreadableCases(query, asked);
  };
  return [
    alone,
    ...(reach.ownAccountIds.length > 0 ? [ofAccounts] : []),
    ...(reach.inPerson ? [inPerson] : []),
  ];
}

function ofUnreadableCases(query: Knex.QueryBuilder, asked: Asked): void {
  query.whereNotNull('mail.case_id').whereNotExists((readable) => {
    readable
      .from(`${tableOf(asked, UIDS.case)} as matter`)
      .select('matter.id')
      .whereRaw('matter.id = mail.case_id');
    within(asked.strapi, readable, asked.reach.cases);
  });
}

async function newestOf(asked: Asked, narrow: Narrow): Promise<readonly Row[]> {
  const { knex, kind, most } = asked;
  const { uid, alias } = TABLES[kind];
  const query = knex(`${tableOf(asked, uid)} as ${alias}`)
    .select<Row[]>(columnsOf(kind))
    .orderBy([
      { column: momentOf(kind), order: 'desc' },
      { column: `${alias}.id`, order: 'desc' },
    ])
    .limit(most);
  narrow(query);
  narrowToReadable(query, asked);
  return query;
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
