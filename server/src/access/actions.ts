import { PLUGIN_ID } from '../plugin-id';

/**
 * The actions of Mailroom in Strapi's role editor. Their ids are stored with roles and are never renamed:
 * a start with an unknown action deletes the permissions that were given for it.
 */
export const ACTIONS = {
  readCases: 'plugin::mailroom.cases.read',
  workCases: 'plugin::mailroom.cases.work',
  assignCases: 'plugin::mailroom.cases.assign',
  deleteCases: 'plugin::mailroom.cases.delete',
  readMail: 'plugin::mailroom.mail.read',
  deleteMail: 'plugin::mailroom.mail.delete',
  importMail: 'plugin::mailroom.mail.import',
  sendShared: 'plugin::mailroom.mail.send-shared',
  ownAccounts: 'plugin::mailroom.accounts.own',
  templates: 'plugin::mailroom.templates.manage',
  ownFilters: 'plugin::mailroom.filters.own',
  sharedFilters: 'plugin::mailroom.filters.global',
  groupAccounts: 'plugin::mailroom.accounts.group',
  teams: 'plugin::mailroom.teams.manage',
  recordLinks: 'plugin::mailroom.records.manage',
  jobs: 'plugin::mailroom.jobs.manage',
  quarantine: 'plugin::mailroom.quarantine.manage',
  webhooks: 'plugin::mailroom.webhooks.manage',
  settings: 'plugin::mailroom.settings.manage',
  audit: 'plugin::mailroom.audit.read',
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

/**
 * Actions that are about the whole of Mailroom and no rows of it. Strapi lets admins put conditions on any action; on these one
 * grants nothing, rather than everything.
 */
export const UNDIVIDED_ACTIONS: ReadonlySet<string> = new Set<ActionId>([
  ACTIONS.groupAccounts,
  ACTIONS.teams,
  ACTIONS.recordLinks,
  ACTIONS.jobs,
  ACTIONS.quarantine,
  ACTIONS.webhooks,
  ACTIONS.settings,
  ACTIONS.audit,
]);

export const CONDITIONS = {
  own: 'plugin::mailroom.own',
  ownTeams: 'plugin::mailroom.own-teams',
} as const;

interface ActionAttributes {
  readonly section: 'plugins';
  readonly pluginName: string;
  readonly subCategory: string;
  readonly uid: string;
  readonly displayName: string;
}

const action = (subCategory: string, uid: string, displayName: string): ActionAttributes => ({
  section: 'plugins',
  pluginName: PLUGIN_ID,
  subCategory,
  uid,
  displayName,
});

/** As Strapi's action provider wants them; `uid` is the part after the plugin's name. */
export const ACTION_ATTRIBUTES: readonly ActionAttributes[] = [
  action('Cases', 'cases.read', 'Read cases'),
  action('Cases', 'cases.work', 'Work on cases: notes, status, priority'),
  action('Cases', 'cases.assign', 'Assign cases'),
  action('Cases', 'cases.delete', 'Delete cases'),
  action('Mail', 'mail.read', 'Read mail that belongs to no case'),
  action('Mail', 'mail.send-shared', 'Send from shared group accounts'),
  action('Mail', 'mail.delete', 'Delete mail'),
  action('Mail', 'mail.import', 'Import mail'),
  action('Mail', 'accounts.own', 'Own e-mail accounts'),
  action('Templates', 'templates.manage', 'Manage saved replies'),
  action('Filters', 'filters.own', 'Own filters'),
  action('Filters', 'filters.global', 'Global and group account filters'),
  action('Administration', 'accounts.group', 'Manage group accounts and personal accounts of others'),
  action('Administration', 'teams.manage', 'Manage teams'),
  action('Administration', 'records.manage', 'Manage record links'),
  action('Administration', 'jobs.manage', 'See and run scheduled jobs'),
  action('Administration', 'quarantine.manage', 'Manage the quarantine'),
  action('Administration', 'webhooks.manage', 'Manage webhooks'),
  action('Administration', 'settings.manage', 'Change general settings'),
  action('Administration', 'audit.read', 'Read the audit trail'),
];
