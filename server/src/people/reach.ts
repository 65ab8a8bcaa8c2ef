/** Which cases and mail several users may read, in three statements for all of them. One user's request has a viewer. */
import { ACTIONS } from '../access/actions';
import { scopeOf } from '../access/viewer';
import type { Strapi } from '../data/database';
import { permissionsOfUsers } from '../data/permissions';
import { findTeams } from '../data/teams';
import type { KnownPeople } from '../domain/intake-plan';

/** By user; who may read nothing has scopes of kind `none`. */
export async function reachOf(strapi: Strapi, userIds: readonly number[]): Promise<KnownPeople['reach']> {
  const granted = await permissionsOfUsers(strapi, userIds, [ACTIONS.readCases, ACTIONS.readMail]);
  const teams = await findTeams(strapi);
  return new Map(
    userIds.map((userId) => {
      const own = granted.filter((permission) => permission.userId === userId);
      const ofUser = teams.filter(({ members }) => members.some(({ id }) => id === userId));
      const scope = (action: typeof ACTIONS.readCases | typeof ACTIONS.readMail) =>
        scopeOf(own, action, userId, ofUser);
      return [userId, { cases: scope(ACTIONS.readCases), mail: scope(ACTIONS.readMail) }];
    }),
  );
}
