/** The addresses of the settings pages, as the panel's router knows them. */
import { PLUGIN_ID } from '../../pluginId';
import type { AccountKind } from './accounts/account-kinds';

const settingsPath = (page: string): string => `/settings/${PLUGIN_ID}/${page}`;

/** Below one's own accounts. */
export const IMPORT = 'import';

export const TEAMS_PATH = settingsPath('teams');
export const TEMPLATES_PATH = settingsPath('templates');
export const RECORD_LINKS_PATH = settingsPath('record-links');

export const WEBHOOKS_PATH = settingsPath('webhooks');

export const QUARANTINE_PATH = settingsPath('quarantine');
export const IMPORTS_PATH = settingsPath('imports');

export const ACCOUNT_PATHS: Readonly<Record<AccountKind, string>> = {
  group: settingsPath('group-accounts'),
  personal: settingsPath('personal-accounts'),
  own: `/plugins/${PLUGIN_ID}/accounts`,
};

/** Where mail files are brought into accounts of a kind, with this one chosen. */
export const importPath = (kind: AccountKind, id: string): string =>
  `${kind === 'own' ? `${ACCOUNT_PATHS.own}/${IMPORT}` : IMPORTS_PATH}?account=${kind}/${id}`;

/** Below a list, the page that makes something new. */
export const NEW = 'create';

/** Below the accounts, everything of a new one on one page, without being led. */
export const NEW_BY_FORM = `${NEW}/form`;

/** Below an account that was just set up. */
export const CONNECTED = 'connected';
