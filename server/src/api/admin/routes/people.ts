/** How users work and are told of news. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, workCases, readMail, ownAccounts, groupAccounts } = ACTIONS;

export const peopleRoutes: readonly Route[] = [
  route('GET', '/first-run', 'firstRun.read', readCases, readMail, ownAccounts, groupAccounts),
  route('GET', '/preferences', 'preferences.read', readCases, readMail, ownAccounts, groupAccounts),
  route('PUT', '/preferences', 'preferences.change', readCases, readMail, ownAccounts, groupAccounts),
  route('GET', '/cases/:id/readers', 'notes.readers', workCases),
];
