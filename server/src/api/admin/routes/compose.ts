/** Writing mail: drafts, their files, sending. */
import type { Route } from '../route';

export const composeRoutes: readonly Route[] = [];
