/** Webhooks, the audit trail general settings, and what the app adds. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { groupAccounts, jobs, webhooks } = ACTIONS;

export const administrationRoutes: readonly Route[] = [
  route('GET', '/audit', 'audit.list', ACTIONS.audit),
  route('GET', '/audit/actors', 'audit.actors', ACTIONS.audit),
  route('GET', '/settings/connections', 'settings.readConnections', ACTIONS.settings),
  route('PUT', '/settings/connections', 'settings.saveConnections', ACTIONS.settings),
  route('GET', '/correspondents', 'correspondents.list', ACTIONS.settings),
  route('PUT', '/correspondents/:id', 'correspondents.change', ACTIONS.settings),
  route('POST', '/correspondents/:id/anonymisation-preview', 'anonymisations.preview', ACTIONS.anonymise),
  route('POST', '/correspondents/:id/anonymisations', 'anonymisations.begin', ACTIONS.anonymise),
  route('GET', '/anonymisations', 'anonymisations.list', ACTIONS.anonymise),
  route('GET', '/anonymisations/:id', 'anonymisations.read', ACTIONS.anonymise),
  route('GET', '/extensions', 'extensions.list', groupAccounts, jobs),
  route('GET', '/webhooks', 'webhooks.list', webhooks),
  route('POST', '/webhooks', 'webhooks.create', webhooks),
  route('GET', '/webhooks/:id', 'webhooks.read', webhooks),
  route('PUT', '/webhooks/:id', 'webhooks.update', webhooks),
  route('DELETE', '/webhooks/:id', 'webhooks.delete', webhooks),
  route('POST', '/webhooks/:id/secret', 'webhooks.renewSecret', webhooks),
  route('POST', '/webhooks/:id/test', 'webhooks.test', webhooks),
  route('GET', '/webhooks/:id/deliveries', 'webhooks.deliveries', webhooks),
  route('POST', '/webhooks/:id/deliveries/:delivery/retry', 'webhooks.retry', webhooks),
];
