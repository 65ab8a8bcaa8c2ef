/** Saved replies and automatic answers. */
import { ACTIONS } from '../../../access/actions';
import { route, type Route } from '../route';

const { templates, readCases, sendShared, ownAccounts, groupAccounts } = ACTIONS;

export const templateRoutes: readonly Route[] = [
  route('GET', '/templates', 'panelTemplates.list', templates, groupAccounts),
  route('POST', '/templates', 'panelTemplates.create', templates),
  route('POST', '/templates/preview', 'panelTemplates.preview', templates),
  route('GET', '/templates/:id', 'panelTemplates.read', templates),
  route('PUT', '/templates/:id', 'panelTemplates.update', templates),
  route('DELETE', '/templates/:id', 'panelTemplates.delete', templates),
  route('GET', '/templates/:id/files/:file', 'panelTemplates.file', templates),
  route('GET', '/placeholders', 'panelTemplates.placeholders', templates),
  route('GET', '/template-choices', 'panelTemplates.choices', readCases, sendShared, ownAccounts),
];
