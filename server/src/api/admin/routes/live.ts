/** What an open panel hears, and who looks at what. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, readMail, ownAccounts } = ACTIONS;

export const liveRoutes: readonly Route[] = [
  route('GET', '/live', 'live.stream', readCases, readMail, ownAccounts),
  route('POST', '/presence', 'live.present', readCases),
];
