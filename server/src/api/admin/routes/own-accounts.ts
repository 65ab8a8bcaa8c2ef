/** Accounts that users set up for themselves. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { ownAccounts } = ACTIONS;

export const ownAccountRoutes: readonly Route[] = [
  route('GET', '/my-accounts', 'ownAccounts.list', ownAccounts),
  route('POST', '/my-accounts', 'ownAccounts.create', ownAccounts),
  route('POST', '/my-accounts/connection-tests', 'ownAccounts.test', ownAccounts),
  route('GET', '/my-accounts/:id', 'ownAccounts.read', ownAccounts),
  route('PUT', '/my-accounts/:id', 'ownAccounts.update', ownAccounts),
  route('DELETE', '/my-accounts/:id', 'ownAccounts.delete', ownAccounts),
  route('POST', '/my-accounts/:id/fetch', 'ownAccounts.fetch', ownAccounts),
  route('POST', '/my-accounts/:id/authorization', 'ownAccounts.authorize', ownAccounts),
  route('POST', '/my-accounts/:id/imports', 'ownAccounts.import', ownAccounts),
  route('GET', '/my-imports', 'ownAccounts.imports', ownAccounts),
];
