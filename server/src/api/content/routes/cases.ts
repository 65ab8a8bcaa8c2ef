/** Cases, their streams, notes and answers. */
import { contentRoute, type ContentRoute } from '../route';

export const caseRoutes: readonly ContentRoute[] = [contentRoute('POST', '/cases', 'cases.create')];
