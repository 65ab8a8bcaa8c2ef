/** Filters as they are stored: finding them, and counting what they catch. What they mean is in domain/filters. */
import type { Knex } from 'knex';
import { CLASSIFICATIONS, type Classification } from '../domain/classification';
import type { Filter, FilterAction, FilterCriteria, FilterScope } from '../domain/filter';
import { read, rowsOf, toDate, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

/** A filter with what is known of it. */
export interface StoredFilter extends Filter {
  /** mails that it has matched */
  readonly hits: number;
  readonly lastHitAt: Date | null;
  readonly updatedAt: Date;
  /** counts changes; see data/filter-changes */
  readonly version: number;
}

/** Which filters are meant: those of a scope, or of every user. */
export type FilterScopes = readonly (FilterScope | { readonly kind: 'user'; readonly userId: 'any' })[];

interface Row {
  readonly id: number;
  readonly document_id: string;
  readonly name: string | null;
  readonly scope: FilterScope['kind'];
  readonly group_account_id: number | null;
  readonly personal_account_id: number | null;
  readonly user_id: number | null;
  readonly active: boolean | number | null;
  readonly order: number | null;
  readonly stop: boolean | number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  readonly subject: string | null;
  readonly body_contains: unknown;
  readonly body_contains_all: unknown;
  readonly has_attachment: 'yes' | 'no' | null;
  readonly classifications: unknown;
  readonly actions: unknown;
  readonly hits: number | null;
  readonly last_hit_at: unknown;
  readonly updated_at: unknown;
  readonly version: number | null;
}

const SCOPE_ORDER: readonly FilterScope['kind'][] = ['global', 'group-account', 'personal-account', 'user'];

/**
 * The filters of these scopes, in the order in which they are asked: global, of accounts, of users; within a scope by
 * `order`. Inactive ones are among them unless they are left out.
 * @throws DataError
 */
export async function findFilters(
  strapi: Strapi,
  scopes: FilterScopes,
  options: { readonly activeOnly?: boolean } = {},
): Promise<readonly StoredFilter[]> {
  if (scopes.length === 0) return [];
  // Not through the query engine, which would ask once more for each relation, with every batch of mails.
  const rows: Row[] = await read(strapi, (knex, table) => {
    const query = knex(table(UIDS.filter))
      .select('*')
      .where((any) => {
        for (const scope of scopes) any.orWhere((one) => whereScope(one, scope));
      })
      .orderBy(['order', 'id']);
    return options.activeOnly === true ? query.andWhere('active', true) : query;
  });
  return rows
    .flatMap((row) => filterFromRow(row) ?? [])
    .sort((left, right) => SCOPE_ORDER.indexOf(left.scope.kind) - SCOPE_ORDER.indexOf(right.scope.kind));
}

/** Active filters that may leave mail of a mailbox out: of all, and of the mailbox's account. @throws DataError */
export async function filtersOfMailbox(strapi: Strapi, mailboxId: number): Promise<readonly StoredFilter[]> {
  const accounts = async (uid: typeof UIDS.groupAccount | typeof UIDS.personalAccount) => {
    const rows = await rowsOf<{ readonly id: number }>(strapi, uid).findMany({
      select: ['id'],
      where: { mailbox: mailboxId },
    });
    return rows.map(({ id }) => id);
  };
  const group = await accounts(UIDS.groupAccount);
  const personal = await accounts(UIDS.personalAccount);
  const scopes: FilterScopes = [
    { kind: 'global' },
    ...group.map((accountId) => ({ kind: 'group-account', accountId }) as const),
    ...personal.map((accountId) => ({ kind: 'personal-account', accountId }) as const),
  ];
  return findFilters(strapi, scopes, { activeOnly: true });
}

/** One filter; null when there is none, or its account or user is gone. @throws DataError */
export async function findFilter(strapi: Strapi, documentId: string): Promise<StoredFilter | null> {
  const row: Row | undefined = await read(strapi, (knex, table) =>
    knex(table(UIDS.filter)).where('document_id', documentId).first('*'),
  );
  return row === undefined ? null : filterFromRow(row);
}

/** Those of these that are still asked about something. @throws DataError */
export async function findFiltersById(
  strapi: Strapi,
  ids: readonly number[],
): Promise<readonly StoredFilter[]> {
  const rows: Row[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.filter))
      .whereIn('id', [...ids])
      .select('*'),
  );
  return rows.flatMap((row) => filterFromRow(row) ?? []);
}

