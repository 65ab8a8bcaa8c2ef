/**
 * What roles allow without anybody having said so: the Editor's defaults, given once on the first start with the plugin, and what the
 * one action for the whole administration has become. Neither ever changes what an admin has set.
 */
import { inTransaction, type Strapi } from '../data/database';
import {
  grantPermissions,
  roleByCode,
  type GrantedPermission,
  type RolePermission,
} from '../data/permissions';
import { PLUGIN_ID } from '../plugin-id';
import { ACTIONS, CONDITIONS } from './actions';

const EDITOR = 'strapi-editor';
const { own, ownTeams } = CONDITIONS;

const granting = (conditions: readonly string[], actions: readonly string[]): readonly RolePermission[] =>
  actions.map((action) => ({ action, conditions }));

/** Working the cases and mail of one's teams; nothing is deleted, and nothing set up for others. */
const EDITOR_DEFAULTS: readonly RolePermission[] = [
  ...granting(
    [own, ownTeams],
    [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.assignCases, ACTIONS.readReports],
  ),
  ...granting([ownTeams], [ACTIONS.readMail, ACTIONS.sendShared, ACTIONS.templates]),
  ...granting([], [ACTIONS.ownAccounts, ACTIONS.ownFilters]),
];

/** The action for all of the administration, before each part of it had one of its own. */
const WHOLE_ADMINISTRATION = `plugin::${PLUGIN_ID}.administration.manage`;
const ITS_PARTS: readonly string[] = [
  ACTIONS.groupAccounts,
  ACTIONS.teams,
  ACTIONS.recordLinks,
  ACTIONS.jobs,
  ACTIONS.quarantine,
  ACTIONS.importMail,
];

/** `waiting`: it was a first start, and Strapi had not made its roles yet */
const STATE = 'editor-defaults';

/**
 * Gives the Editor its defaults, once. Where the app itself is new, Strapi makes the role after plugins have started: then it is for a
 * later call.
 * @param isFirst whether the plugin starts for the first time
 */
export async function giveEditorDefaults(strapi: Strapi, isFirst: boolean): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  const state = (await store.get({ key: STATE })) as 'waiting' | 'given' | null;
  if (state === 'given') return;
  const roleId = await roleByCode(strapi, EDITOR);
  const isDue = isFirst || state === 'waiting';
  // Together, or a process that ends between the two would give them again at the next start.
  await inTransaction(strapi, async () => {
    if (isDue && roleId !== null)
      await grantPermissions(
        strapi,
        EDITOR_DEFAULTS.map((permission) => ({ ...permission, roleId })),
      );
    await store.set({ key: STATE, value: isDue && roleId === null ? 'waiting' : 'given' });
  });
}

/**
 * What roles with the former action for the whole administration are to have in its place, as far as they do not have it.
 * @param kept as it was noted before this start: Strapi may have deleted the former permission by now
 * @param granted as it is stored
 */
export function partsOfAdministration(
  kept: readonly GrantedPermission[],
  granted: readonly GrantedPermission[],
): readonly GrantedPermission[] {
  const has = new Set(granted.map(({ roleId, action }) => `${roleId} ${action}`));
  return kept
    .filter(({ action }) => action === WHOLE_ADMINISTRATION)
    .flatMap(({ roleId, conditions }) => ITS_PARTS.map((action) => ({ roleId, action, conditions })))
    .filter(({ roleId, action }) => !has.has(`${roleId} ${action}`));
}
