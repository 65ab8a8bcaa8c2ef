/** What is done with accounts of any kind: fetched at once, deleted, and shown with how far their history has come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deleteAccount, type GroupAccount, type PersonalAccount } from '../../data/accounts';
import { historyProgress } from '../../data/cursors';
import { inTransaction, type Strapi } from '../../data/database';
import { deleteMailbox, type Mailbox } from '../../data/mailboxes';
import { UIDS } from '../../data/uids';
import { runtimeOf } from '../../runtime';
import type { HistoryProgress } from '../contracts';
import { historyProgressView } from '../account-serializers';
import { recordGroupAccount, recordPersonalAccount } from '../audit/accounts';

/** Milliseconds that a request waits for a mailbox to be fetched. */
const PATIENCE = 60_000;

/** Whoever waits at the panel is told how it stands, even if a slow server is still being waited for. */
export async function fetchNow(
  strapi: Strapi,
  { mailbox }: { readonly mailbox: { readonly id: number } },
): Promise<void> {
  const patience = new AbortController();
  await Promise.race([
    runtimeOf(strapi).fetching.now(mailbox.id),
    sleep(PATIENCE, undefined, { ref: false, signal: patience.signal }).catch(() => undefined),
  ]);
  patience.abort();
}

/** Deletes an account with its mailbox, secrets and filters. Its mail stays. */
export async function removeAccount(
  strapi: Strapi,
  uid: typeof UIDS.groupAccount | typeof UIDS.personalAccount,
  account: GroupAccount | PersonalAccount,
): Promise<{ readonly data: { readonly id: string } }> {
  await inTransaction(strapi, async () => {
    await deleteAccount(strapi, uid, account.id);
    await deleteMailbox(strapi, account.mailbox.id);
    if (uid === UIDS.groupAccount) await recordGroupAccount(strapi, account as GroupAccount, null);
    else await recordPersonalAccount(strapi, account as PersonalAccount, null);
  });
  runtimeOf(strapi).push.check();
  return { data: { id: account.documentId } };
}

/** Accounts as they are shown, with how far their history has come: one statement for all of them. */
export async function shownAccounts<Account extends { readonly mailbox: Mailbox }, Detail>(
  strapi: Strapi,
  accounts: readonly Account[],
  detail: (account: Account, history: HistoryProgress | null) => Detail,
): Promise<Detail[]> {
  const progress = await historyProgress(
    strapi,
    accounts.map(({ mailbox }) => mailbox.id),
  );
  const now = new Date();
  return accounts.map((account) => {
    const history = progress.get(account.mailbox.id);
    return detail(account, history === undefined ? null : historyProgressView(history, now));
  });
}
