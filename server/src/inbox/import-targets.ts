/** Into which accounts a viewer may import mail files: as the role says, group accounts of teams, and personal ones of their owners. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../data/accounts';
import type { Strapi } from '../data/database';
import { isWithin } from '../domain/row-scope';

/** @param where narrows them, in the query engine's terms */
export async function groupImportTargets(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly GroupAccount[]> {
  const scope = viewer.scope(ACTIONS.importMail);
  return (await findGroupAccounts(strapi, where)).filter(({ teams }) =>
    isWithin(scope, { ownerId: null, teamIds: teams.map(({ id }) => id) }),
  );
}

/** @param where narrows them, in the query engine's terms */
export async function personalImportTargets(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly PersonalAccount[]> {
  const scope = viewer.scope(ACTIONS.importMail);
  return (await findPersonalAccounts(strapi, where)).filter(({ owner }) =>
    isWithin(scope, { ownerId: owner.id, teamIds: [] }),
  );
}

/** What of the import runs the viewer may see, in the query engine's terms. */
export async function visibleRuns(
  strapi: Strapi,
  viewer: Viewer,
): Promise<Readonly<Record<string, unknown>>> {
  if (viewer.scope(ACTIONS.importMail).kind === 'all') return {};
  const accounts = [
    ...(await groupImportTargets(strapi, viewer)),
    ...(await personalImportTargets(strapi, viewer)),
  ];
  return { mailbox: { id: { $in: accounts.map(({ mailbox }) => mailbox.id) } } };
}
