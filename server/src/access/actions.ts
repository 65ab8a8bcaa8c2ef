import { PLUGIN_ID } from '../plugin-id';

/**
 * The actions of Mailroom in Strapi's role editor. Their ids are stored with roles and are never renamed:
 * a start with an unknown action deletes the permissions that were given for it.
 */
export const ACTIONS = {
  readCases: 'plugin::mailroom.cases.read',
  workCases: 'plugin::mailroom.cases.work',
  assignCases: 'plugin::mailroom.cases.assign',
  readMail: 'plugin::mailroom.mail.read',
  sendShared: 'plugin::mailroom.mail.send-shared',
  ownAccounts: 'plugin::mailroom.accounts.own',
  templates: 'plugin::mailroom.templates.manage',
  ownFilters: 'plugin::mailroom.filters.own',
  sharedFilters: 'plugin::mailroom.filters.global',
  administer: 'plugin::mailroom.administration.manage',
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

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
  action('Mail', 'mail.read', 'Read mail that belongs to no case'),
  action('Mail', 'mail.send-shared', 'Send from shared group accounts'),
  action('Mail', 'accounts.own', 'Own e-mail accounts'),
  action('Templates', 'templates.manage', 'Manage saved replies'),
  action('Filters', 'filters.own', 'Own filters'),
  action('Filters', 'filters.global', 'Global and group account filters'),
  action('Administration', 'administration.manage', 'Manage teams, accounts and quarantine'),
];
