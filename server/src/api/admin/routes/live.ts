/** What an open panel hears, and who looks at what. */
import type { Route } from '../route';

export const liveRoutes: readonly Route[] = [];
