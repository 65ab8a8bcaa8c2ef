/** Mail: read, sent, its source and files. */
import { findRoutes } from '../find';
import { emails } from '../resources/emails';
import type { ContentRoute } from '../route';

export const emailRoutes: readonly ContentRoute[] = [...findRoutes('emails', emails)];
