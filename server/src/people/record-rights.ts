/** Who may read a record of any content type, by Strapi's own rights. It knows nothing of cases and mail. */
import type { Strapi } from '../data/database';
import { permissionsOfUsers } from '../data/permissions';

/** What opens an entry in Strapi's content manager. */
export const READ_RECORDS = 'plugin::content-manager.explorer.read';

/**
 * Content types of which each of these users may read every record. A right with a condition does not count: a
 * condition may look at the record itself, and mail must never tell of a record that is not for the user.
 */
export async function readableTypes(
  strapi: Strapi,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const granted = await permissionsOfUsers(strapi, userIds, [READ_RECORDS]);
  const types = new Map<number, Set<string>>();
  for (const { userId, subject, conditions } of granted) {
    if (subject === null || conditions.length > 0) continue;
    types.set(userId, (types.get(userId) ?? new Set()).add(subject));
  }
  return types;
}
