/** Figures, and what the home page shows. */
import type { Route } from '../route';

export const reportsRoutes: readonly Route[] = [];
