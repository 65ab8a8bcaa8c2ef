/** /api/mailroom/teams for apps. */
import type { Strapi } from '../../data/database';
import { findTeams, type Team } from '../../data/teams';
import { makeTeam, removeTeam, saveTeam } from '../teams/save';
import { writers } from './configuration';
import { finders } from './find';
import { teams } from './resources/teams';

const entered = (stored: Team | null) =>
  stored === null
    ? { color: '#4945ff', members: [] }
    : {
        ...{ name: stored.name, color: stored.color, description: stored.description },
        ...{ members: stored.members.map(({ id }) => id), autoFollow: stored.autoFollow },
      };

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, teams),
  ...writers(strapi, {
    resource: teams,
    find: (where) => findTeams(strapi, where),
    entered,
    make: (given) => makeTeam(strapi, given),
    save: (stored, given) => saveTeam(strapi, stored, given),
    remove: (stored) => removeTeam(strapi, stored),
  }),
});
