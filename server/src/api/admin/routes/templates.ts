/** Saved replies and automatic answers. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { templates, readCases, sendShared, ownAccounts, administer } = ACTIONS;

export const templateRoutes: readonly Route[] = [
  route('GET', '/templates', 'templates.list', templates, administer),
  route('POST', '/templates', 'templates.create', templates),
  route('POST', '/templates/preview', 'templates.preview', templates),
  route('GET', '/templates/:id', 'templates.read', templates),
  route('PUT', '/templates/:id', 'templates.update', templates),
  route('DELETE', '/templates/:id', 'templates.delete', templates),
  route('GET', '/placeholders', 'templates.placeholders', templates),
  route('GET', '/template-choices', 'templates.choices', readCases, sendShared, ownAccounts),
];
