/** What a user needs for Mailroom's pages. Any one of a list is enough. */
import { ACTIONS } from '../../server/src/access/actions';

const permission = (action: string) => ({ action, subject: null });

export const PERMISSIONS = {
  inbox: [permission(ACTIONS.readCases), permission(ACTIONS.readMail), permission(ACTIONS.ownAccounts)],
  sharedFilters: [permission(ACTIONS.sharedFilters)],
  templates: [permission(ACTIONS.templates)],
  audit: [permission(ACTIONS.audit)],
  settings: [permission(ACTIONS.settings)],
  administration: [permission(ACTIONS.administer)],
};
