/** Figures, and what the home page shows. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { readReports } = ACTIONS;

export const reportsRoutes: readonly Route[] = [
  route('GET', '/reports', 'reports.read', readReports),
  route('GET', '/reports/parts', 'reports.parts', readReports),
  route('GET', '/reports/choices', 'reports.choices', readReports),
  route('GET', '/reports.csv', 'reports.file', readReports),
];
