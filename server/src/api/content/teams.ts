/** /api/mailroom/teams for apps. */
import type { Strapi } from '../../data/database';
import { finders } from './find';
import { teams } from './resources/teams';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, teams),
});
