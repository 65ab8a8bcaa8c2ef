/** The addresses of the filters' pages, of one's own in the inbox and of the others among the settings. */
import { PLUGIN_ID } from '../../pluginId';
import type { FilterScopeKind } from '../../../../server/src/api/contracts';
import type { FilterPlace } from '../../services/filters';

export const FILTER_PATHS: Readonly<Record<FilterPlace, string>> = {
  own: `/plugins/${PLUGIN_ID}/filters`,
  shared: `/settings/${PLUGIN_ID}/filters`,
};

/** The page that makes a filter of the scope. */
export const newFilterPath = (place: FilterPlace, scope: string): string =>
  `${FILTER_PATHS[place]}/create?scope=${encodeURIComponent(scope)}`;

export const filterPath = (place: FilterPlace, id: string): string =>
  `${FILTER_PATHS[place]}/${encodeURIComponent(id)}`;

/** Where filters of this scope are shown. */
export const placeOf = (kind: FilterScopeKind): FilterPlace =>
  kind === 'global' || kind === 'group-account' ? 'shared' : 'own';
