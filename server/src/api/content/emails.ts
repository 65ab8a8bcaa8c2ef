/** /api/mailroom/emails for apps. */
import type { Strapi } from '../../data/database';
import { finders } from './find';
import { emails } from './resources/emails';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, emails),
});
