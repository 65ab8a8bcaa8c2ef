/** Search, and the lists that are kept from it. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, readMail, ownAccounts } = ACTIONS;

export const searchRoutes: readonly Route[] = [
  route('GET', '/search', 'search.find', readCases, readMail, ownAccounts),
];
