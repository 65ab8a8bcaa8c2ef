/** Filters of all mail, of accounts and of users. */
import { filterChange, newFilter } from '../../filters/schemas';
import { findRoutes } from '../find';
import { filters } from '../resources/filter-rows';
import { contentRoute, type ContentRoute } from '../route';
import { deleted } from '../schemas/answers';
import { one, publicFilter } from '../schemas/public';
import { documentId, jsonBody } from './parts';

const params = { id: documentId };

export const filterRoutes: readonly ContentRoute[] = [
  ...findRoutes('filters', filters),
  contentRoute('POST', '/filters', 'filters.create', {
    body: jsonBody(newFilter),
    response: one(publicFilter),
  }),
  contentRoute('PUT', '/filters/:id', 'filters.update', {
    params,
    body: jsonBody(filterChange),
    response: one(publicFilter),
  }),
  contentRoute('DELETE', '/filters/:id', 'filters.delete', {
    params,
    response: one(deleted),
  }),
];
