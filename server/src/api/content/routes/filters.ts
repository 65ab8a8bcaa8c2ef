/** Filters of all mail, of accounts and of users. */
import { contentRoute, type ContentRoute } from '../route';

export const filterRoutes: readonly ContentRoute[] = [
  contentRoute('GET', '/filters', 'filters.find'),
  contentRoute('GET', '/filters/:id', 'filters.findOne'),
  contentRoute('POST', '/filters', 'filters.create'),
  contentRoute('PUT', '/filters/:id', 'filters.update'),
  contentRoute('DELETE', '/filters/:id', 'filters.delete'),
];
