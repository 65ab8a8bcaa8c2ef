/** The group account from which users are told of news by mail; one at most. Whom it tells what is decided elsewhere. */
import { findGroupAccounts, type GroupAccount } from './accounts';
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** @returns null when there is none, or the one there is cannot send */
export async function notifyingAccount(strapi: Strapi): Promise<GroupAccount | null> {
  const [account] = await findGroupAccounts(strapi, { sendsNotifications: true });
  return account !== undefined && account.mailbox.active && account.mailbox.smtp !== null ? account : null;
}

/** Says whether this account is the one that sends notifications; no other is then. Joins the caller's transaction. */
export async function storeNotifyingAccount(strapi: Strapi, id: number, sends: boolean): Promise<void> {
  if (sends)
    await rowsOf(strapi, UIDS.groupAccount).updateMany({
      where: { id: { $ne: id }, sendsNotifications: true },
      data: { sendsNotifications: false },
    });
  await rowsOf(strapi, UIDS.groupAccount).updateMany({ where: { id }, data: { sendsNotifications: sends } });
}
