/** Search, and the lists that are kept from it. */
import type { Route } from '../route';

export const searchRoutes: readonly Route[] = [];
