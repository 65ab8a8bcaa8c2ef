/** /api/mailroom/group-accounts for apps. */
import type { Strapi } from '../../data/database';
import { finders } from './find';
import { groupAccounts } from './resources/accounts';

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, groupAccounts),
});
