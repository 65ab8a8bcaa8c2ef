/** Permissions that a user's roles give for our actions, as Strapi stores them. */
import { PLUGIN_ID } from '../plugin-id';
import { inTransaction, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';
import { isActive, USER_FIELDS, type UserRow } from './users';

export interface RolePermission {
  readonly action: string;
  /** ids of conditions; empty means none */
  readonly conditions: readonly string[];
}

/** A permission that a role gives. */
export interface GrantedPermission extends RolePermission {
  readonly roleId: number;
}

const OURS = { action: { $startsWith: `plugin::${PLUGIN_ID}.` } };

export async function rolePermissions(strapi: Strapi, userId: number): Promise<readonly RolePermission[]> {
  const rows = await rowsOf<{ action: string; conditions: readonly string[] | null }>(
    strapi,
    UIDS.adminPermission,
  ).findMany({
    select: ['action', 'conditions'],
    where: { ...OURS, role: { users: { id: userId } } },
  });
  return rows.map(({ action, conditions }) => ({ action, conditions: conditions ?? [] }));
}

/** A permission of one user, for one content type where it is for one. */
export interface UserPermission extends RolePermission {
  readonly userId: number;
  /** uid; null: for none in particular */
  readonly subject: string | null;
}

/** What the roles of these users give for these actions. */
export async function permissionsOfUsers(
  strapi: Strapi,
  userIds: readonly number[],
  actions: readonly string[],
): Promise<readonly UserPermission[]> {
  if (userIds.length === 0) return [];
  const rows = await rowsOf<{
    action: string;
    subject: string | null;
    conditions: readonly string[] | null;
    role: { users: readonly { id: number }[] | null } | null;
  }>(strapi, UIDS.adminPermission).findMany({
    select: ['action', 'subject', 'conditions'],
    where: { action: { $in: [...actions] }, role: { users: { id: { $in: [...userIds] } } } },
    populate: { role: { populate: { users: { select: ['id'], where: { id: { $in: [...userIds] } } } } } },
  });
  return rows.flatMap(({ action, subject, conditions, role }) =>
    (role?.users ?? []).map(({ id }) => ({ userId: id, action, subject, conditions: conditions ?? [] })),
  );
}

/** What all roles give of ours. */
export async function grantedPermissions(strapi: Strapi): Promise<readonly GrantedPermission[]> {
  const rows = await rowsOf<{
    action: string;
    conditions: readonly string[] | null;
    role: { id: number } | null;
  }>(strapi, UIDS.adminPermission).findMany({
    select: ['action', 'conditions'],
    where: OURS,
    populate: { role: { select: ['id'] } },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ action, conditions, role }) =>
    role === null ? [] : [{ action, conditions: conditions ?? [], roleId: role.id }],
  );
}

/** What the admin roles are called, by id. */
export async function roleNames(strapi: Strapi): Promise<ReadonlyMap<number, string>> {
  const rows = await rowsOf<{ id: number; name: string | null }>(strapi, UIDS.adminRole).findMany({
    select: ['id', 'name'],
  });
  return new Map(rows.map(({ id, name }) => [id, name ?? '']));
}

/** The id of a role of Strapi's own, by its code; null: it was deleted. */
export async function roleByCode(strapi: Strapi, code: string): Promise<number | null> {
  const row = await rowsOf<{ id: number }>(strapi, UIDS.adminRole).findOne({
    select: ['id'],
    where: { code },
  });
  return row?.id ?? null;
}

/** Gives permissions to those of the roles that still exist. */
export async function grantPermissions(
  strapi: Strapi,
  permissions: readonly GrantedPermission[],
): Promise<void> {
  await inTransaction(strapi, async () => {
    const roles = await rowsOf<{ id: number }>(strapi, UIDS.adminRole).findMany({ select: ['id'] });
    const existing = new Set(roles.map(({ id }) => id));
    for (const { action, conditions, roleId } of permissions) {
      if (!existing.has(roleId)) continue;
      const data = { action, conditions, subject: null, properties: {}, actionParameters: {}, role: roleId };
      await rowsOf(strapi, UIDS.adminPermission).create({ data });
    }
  });
}

/** Active users whose roles grant an action without a condition, super admins among them. */
export async function usersWhoMay(strapi: Strapi, action: string): Promise<readonly number[]> {
  const rows = await rowsOf<{ role: { id: number } | null; conditions: readonly string[] | null }>(
    strapi,
    UIDS.adminPermission,
  ).findMany({ select: ['conditions'], where: { action }, populate: { role: { select: ['id'] } } });
  const roles = rows.flatMap(({ role, conditions }) =>
    role === null || (conditions ?? []).length > 0 ? [] : [role.id],
  );
  const users = await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({
    select: USER_FIELDS,
    where: {
      isActive: true,
      roles: { $or: [{ id: { $in: roles } }, { code: 'strapi-super-admin' }] },
    },
  });
  return [...new Set(users.filter(isActive).map(({ id }) => id))];
}
