/**
 * Lists of cases: keyset pages, counters and what a row shows, in a fixed number of statements a page. Bodies are never
 * loaded here.
 */
import type { Knex } from 'knex';
import type { RowScope } from '../domain/row-scope';
import { read, readInChunks, toDate, type Strapi } from './database';
import { findCases, type CaseRecord } from './cases';
import { caseTeamsTable } from './teams';
import { caseSources, fromSource } from './case-sources';
import { hasRow } from './has-row';
import { cutPage, pageOf, pageOfLongest } from './keyset';
import { UIDS } from './uids';

export type CaseListView =
  | { readonly kind: 'mine'; readonly userId: number }
  | { readonly kind: 'unassigned' }
  | { readonly kind: 'open' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'snoozed' }
  /** open and closed ones in whose notes the user is mentioned */
  | { readonly kind: 'mentions'; readonly userId: number }
  | { readonly kind: 'team'; readonly teamId: number; readonly part?: TeamPart };

/** Which cases of a team: open ones of the user, open ones of all others, with those of nobody, or those that are not open. */
export type TeamPart =
  | { readonly kind: 'mine'; readonly userId: number }
  | { readonly kind: 'others'; readonly userId: number }
  | { readonly kind: 'closed' };

/** `newest` activity first, or the customers who have waited longest, and then cases that none has written to. */
export type CaseSort = 'newest' | 'waiting';

/** The last row of a page: the next one begins after it. `at` is null where the value that it is sorted by is missing. */
export interface CaseCursor {
  readonly at: Date | null;
  readonly id: number;
}

export interface CasePageRequest {
  readonly after: CaseCursor | null;
  readonly limit: number;
  readonly sort: CaseSort;
}

export interface CaseList {
  readonly cases: readonly CaseRecord[];
  readonly next: CaseCursor | null;
}

/** A page of cases within the scope. */
export async function listCases(
  strapi: Strapi,
  view: CaseListView,
  scope: RowScope,
  page: CasePageRequest,
): Promise<CaseList> {
  const rows = await rowsInView(strapi, view, scope, page);
  const { shown, next } = cutPage(rows, page.limit, ({ at, id }) => ({ at: toDate(at), id }));
  const cases = new Map(
    (await findCases(strapi, { id: { $in: shown.map(({ id }) => id) } })).map((found) => [found.id, found]),
  );
  return {
    cases: shown.flatMap(({ id }) => cases.get(id) ?? []),
    next,
  };
}

/** Ids of the cases of a list, newest activity first. */
export async function caseIdsInView(
  strapi: Strapi,
  view: CaseListView,
  scope: RowScope,
  most: number,
): Promise<readonly number[]> {
  const rows = await rowsInView(strapi, view, scope, { after: null, limit: most - 1, sort: 'newest' });
  return rows.map(({ id }) => id);
}

/** One row more than the page has, where there are so many. */
async function rowsInView(
  strapi: Strapi,
  view: CaseListView,
  scope: RowScope,
  page: CasePageRequest,
): Promise<readonly PlacedRow[]> {
  const rows = new Map<number, PlacedRow>();
  for (const source of await caseSources(strapi, scope, fewOf(view))) {
    const found = await read(strapi, (knex) => {
      const inList = (column: string) => {
        const query = fromSource(strapi, knex, source).select<PlacedRow[]>(
          'matter.id',
          `matter.${column} as at`,
        );
        within(strapi, query, source.scope);
        inView(strapi, query, view);
        return query;
      };
      return page.sort === 'waiting' ? byWaiting(inList, page) : byActivity(inList, page);
    });
    for (const row of found) rows.set(row.id, row);
  }
  return [...rows.values()].sort(ORDERS[page.sort]).slice(0, page.limit + 1);
}

const fewOf = (view: CaseListView): Parameters<typeof caseSources>[2] => {
  if (view.kind === 'team') return { kind: 'teams', ids: [view.teamId] };
  return view.kind === 'mentions' ? { kind: 'mentions', userId: view.userId } : null;
};

interface PlacedRow {
  readonly id: number;
  readonly at: unknown;
}

const ORDERS: Readonly<Record<CaseSort, (left: PlacedRow, right: PlacedRow) => number>> = {
  newest: (left, right) => Number(toDate(right.at)) - Number(toDate(left.at)) || right.id - left.id,
  waiting: (left, right) =>
    Number(toDate(left.at) ?? LAST) - Number(toDate(right.at) ?? LAST) || left.id - right.id,
};
/** Later than any moment. */
const LAST = 8.64e15;

type InList = (column: string) => Knex.QueryBuilder;

function byActivity(inList: InList, { after, limit }: CasePageRequest): Promise<readonly PlacedRow[]> {
  const place = after === null ? null : { at: after.at ?? new Date(0), id: after.id };
  const column = 'last_activity_at';
  return pageOf(inList(column), { table: 'matter', column }, { after: place, limit });
}

