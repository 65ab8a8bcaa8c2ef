/** How far Mailroom has come from nothing to its first case, over HTTP. Nothing is told of what is in it. */
import { ACTIONS } from '../../../access/actions';
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import { firstRunFacts } from '../../../data/first-run';
import { usersWhoMay } from '../../../data/permissions';
import { findUsers } from '../../../data/users';
import type { FirstRun, Single } from '../../contracts';
import { withViewer } from '../../http';

/** Enough to find somebody who has time. */
const HELPERS = 3;

export default ({ strapi }: { strapi: Strapi }) => ({
  read: withViewer(strapi, async (_context, viewer): Promise<Single<FirstRun>> => {
    const { address, ...facts } = await firstRunFacts(strapi);
    const allowed = { teams: may(viewer, ACTIONS.teams), groupAccounts: may(viewer, ACTIONS.groupAccounts) };
    const asks = !facts.hasCase && !allowed.groupAccounts;
    return {
      data: {
        ...facts,
        hasAccount: facts.hasCase || address !== null,
        address: allowed.groupAccounts ? address : null,
        allowed,
        helpers: asks ? await helpersOf(strapi) : [],
      },
    };
  }),
});

const may = (viewer: Viewer, action: Parameters<Viewer['scope']>[0]): boolean =>
  viewer.scope(action).kind !== 'none';

async function helpersOf(strapi: Strapi): Promise<readonly string[]> {
  const ids = await usersWhoMay(strapi, ACTIONS.groupAccounts);
  const users = await findUsers(strapi, ids.slice(0, HELPERS));
  return [...users.values()].map(({ name }) => name).sort((left, right) => left.localeCompare(right));
}
