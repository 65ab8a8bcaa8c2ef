/** Filters of all mail, of accounts and of users. */
import { findRoutes } from '../find';
import { filters } from '../resources/filter-rows';
import { contentRoute, type ContentRoute } from '../route';

export const filterRoutes: readonly ContentRoute[] = [
  ...findRoutes('filters', filters),
  contentRoute('POST', '/filters', 'filters.create'),
  contentRoute('PUT', '/filters/:id', 'filters.update'),
  contentRoute('DELETE', '/filters/:id', 'filters.delete'),
];
