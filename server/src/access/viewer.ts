/**
 * Which rows a role lets a user reach. Strapi's permission says whether; its conditions *own* and *own teams* say which;
 * a permission without a condition means all. Every way to a row goes through this.
 */
import { rolePermissions, type RolePermission } from '../data/permissions';
import type { Strapi } from '../data/database';
import { teamsOfUser } from '../data/teams';
import type { RowScope } from '../domain/row-scope';
import { CONDITIONS, UNDIVIDED_ACTIONS, type ActionId } from './actions';

export interface ViewerTeam {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly color: string;
}

/** An admin user with what the user's roles allow, read once per request. */
export interface Viewer {
  readonly userId: number;
  readonly teams: readonly ViewerTeam[];
  /** what Strapi's own permissions give, where a request carries it */
  readonly ability?: object | undefined;
  scope(action: ActionId): RowScope;
}

/** @throws nothing of its own; a user without permissions gets scopes of kind `none` */
export async function viewerOf(strapi: Strapi, userId: number, ability?: object): Promise<Viewer> {
  const [permissions, teams] = await Promise.all([
    rolePermissions(strapi, userId),
    teamsOfUser(strapi, userId),
  ]);
  return {
    userId,
    teams,
    ability,
    scope: (action) => scopeOf(permissions, action, userId, teams),
  };
}

/** The rows that these permissions of one user leave for an action. */
export function scopeOf(
  permissions: readonly RolePermission[],
  action: ActionId,
  userId: number,
  teams: readonly { readonly id: number }[],
): RowScope {
  const granted = permissions.filter((permission) => permission.action === action);
  if (granted.length === 0) return { kind: 'none' };
  if (granted.some(({ conditions }) => conditions.length === 0)) return { kind: 'all' };
  if (UNDIVIDED_ACTIONS.has(action)) return { kind: 'none' };
  const conditions = granted.flatMap((permission) => permission.conditions);
  const own = conditions.includes(CONDITIONS.own);
  const teamIds = conditions.includes(CONDITIONS.ownTeams) ? teams.map(({ id }) => id) : [];
  // A condition that we do not know grants nothing.
  return own || teamIds.length > 0 ? { kind: 'some', userId, own, teamIds } : { kind: 'none' };
}
