/** Filters as they are stored: finding them, and counting what they catch. What they mean is in domain/filters. */
import { CLASSIFICATIONS, type Classification } from '../domain/classification';
import type { Filter, FilterAction, FilterCriteria, FilterScope } from '../domain/filter';
import { rowsOf, toDate, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

/** A filter with what is known of it. */
export interface StoredFilter extends Filter {
  /** mails that it has matched */
  readonly hits: number;
  readonly lastHitAt: Date | null;
  readonly updatedAt: Date;
}

/** Which filters are meant: those of a scope, or of every user. */
export type FilterScopes = readonly (FilterScope | { readonly kind: 'user'; readonly userId: 'any' })[];

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string | null;
  readonly scope: FilterScope['kind'];
  readonly groupAccount: { readonly id: number } | null;
  readonly personalAccount: { readonly id: number } | null;
  readonly user: { readonly id: number } | null;
  readonly active: boolean | null;
  readonly order: number | null;
  readonly stop: boolean | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  readonly subject: string | null;
  readonly bodyContains: unknown;
  readonly bodyContainsAll: unknown;
  readonly hasAttachment: 'yes' | 'no' | null;
  readonly classifications: unknown;
  readonly actions: unknown;
  readonly hits: number | null;
  readonly lastHitAt: unknown;
  readonly updatedAt: unknown;
}

const POPULATE = {
  groupAccount: { select: ['id'] },
  personalAccount: { select: ['id'] },
  user: { select: ['id'] },
};

/** In the order of their scopes, and within one in the order in which they are asked. */
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
  const rows = await rowsOf<Row>(strapi, UIDS.filter).findMany({
    where: { $or: scopes.map(whereScope), ...(options.activeOnly === true ? { active: true } : {}) },
    populate: POPULATE,
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return rows
    .flatMap((row) => filterFromRow(row) ?? [])
    .sort((left, right) => SCOPE_ORDER.indexOf(left.scope.kind) - SCOPE_ORDER.indexOf(right.scope.kind));
}

/** One filter; null when there is none, or its account or user is gone. */
export async function findFilter(strapi: Strapi, documentId: string): Promise<StoredFilter | null> {
  const row = await rowsOf<Row>(strapi, UIDS.filter).findOne({ where: { documentId }, populate: POPULATE });
  return row === null ? null : filterFromRow(row);
}

function whereScope(scope: FilterScopes[number]): Readonly<Record<string, unknown>> {
  switch (scope.kind) {
    case 'global':
      return { scope: scope.kind };
    case 'group-account':
      return { scope: scope.kind, groupAccount: scope.accountId };
    case 'personal-account':
      return { scope: scope.kind, personalAccount: scope.accountId };
    case 'user':
      return { scope: scope.kind, ...(scope.userId === 'any' ? {} : { user: scope.userId }) };
  }
}

function filterFromRow(row: Row): StoredFilter | null {
  const scope = scopeFromRow(row);
  if (scope === null) return null;
  return {
    id: row.id,
    documentId: row.documentId,
    name: row.name ?? '',
    scope,
    active: row.active === true,
    order: row.order ?? 0,
    stop: row.stop === true,
    criteria: criteriaFromRow(row),
    actions: Array.isArray(row.actions) ? (row.actions as readonly FilterAction[]) : [],
    hits: row.hits ?? 0,
    lastHitAt: toDate(row.lastHitAt),
    updatedAt: toDate(row.updatedAt) ?? new Date(0),
  };
}

/** Null for a filter whose account or user was deleted: it is asked about nothing any more. */
function scopeFromRow({ scope, groupAccount, personalAccount, user }: Row): FilterScope | null {
  switch (scope) {
    case 'global':
      return { kind: 'global' };
    case 'group-account':
      return groupAccount === null ? null : { kind: scope, accountId: groupAccount.id };
    case 'personal-account':
      return personalAccount === null ? null : { kind: scope, accountId: personalAccount.id };
    case 'user':
      return user === null ? null : { kind: scope, userId: user.id };
    default:
      return null;
  }
}

const pattern = (value: string | null): string | null =>
  value === null || value.trim() === '' ? null : value;

const phrases = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((phrase): phrase is string => typeof phrase === 'string' && phrase.trim() !== '')
    : [];

const isClassification = (value: unknown): value is Classification =>
  (CLASSIFICATIONS as readonly unknown[]).includes(value);

const criteriaFromRow = (row: Row): FilterCriteria => ({
  from: pattern(row.from),
  to: pattern(row.to),
  cc: pattern(row.cc),
  subject: pattern(row.subject),
  bodyContains: phrases(row.bodyContains),
  bodyContainsAll: phrases(row.bodyContainsAll),
  hasAttachment: row.hasAttachment === null ? null : row.hasAttachment === 'yes',
  classifications: Array.isArray(row.classifications) ? row.classifications.filter(isClassification) : [],
});

/**
 * Counts matches, with one statement for all filters.
 * @param matches how many mails each filter has matched, by the filter's id
 */
export async function countHits(
  { knex, table }: Transaction,
  matches: ReadonlyMap<number, number>,
  at: Date,
): Promise<void> {
  if (matches.size === 0) return;
  const counted = [...matches].sort(([left], [right]) => left - right);
  const cases = counted.map(() => 'when ? then ?').join(' ');
  await knex(table(UIDS.filter))
    .whereIn(
      'id',
      counted.map(([id]) => id),
    )
    .update({
      hits: knex.raw(`coalesce(hits, 0) + case id ${cases} else 0 end`, counted.flat()),
      last_hit_at: at,
    });
}
