/** What agents do with cases beside answering. */
import type { Route } from '../route';

export const caseWorkRoutes: readonly Route[] = [];
