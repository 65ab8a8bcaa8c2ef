/** What a reader asks beside a conversation. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, workCases, readMail, ownAccounts } = ACTIONS;

export const readingRoutes: readonly Route[] = [
  route('GET', '/emails/:id/image', 'reading.image', readCases, readMail, ownAccounts),
  route('PUT', '/emails/:id/sender', 'reading.changeSender', readCases, readMail, ownAccounts),
  route('GET', '/cases/:id/requester', 'reading.requester', readCases),
  route('PUT', '/cases/:id/requester', 'reading.changeRequester', workCases),
  route('POST', '/cases/:id/followers', 'reading.addFollower', workCases),
  route('DELETE', '/cases/:id/followers/:user', 'reading.removeFollower', workCases),
  route('GET', '/records/:uid/:documentId/fields', 'records.fields', readCases, readMail, ownAccounts),
];
