/** Search, and the lists that are kept from it. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, readMail, ownAccounts } = ACTIONS;

export const searchRoutes: readonly Route[] = [
  route('GET', '/search', 'search.find', readCases, readMail, ownAccounts),
  route('GET', '/saved-views', 'savedViews.list', readCases, readMail, ownAccounts),
  route('GET', '/saved-views/counters', 'savedViews.counters', readCases, readMail, ownAccounts),
  route('POST', '/saved-views', 'savedViews.create', readCases, readMail, ownAccounts),
  route('POST', '/saved-views/order', 'savedViews.order', readCases, readMail, ownAccounts),
  route('PUT', '/saved-views/:id', 'savedViews.update', readCases, readMail, ownAccounts),
  route('DELETE', '/saved-views/:id', 'savedViews.delete', readCases, readMail, ownAccounts),
];
