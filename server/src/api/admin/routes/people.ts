/** How users work and are told of news. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, workCases, readMail, administer } = ACTIONS;

export const peopleRoutes: readonly Route[] = [
  route('GET', '/preferences', 'preferences.read', readCases, readMail, administer),
  route('PUT', '/preferences', 'preferences.change', readCases, readMail, administer),
  route('GET', '/cases/:id/readers', 'notes.readers', workCases),
];
