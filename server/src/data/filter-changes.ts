/** Filters are made, changed, put in order and deleted. How they are found and counted is in data/filters. */
import type { Filter, FilterScope } from '../domain/filter';
import { inTransaction, rowsOf, updateRows, type NewRow, type Strapi } from './database';
import type { StoredFilter } from './filters';
import { UIDS } from './uids';

/** What can be changed of a filter. Its scope and its place in the order are not among it. */
export type FilterSettings = Pick<Filter, 'name' | 'active' | 'stop' | 'criteria' | 'actions'>;

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly order: number | null;
}

type Where = Readonly<Record<string, unknown>>;

/** Columns that say whose mail a filter is asked about; the same as conditions for reading. */
function inScope(scope: FilterScope): Where {
  switch (scope.kind) {
    case 'global':
      return { scope: 'global' };
    case 'group-account':
      return { scope: scope.kind, groupAccount: scope.accountId };
    case 'personal-account':
      return { scope: scope.kind, personalAccount: scope.accountId };
    case 'user':
      return { scope: scope.kind, user: scope.userId };
  }
}

const columns = ({ criteria, ...settings }: FilterSettings): NewRow => ({
  ...settings,
  ...criteria,
  hasAttachment: criteria.hasAttachment === null ? null : criteria.hasAttachment ? 'yes' : 'no',
});

/** Stores a new filter behind the others of its scope. @returns its documentId */
export async function createFilter(
  strapi: Strapi,
  scope: FilterScope,
  settings: FilterSettings,
): Promise<string> {
  return inTransaction(strapi, async () => {
    const filters = rowsOf<Row>(strapi, UIDS.filter);
    const [last] = await filters.findMany({
      select: ['order'],
      where: inScope(scope),
      orderBy: [{ order: 'desc' }],
      limit: 1,
    });
    const data = {
      ...columns(settings),
      ...inScope(scope),
      order: (last?.order ?? 0) + 1,
      version: 1,
      hits: 0,
    };
    return (await filters.create({ data })).documentId;
  });
}

/**
 * Changes a filter, if it still is as its editor has seen it.
 * @returns false when somebody has changed or deleted it meanwhile
 */
export async function changeFilter(
  strapi: Strapi,
  { id, version }: Pick<StoredFilter, 'id' | 'version'>,
  settings: FilterSettings,
): Promise<boolean> {
  const { count } = await rowsOf<Row>(strapi, UIDS.filter).updateMany({
    where: { id, version },
    data: { ...columns(settings), version: version + 1 },
  });
  return count === 1;
}

export async function deleteFilter(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.filter).deleteMany({ where: { id } });
}

/** Filters of an account that goes. */
export async function deleteFiltersOf(
  strapi: Strapi,
  column: 'group_account_id' | 'personal_account_id',
  id: number,
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.filter).deleteMany({ where: { [column]: id } });
}

/**
 * Puts the filters of a scope into this order.
 * @param documentIds of all of them
 * @returns false when they are not those of the scope, because one was made or deleted meanwhile
 */
export async function reorderFilters(
  strapi: Strapi,
  scope: FilterScope,
  documentIds: readonly string[],
): Promise<boolean> {
  return inTransaction(strapi, async (transaction) => {
    const rows = await rowsOf<Row>(strapi, UIDS.filter).findMany({
      select: ['id', 'documentId'],
      where: inScope(scope),
    });
    const ids = new Map(rows.map(({ documentId, id }) => [documentId, id]));
    const ordered = documentIds.flatMap((documentId) => ids.get(documentId) ?? []);
    const complete = ordered.length === documentIds.length && new Set(ordered).size === rows.length;
    if (!complete || ordered.length !== rows.length) return false;
    await updateRows(
      transaction,
      UIDS.filter,
      ordered.map((id, index) => ({ id, order: index + 1 })),
    );
    return true;
  });
}
