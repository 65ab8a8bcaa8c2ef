/** Webhooks, the audit trail and general settings. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

export const administrationRoutes: readonly Route[] = [
  route('GET', '/audit', 'audit.list', ACTIONS.audit),
  route('GET', '/audit/actors', 'audit.actors', ACTIONS.audit),
  route('GET', '/settings/connections', 'settings.readConnections', ACTIONS.settings),
  route('PUT', '/settings/connections', 'settings.saveConnections', ACTIONS.settings),
];
