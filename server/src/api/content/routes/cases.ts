/** Cases, their streams, notes and answers. */
import { findRoutes } from '../find';
import { cases } from '../resources/cases';
import { contentRoute, type ContentRoute } from '../route';

export const caseRoutes: readonly ContentRoute[] = [
  ...findRoutes('cases', cases),
  contentRoute('POST', '/cases', 'cases.create'),
];
