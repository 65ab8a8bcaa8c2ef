/** Group accounts as the app's code names them: by address, or by documentId. */
import { findGroupAccounts, type GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import { findMailboxesByAddress } from '../data/mailboxes';

/** @throws Error when there is none */
export async function groupAccountOf(strapi: Strapi, named: string): Promise<GroupAccount> {
  const mailboxes = named.includes('@') ? await findMailboxesByAddress(strapi, named) : [];
  const where = named.includes('@')
    ? { mailbox: { id: { $in: mailboxes.map(({ id }) => id) } } }
    : { documentId: named };
  const [account] = await findGroupAccounts(strapi, where);
  if (account === undefined)
    throw new Error(`There is no group account ${named}. Give its e-mail address or its documentId.`);
  return account;
}
