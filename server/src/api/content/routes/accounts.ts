/** Group and personal accounts, and mail that is posted to them. */
import { contentRoute, type ContentRoute } from '../route';

export const accountRoutes: readonly ContentRoute[] = [
  contentRoute('POST', '/group-accounts/:id/messages', 'messages.create'),
  contentRoute('POST', '/personal-accounts/:id/messages', 'messages.createPersonal'),
];
