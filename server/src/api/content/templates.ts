/** /api/mailroom/templates for apps. */
import type { Strapi } from '../../data/database';
import { finders } from './find';
import { templates } from './resources/teams';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, templates),
});
