/** Making and changing a filter, the same for the panel and for apps. */
import { createFilter, changeFilter, deleteFilter, reorderFilters } from '../../data/filter-changes';
import { findFilter, findFilters, type StoredFilter } from '../../data/filters';
import { inTransaction, type Strapi } from '../../data/database';
import type { FilterScope } from '../../domain/filter';
import type { FilterDetail } from '../contracts';
import { recordFilter, recordFilterOrder } from '../audit/filters';
import { fieldErrors, found, parse } from '../http';
import { folderReach, reaches, refOf, scopeOf, type FilterReach } from './reach';
import { resolveSettings } from './resolve';
import * as schemas from './schemas';
import { filterDetails } from './view';

export const CHANGED_MEANWHILE =
  'Somebody else has changed or deleted this filter since you opened it. Load it again, then make your change.';
export const ORDER_CHANGED =
  'Filters were added or deleted here since you opened the list. Load it again, then put them in order.';

/** The filter, if the caller may see it. @throws NotFoundError */
export async function readFilter(
  strapi: Strapi,
  reach: FilterReach,
  documentId: string | undefined,
): Promise<StoredFilter> {
  const filter = found(await findFilter(strapi, documentId ?? ''));
  return found(reaches(reach, filter.scope) ? filter : null);
}

/** @throws NotFoundError */
export async function filterDetail(
  strapi: Strapi,
  reach: FilterReach,
  documentId: string | undefined,
): Promise<FilterDetail> {
  return found((await filterDetails(strapi, reach, [await readFilter(strapi, reach, documentId)]))[0]);
}

/** @returns its documentId @throws ValidationError */
export async function makeFilter(strapi: Strapi, reach: FilterReach, entered: unknown): Promise<string> {
  const { scope: ref, ...input } = parse(schemas.newFilter, entered);
  const scope = await scopeOf(strapi, reach, ref);
  const settings = await resolveSettings(strapi, scope, folderReach(reach, scope), input);
  return inTransaction(strapi, async () => {
    const documentId = await createFilter(strapi, scope, settings);
    await recordFilter(strapi, reach, null, documentId);
    return documentId;
  });
}

/**
 * @returns false when somebody else has changed the filter meanwhile
 * @throws ValidationError, NotFoundError
 */
export async function saveFilter(
  strapi: Strapi,
  reach: FilterReach,
  documentId: string | undefined,
  entered: unknown,
): Promise<boolean> {
  const stored = await readFilter(strapi, reach, documentId);
  const { scope, version = stored.version, ...input } = parse(schemas.filterChange, entered);
  if (scope !== undefined && !sameRef(scope, refOf(reach, stored.scope)))
    throw fieldErrors([
      {
        path: ['scope'],
        message: 'The scope of a filter cannot be changed. Make a new filter there instead.',
      },
    ]);
  const settings = await resolveSettings(strapi, stored.scope, folderReach(reach, stored.scope), input);
  return inTransaction(strapi, async () => {
    const changed = await changeFilter(strapi, { id: stored.id, version }, settings);
    if (changed) await recordFilter(strapi, reach, stored, stored.documentId);
    return changed;
  });
}

/** Deletes a filter that the caller may see. @returns its documentId @throws NotFoundError */
export async function removeFilter(
  strapi: Strapi,
  reach: FilterReach,
  documentId: string | undefined,
): Promise<string> {
  const filter = await readFilter(strapi, reach, documentId);
  await inTransaction(strapi, async () => {
    await deleteFilter(strapi, filter.id);
    await recordFilter(strapi, reach, filter, null);
  });
  return filter.documentId;
}

/** Puts the filters of a scope into this order. @returns false when they are not all of them any more */
export async function orderFilters(
  strapi: Strapi,
  reach: FilterReach,
  scope: FilterScope,
  documentIds: readonly string[],
): Promise<boolean> {
  return inTransaction(strapi, async () => {
    const before = await findFilters(strapi, [scope]);
    const ordered = await reorderFilters(strapi, scope, documentIds);
    if (ordered) await recordFilterOrder(strapi, reach, scope, before);
    return ordered;
  });
}

const sameRef = (left: object, right: object | null): boolean =>
  right !== null &&
  JSON.stringify(Object.entries(left).sort()) === JSON.stringify(Object.entries(right).sort());
