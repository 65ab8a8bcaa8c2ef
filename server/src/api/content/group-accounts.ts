/** /api/mailroom/group-accounts for apps. Secrets go in and never come out. */
import { findGroupAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import { UIDS } from '../../data/uids';
import { enteredGroupAccount } from '../accounts/entered';
import { saveGroupAccount } from '../accounts/save';
import { removeAccount } from '../admin/account-work';
import { writers } from './configuration';
import { finders } from './find';
import { groupAccounts } from './resources/accounts';

/** Agents have the names of what apps read. */
const withOwnNames = (given: Readonly<Record<string, unknown>>) => {
  const { directAssigneeId: agent, ...rest } = given;
  return agent === undefined ? rest : { ...rest, directAssignee: agent };
};

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, groupAccounts),
  ...writers(strapi, {
    resource: groupAccounts,
    find: (where) => findGroupAccounts(strapi, where),
    entered: enteredGroupAccount,
    make: (given) => saveGroupAccount(strapi, withOwnNames(given), null),
    save: (stored, given) => saveGroupAccount(strapi, withOwnNames(given), stored),
    remove: (stored) => removeAccount(strapi, UIDS.groupAccount, stored),
  }),
});
