/** Mail: read, sent, its source and files. */
import type { ContentRoute } from '../route';

export const emailRoutes: readonly ContentRoute[] = [];
