/** /api/mailroom/personal-accounts for apps. Secrets go in and never come out. */
import { findPersonalAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import { UIDS } from '../../data/uids';
import { enteredPersonalAccount } from '../accounts/entered';
import { savePersonalAccount } from '../accounts/save';
import { removeAccount } from '../admin/account-work';
import { writers } from './configuration';
import { finders } from './find';
import { personalAccounts } from './resources/accounts';

/** Agents have the names of what apps read. */
const withOwnNames = (given: Readonly<Record<string, unknown>>) => {
  const { ownerId: agent, ...rest } = given;
  return agent === undefined ? rest : { ...rest, owner: agent };
};

export default ({ strapi }: { strapi: Strapi }) => ({
  ...finders(strapi, personalAccounts),
  ...writers(strapi, {
    resource: personalAccounts,
    find: (where) => findPersonalAccounts(strapi, where),
    entered: enteredPersonalAccount,
    make: (given) => savePersonalAccount(strapi, withOwnNames(given), null),
    save: (stored, given) => savePersonalAccount(strapi, withOwnNames(given), stored),
    remove: (stored) => removeAccount(strapi, UIDS.personalAccount, stored),
  }),
});
