/** One action on many rows. What the viewer may do with each of them is asked row by row. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readCases, workCases, assignCases, deleteCases, readMail, ownAccounts } = ACTIONS;
const anybody = [readCases, workCases, assignCases, deleteCases, readMail, ownAccounts] as const;

export const bulkRoutes: readonly Route[] = [
  route('POST', '/bulk-runs', 'bulkRuns.begin', ...anybody),
  route('GET', '/bulk-runs/:id', 'bulkRuns.read', ...anybody),
  route('DELETE', '/bulk-runs/:id', 'bulkRuns.cancel', ...anybody),
  route('POST', '/bulk-runs/:id/undo', 'bulkRuns.undo', ...anybody),
];
