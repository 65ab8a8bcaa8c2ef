/** Group and personal accounts, and mail that is posted to them. */
import { findRoutes } from '../find';
import { groupAccounts, personalAccounts } from '../resources/accounts';
import { contentRoute, type ContentRoute } from '../route';

export const accountRoutes: readonly ContentRoute[] = [
  ...findRoutes('group-accounts', groupAccounts),
  ...findRoutes('personal-accounts', personalAccounts),
  contentRoute('POST', '/group-accounts/:id/messages', 'messages.create'),
  contentRoute('POST', '/personal-accounts/:id/messages', 'messages.createPersonal'),
];
