/** Saved replies and automatic answers. */
import type { Route } from '../route';

export const templateRoutes: readonly Route[] = [];
