/** Accounts that users set up for themselves. */
import type { Route } from '../route';

export const ownAccountRoutes: readonly Route[] = [];
