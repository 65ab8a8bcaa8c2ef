/** Who is reading, and what the panel may offer. */
import { ACTIONS } from '../../../access/actions';
import { accountsInTrouble } from '../../../data/account-attention';
import { profilesOf } from '../../../data/agent-profiles';
import type { Strapi } from '../../../data/database';
import { findUsers } from '../../../data/users';
import { visibleTeams } from '../../../inbox/read-cases';
import { ownAccounts } from '../../../inbox/mail-reach';
import { USUAL_PREFERENCES, type Preferences } from '../../../domain/preferences';
import type { Me, PanelPreferences, Single } from '../../contracts';
import { found, withViewer } from '../../http';
import { ownAccountLimit } from './own-accounts';
import { accountAttention, accountSummary, teamSummary } from '../../serializers';

export default ({ strapi }: { strapi: Strapi }) => ({
  read: withViewer(strapi, async (_context, viewer): Promise<Single<Me>> => {
    const may = (action: Parameters<typeof viewer.scope>[0]): boolean => viewer.scope(action).kind !== 'none';
    const [agents, teams, personalAccounts, inTrouble, profiles] = await Promise.all([
      findUsers(strapi, [viewer.userId]),
      visibleTeams(strapi, viewer),
      ownAccounts(strapi, viewer),
      may(ACTIONS.groupAccounts) ? accountsInTrouble(strapi, new Date()) : [],
      profilesOf(strapi, [viewer.userId]),
    ]);
    return {
      data: {
        agent: found(agents.get(viewer.userId)),
        teams: teams.map(teamSummary),
        memberOf: viewer.teams.map(({ documentId }) => documentId),
        personalAccounts: personalAccounts.map(accountSummary),
        allowed: {
          readCases: may(ACTIONS.readCases),
          workCases: may(ACTIONS.workCases),
          assignCases: may(ACTIONS.assignCases),
          deleteCases: may(ACTIONS.deleteCases),
          readReports: may(ACTIONS.readReports) && may(ACTIONS.readCases),
          readMail: may(ACTIONS.readMail),
          ownFilters: may(ACTIONS.ownFilters) || may(ACTIONS.sharedFilters),
          ownAccounts: may(ACTIONS.ownAccounts),
          manageTeams: may(ACTIONS.teams),
        },
        panel: panelOf(profiles.get(viewer.userId)?.preferences ?? USUAL_PREFERENCES),
        ownAccountLimit: ownAccountLimit(strapi, viewer),
        attention: { accounts: inTrouble.map(accountAttention) },
      },
    };
  }),
});

const panelOf = ({ density, shortcuts, guideDismissed }: Preferences): PanelPreferences => ({
  density,
  shortcuts,
  guideDismissed,
});
