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
  holdCases: 'plugin::mailroom.cases.hold',
  readReports: 'plugin::mailroom.reports.read',
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
  anonymise: 'plugin::mailroom.people.anonymise',
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
  ACTIONS.anonymise,
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

export const ACTION_GROUPS = {
  cases: 'Cases',
  mail: 'Mail',
  templates: 'Templates',
  filters: 'Filters',
  administration: 'Administration',
} as const;

/** In English, grouped as the role editor shows them; other languages are in action-words. */
const NAMES = {
  cases: {
    readCases: 'Read cases',
    workCases: 'Work on cases: notes, status, priority',
    assignCases: 'Assign cases',
    deleteCases: 'Delete cases',
    holdCases: 'Hold cases, so that nothing of them is deleted',
    readReports: 'Read reports about cases',
  },
  mail: {
    readMail: 'Read mail that belongs to no case',
    sendShared: 'Send from shared group accounts',
    deleteMail: 'Delete mail',
    importMail: 'Import mail',
    ownAccounts: 'Own e-mail accounts',
  },
  templates: { templates: 'Manage saved replies' },
  filters: { ownFilters: 'Own filters', sharedFilters: 'Global and group account filters' },
  administration: {
    groupAccounts: 'Manage group accounts and personal accounts of others',
    teams: 'Manage teams',
    recordLinks: 'Manage record links',
    jobs: 'See and run scheduled jobs',
    quarantine: 'Manage the quarantine',
    webhooks: 'Manage webhooks',
    settings: 'Change general settings',
    anonymise: 'Anonymise people in all mail and cases',
    audit: 'Read the audit trail',
  },
} as const satisfies Readonly<
  Record<keyof typeof ACTION_GROUPS, Readonly<Partial<Record<keyof typeof ACTIONS, string>>>>
>;

export const ACTION_NAMES: Readonly<Record<keyof typeof ACTIONS, string>> = {
  ...NAMES.cases,
  ...NAMES.mail,
  ...NAMES.templates,
  ...NAMES.filters,
  ...NAMES.administration,
};

export const CONDITION_NAMES: Readonly<Record<keyof typeof CONDITIONS, string>> = {
  own: 'Own: assigned to the user, of the user’s own accounts',
  ownTeams: 'Own teams: of one of the user’s teams',
};

/** As Strapi's action provider wants them; `uid` is the part after the plugin's name. */
export const ACTION_ATTRIBUTES: readonly ActionAttributes[] = Object.entries(NAMES).flatMap(
  ([group, names]) =>
    Object.entries(names).map(([key, displayName]) => ({
      section: 'plugins' as const,
      pluginName: PLUGIN_ID,
      subCategory: ACTION_GROUPS[group as keyof typeof ACTION_GROUPS],
      uid: ACTIONS[key as keyof typeof ACTIONS].slice(`plugin::${PLUGIN_ID}.`.length),
      displayName,
    })),
);
