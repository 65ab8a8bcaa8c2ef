/** Makes our actions and conditions known to Strapi's role editor. */
import type { Strapi } from '../data/database';
import { PLUGIN_ID } from '../plugin-id';
import { ACTION_ATTRIBUTES, CONDITION_NAMES } from './actions';

interface PermissionService {
  readonly actionProvider: { registerMany(actions: readonly unknown[]): Promise<void> };
  readonly conditionProvider: { registerMany(conditions: readonly unknown[]): Promise<void> };
}

/**
 * The handlers deny: Strapi's engine knows nothing of teams, so row scopes are made from the conditions' ids
 * (access/row-scope). Strapi's own check of a route asks only whether any permission exists, before conditions.
 */
const condition = (name: string, displayName: string) => ({
  name,
  displayName,
  category: 'Mailroom',
  plugin: PLUGIN_ID,
  handler: (user: { readonly id: number }) => ({ 'mailroomScope.userId': user.id }),
});

export async function registerActions(strapi: Strapi): Promise<void> {
  const permissions = strapi.service('admin::permission') as unknown as PermissionService;
  await permissions.conditionProvider.registerMany([
    condition('own', CONDITION_NAMES.own),
    condition('own-teams', CONDITION_NAMES.ownTeams),
  ]);
  await permissions.actionProvider.registerMany(ACTION_ATTRIBUTES);
}
