/**
 * Tells who manages accounts what happened to a mailbox, once per incident: an incident ends when the mailbox is well again, not
 * when somebody saves its settings. It does not decide when a mailbox is ill.
 */
import { ACTIONS } from '../access/actions';
import { accountOfMailbox } from '../data/accounts';
import type { Strapi } from '../data/database';
import { lastMailboxNotification, notifyUsers, type MailboxNotificationKind } from '../data/notifications';
import { usersWhoMay } from '../data/permissions';
import type { ConnectionProblem } from '../domain/connection';

/** Tells everybody who manages accounts, and the owner of a personal account. Says nothing twice in a row. */
export function raiseMailboxAlarm(
  strapi: Strapi,
  mailboxId: number,
  kind: Exclude<MailboxNotificationKind, 'mailbox-recovered'>,
  problem: ConnectionProblem | null,
): Promise<void> {
  return tell(strapi, mailboxId, kind, problem, (last) => last !== kind);
}

/** Tells that a mailbox is well again, where it was said that it is not. */
export function endMailboxAlarm(strapi: Strapi, mailboxId: number): Promise<void> {
  const wasRaised = (last: MailboxNotificationKind | null) => last !== null && last !== 'mailbox-recovered';
  return tell(strapi, mailboxId, 'mailbox-recovered', null, wasRaised);
}

async function tell(
  strapi: Strapi,
  mailboxId: number,
  kind: MailboxNotificationKind,
  problem: ConnectionProblem | null,
  isNews: (last: MailboxNotificationKind | null) => boolean,
): Promise<void> {
  const account = await accountOfMailbox(strapi, mailboxId);
  if (account === null || !isNews(await lastMailboxNotification(strapi, account.documentId))) return;
  const managers = await usersWhoMay(strapi, ACTIONS.groupAccounts);
  const { documentId, kind: accountKind, name, address, ownerId } = account;
  await notifyUsers(strapi, ownerId === null ? managers : [...managers, ownerId], {
    kind,
    details: { account: documentId, accountKind, name, address, problem },
    at: new Date(),
  });
}
