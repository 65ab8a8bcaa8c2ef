/** Making and changing a filter, the same for the panel and for apps. */
import { createFilter, changeFilter } from '../../data/filter-changes';
import { findFilter, type StoredFilter } from '../../data/filters';
import type { Strapi } from '../../data/database';
import type { FilterDetail } from '../contracts';
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
  return createFilter(strapi, scope, await resolveSettings(strapi, scope, folderReach(reach, scope), input));
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
  return changeFilter(strapi, { id: stored.id, version }, settings);
}

const sameRef = (left: object, right: object | null): boolean =>
  right !== null &&
  JSON.stringify(Object.entries(left).sort()) === JSON.stringify(Object.entries(right).sort());
