/** Webhooks, the audit trail and general settings. */
import type { Route } from '../route';

export const administrationRoutes: readonly Route[] = [];
