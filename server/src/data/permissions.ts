/** Permissions that a user's roles give for our actions, as Strapi stores them. */
import { PLUGIN_ID } from '../plugin-id';
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface RolePermission {
  readonly action: string;
  /** ids of conditions; empty means none */
  readonly conditions: readonly string[];
}

export async function rolePermissions(strapi: Strapi, userId: number): Promise<readonly RolePermission[]> {
  const rows = await rowsOf<{ action: string; conditions: readonly string[] | null }>(
    strapi,
    UIDS.adminPermission,
  ).findMany({
    select: ['action', 'conditions'],
    where: { action: { $startsWith: `plugin::${PLUGIN_ID}.` }, role: { users: { id: userId } } },
  });
  return rows.map(({ action, conditions }) => ({ action, conditions: conditions ?? [] }));
}
