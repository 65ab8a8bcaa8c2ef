/** Tells the audit trail when the role editor changes what a role may do in Mailroom. It changes no role itself. */
import type { Strapi } from '../data/database';
import { grantedPermissions, roleNames } from '../data/permissions';
import type { AuditFacts } from '../domain/audit';
import { PLUGIN_ID } from '../plugin-id';
import { recordChange } from './audit';
import { CONDITIONS } from './actions';

/** Where Strapi's admin API makes, changes and deletes roles and what they allow. */
const ROLES = /^\/admin\/roles(\/|$)/;

/** To be called before the server listens. */
export function watchRoles(strapi: Strapi): void {
  strapi.server.use(async (context, next) => {
    if (context.method === 'GET' || !ROLES.test(context.path)) return next();
    const before = await rightsOfRoles(strapi);
    await next();
    if (context.status >= 400) return undefined;
    return recordRoles(strapi, before, await rightsOfRoles(strapi)).catch((error: unknown) =>
      strapi.log.error(`[mailroom] audit: ${error instanceof Error ? error.name : 'failed'}`),
    );
  });
}

interface RoleRights {
  readonly name: string;
  readonly rights: AuditFacts;
}

/** Roles with anything of ours, by id. */
async function rightsOfRoles(strapi: Strapi): Promise<ReadonlyMap<number, RoleRights>> {
  const [granted, names] = await Promise.all([grantedPermissions(strapi), roleNames(strapi)]);
  const roles = new Map<number, { name: string; rights: Record<string, string> }>();
  for (const { roleId, action, conditions } of granted) {
    const role = roles.get(roleId) ?? { name: names.get(roleId) ?? '', rights: {} };
    role.rights[action.replace(`plugin::${PLUGIN_ID}.`, '')] = levelOf(conditions);
    roles.set(roleId, role);
  }
  return roles;
}

/** As the role editor has it: all, or what the conditions leave. */
function levelOf(conditions: readonly string[]): string {
  const levels = [
    ...(conditions.includes(CONDITIONS.own) ? ['own'] : []),
    ...(conditions.includes(CONDITIONS.ownTeams) ? ['own teams'] : []),
    ...conditions.filter((condition) => !Object.values<string>(CONDITIONS).includes(condition)),
  ];
  return levels.length === 0 ? 'all' : levels.join(', ');
}

async function recordRoles(
  strapi: Strapi,
  before: ReadonlyMap<number, RoleRights>,
  after: ReadonlyMap<number, RoleRights>,
): Promise<void> {
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(id), after.get(id)];
    await recordChange(strapi, {
      subject: 'role',
      id: String(id),
      name: now?.name ?? old?.name ?? '',
      before: old?.rights ?? {},
      after: now?.rights ?? {},
    });
  }
}
