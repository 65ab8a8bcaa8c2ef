/** /api/mailroom/personal-accounts for apps. */
import type { Strapi } from '../../data/database';
import { finders } from './find';
import { personalAccounts } from './resources/accounts';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, personalAccounts),
});
