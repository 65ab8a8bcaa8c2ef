/** How users work and are told of news. */
import type { Route } from '../route';

export const peopleRoutes: readonly Route[] = [];
