/** Teams and templates. */
import type { ContentRoute } from '../route';

export const teamRoutes: readonly ContentRoute[] = [];
