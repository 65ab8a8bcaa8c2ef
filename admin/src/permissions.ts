/** What a user needs for Mailroom's pages. Any one of a list is enough. */
import { ACTIONS } from '../../server/src/access/actions';

const permission = (action: string) => ({ action, subject: null });

export const PERMISSIONS = {
  inbox: [permission(ACTIONS.readCases), permission(ACTIONS.readMail), permission(ACTIONS.ownAccounts)],
  cases: [permission(ACTIONS.readCases)],
  reports: [permission(ACTIONS.readReports)],
  sharedFilters: [permission(ACTIONS.sharedFilters)],
  templates: [permission(ACTIONS.templates)],
  accounts: [permission(ACTIONS.groupAccounts)],
  teams: [permission(ACTIONS.teams)],
  recordLinks: [permission(ACTIONS.recordLinks)],
  quarantine: [permission(ACTIONS.quarantine)],
  imports: [permission(ACTIONS.importMail)],
  jobs: [permission(ACTIONS.jobs)],
  webhooks: [permission(ACTIONS.webhooks)],
  audit: [permission(ACTIONS.audit)],
  settings: [permission(ACTIONS.settings)],
  people: [permission(ACTIONS.anonymise)],
};
