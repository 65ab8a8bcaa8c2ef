/** What a logged-in user of the app does with cases of their own. */
import type { ContentRoute } from '../route';

export const portalRoutes: readonly ContentRoute[] = [];