/** Two statements, each along the index: missing values come first on one database and last on another. */
async function byWaiting(inList: InList, { after, limit }: CasePageRequest): Promise<readonly PlacedRow[]> {
  const column = 'last_customer_message_at';
  const waiting: readonly PlacedRow[] =
    after !== null && after.at === null
      ? []
      : await pageOfLongest(
          inList(column).whereNotNull(`matter.${column}`),
          { table: 'matter', column },
          { after: after === null || after.at === null ? null : { at: after.at, id: after.id }, limit },
        );
  if (waiting.length > limit) return waiting;
  const rest = inList(column).whereNull(`matter.${column}`);
  if (after !== null && after.at === null) rest.andWhere('matter.id', '>', after.id);
  const nobodys: readonly PlacedRow[] = await rest.orderBy('matter.id').limit(limit + 1 - waiting.length);
  return [...waiting, ...nobodys];
}

function inView(strapi: Strapi, query: Knex.QueryBuilder, view: CaseListView): void {
  // All that it is read from.
  if (view.kind === 'mentions') return;
  const closed = view.kind === 'closed' || (view.kind === 'team' && view.part?.kind === 'closed');
  query.andWhere('matter.open', !closed);
  if (view.kind === 'snoozed') query.andWhere('matter.snoozed', true);
  else if (!closed) awake(query);
  if (view.kind === 'mine') query.andWhere('matter.assignee_id', view.userId);
  if (view.kind === 'unassigned') query.whereNull('matter.assignee_id');
  if (view.kind !== 'team') return;
  ofTeams(strapi, query, [view.teamId]);
  const { part } = view;
  if (part?.kind === 'mine') query.andWhere('matter.assignee_id', part.userId);
  if (part?.kind === 'others')
    query.andWhere((other) =>
      other.whereNull('matter.assignee_id').orWhere('matter.assignee_id', '<>', part.userId),
    );
}

/** Narrows a query over open cases, named `matter`, to those that are not snoozed. Cases from before there was snoozing say nothing of it. */
export function awake(query: Knex.QueryBuilder): void {
  query.andWhere((not) => not.whereNull('matter.snoozed').orWhere('matter.snoozed', false));
}

function ofTeams(strapi: Strapi, query: Knex.QueryBuilder, teamIds: readonly number[]): void {
  hasRow(strapi, query, (link) =>
    link
      .from(caseTeamsTable(strapi))
      .select('case_id')
      .whereRaw('case_id = matter.id')
      .whereIn('team_id', [...teamIds]),
  );
}

/** Narrows a query over cases, named `matter`, to a scope. */
export function within(strapi: Strapi, query: Knex.QueryBuilder, scope: RowScope): void {
  if (scope.kind === 'all') return;
  if (scope.kind === 'none') {
    query.whereRaw('1 = 0');
    return;
  }
  query.andWhere((either) => {
    either.whereRaw('1 = 0');
    if (scope.own) either.orWhere('matter.assignee_id', scope.userId);
    if (scope.teamIds.length > 0) either.orWhere((some) => ofTeams(strapi, some, scope.teamIds));
  });
}

/** Those of these cases that are within the scope: documentIds by id. */
export async function casesWithin(
  strapi: Strapi,
  scope: RowScope,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await readInChunks<number, { id: number; documentId: string }>(ids, (chunk) =>
    read(strapi, async (knex, table) => {
      const query = knex(`${table(UIDS.case)} as matter`)
        .whereIn('matter.id', chunk)
        .select<{ id: number; documentId: string }[]>('matter.id', 'matter.document_id as documentId');
      within(strapi, query, scope);
      return query;
    }),
  );
  return new Map(rows.map(({ id, documentId }) => [id, documentId]));
}

/** Which of these cases hold mail that the user has not opened. */
export async function unreadCases(
  strapi: Strapi,
  userId: number,
  caseIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (caseIds.length === 0) return new Set();
  const rows = await readInChunks<number, { case_id: number }>(caseIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.inboxEntry))
        .distinct('case_id')
        .where({ user_id: userId, unread: true })
        .whereIn('case_id', chunk),
    ),
  );
  return new Set(rows.map(({ case_id: id }) => id));
}

export type Writing = 'draft' | 'scheduled';

/** What the user is writing in these cases or sends later; a draft that needs its author counts before one that waits. */
export async function writingInCases(
  strapi: Strapi,
  userId: number,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, Writing>> {
  const rows = await readInChunks<number, { case_id: number; state: string }>(caseIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.email))
        .whereIn('case_id', chunk)
        .where('author_id', userId)
        .whereIn('state', ['draft', 'held', 'scheduled'])
        .select('case_id', 'state'),
    ),
  );
  const writing = new Map<number, Writing>();
  for (const { case_id: id, state } of rows)
    if (state !== 'scheduled') writing.set(id, 'draft');
    else if (!writing.has(id)) writing.set(id, 'scheduled');
  return writing;
}