function whereScope(query: Knex.QueryBuilder, scope: FilterScopes[number]): void {
  void query.where('scope', scope.kind);
  if (scope.kind === 'group-account') void query.andWhere('group_account_id', scope.accountId);
  if (scope.kind === 'personal-account') void query.andWhere('personal_account_id', scope.accountId);
  if (scope.kind === 'user' && scope.userId !== 'any') void query.andWhere('user_id', scope.userId);
}

function filterFromRow(row: Row): StoredFilter | null {
  const scope = scopeFromRow(row);
  if (scope === null) return null;
  return {
    id: row.id,
    documentId: row.document_id,
    name: row.name ?? '',
    scope,
    active: Boolean(row.active),
    order: row.order ?? 0,
    stop: Boolean(row.stop),
    criteria: criteriaFromRow(row),
    actions: listOf(row.actions) as readonly FilterAction[],
    hits: row.hits ?? 0,
    lastHitAt: toDate(row.last_hit_at),
    updatedAt: toDate(row.updated_at) ?? new Date(0),
    version: row.version ?? 1,
  };
}

/** Null for a filter whose account or user was deleted: it is asked about nothing any more. */
function scopeFromRow(row: Row): FilterScope | null {
  const { scope, group_account_id: group, personal_account_id: personal, user_id: userId } = row;
  switch (scope) {
    case 'global':
      return { kind: scope };
    case 'group-account':
      return group === null ? null : { kind: scope, accountId: group };
    case 'personal-account':
      return personal === null ? null : { kind: scope, accountId: personal };
    case 'user':
      return userId === null ? null : { kind: scope, userId };
    default:
      return null;
  }
}

/** What drivers give of a JSON column: PostgreSQL's the value, SQLite's its text. */
function listOf(json: unknown): readonly unknown[] {
  const value: unknown = typeof json === 'string' ? JSON.parse(json) : json;
  return Array.isArray(value) ? value : [];
}

const pattern = (value: string | null): string | null =>
  value === null || value.trim() === '' ? null : value;

const phrases = (json: unknown): readonly string[] =>
  listOf(json).filter((phrase): phrase is string => typeof phrase === 'string' && phrase.trim() !== '');

const isClassification = (value: unknown): value is Classification =>
  (CLASSIFICATIONS as readonly unknown[]).includes(value);

const criteriaFromRow = (row: Row): FilterCriteria => ({
  from: pattern(row.from),
  to: pattern(row.to),
  cc: pattern(row.cc),
  subject: pattern(row.subject),
  bodyContains: phrases(row.body_contains),
  bodyContainsAll: phrases(row.body_contains_all),
  hasAttachment: row.has_attachment === null ? null : row.has_attachment === 'yes',
  classifications: listOf(row.classifications).filter(isClassification),
});

/**
 * Counts matches, with one statement for all filters.
 * @param matches how many mails each filter has matched, by the filter's id
 * @throws DataError
 */
export async function countHits(
  { knex, table }: Transaction,
  matches: ReadonlyMap<number, number>,
  at: Date,
): Promise<void> {
  if (matches.size === 0) return;
  const counted = [...matches].sort(([left], [right]) => left - right);
  const cases = counted.map(() => 'when ? then ?').join(' ');
  const filters = () =>
    knex(table(UIDS.filter)).whereIn(
      'id',
      counted.map(([id]) => id),
    );
  // Rows are taken in one order everywhere, so that two batches cannot wait for each other's.
  if (counted.length > 1) await filters().orderBy('id').forUpdate().select('id');
  await filters().update({
    hits: knex.raw(`coalesce(hits, 0) + case id ${cases} else 0 end`, counted.flat()),
    last_hit_at: at,
  });
}
