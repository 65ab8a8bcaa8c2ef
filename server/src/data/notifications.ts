/** What users are told. Nothing here decides who is told what. */
import { insertRows, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** What happened to a mailbox, in words that are translated where they are shown. */
export type MailboxNotificationKind =
  'mailbox-needs-attention' | 'mailbox-needs-authorization' | 'mailbox-silent' | 'mailbox-recovered';

export interface MailboxNotification {
  readonly kind: MailboxNotificationKind;
  readonly details: {
    /** id of the account */
    readonly account: string;
    readonly accountKind: 'group' | 'personal';
    readonly name: string;
    readonly address: string;
    /** null: it is silent, or well again */
    readonly problem: { readonly step: string; readonly code: string; readonly detail: string } | null;
  };
  readonly at: Date;
}

/** Tells each of these users the same. */
export async function notifyUsers(
  strapi: Strapi,
  userIds: readonly number[],
  { kind, details, at }: MailboxNotification,
): Promise<void> {
  await insertRows(
    strapi,
    UIDS.notification,
    [...new Set(userIds)].map((user) => ({ user, kind, details, at })),
  );
}

const MAILBOX_KINDS: readonly MailboxNotificationKind[] = [
  'mailbox-needs-attention',
  'mailbox-needs-authorization',
  'mailbox-silent',
  'mailbox-recovered',
];
/** Rows looked through for one account's last notice. */
const RECENT = 500;

/** What was last said of an account's mailbox; null when nothing was, or too long ago. */
export async function lastMailboxNotification(
  strapi: Strapi,
  account: string,
): Promise<MailboxNotificationKind | null> {
  const rows = await rowsOf<MailboxNotification>(strapi, UIDS.notification).findMany({
    select: ['kind', 'details'],
    where: { kind: { $in: MAILBOX_KINDS } },
    orderBy: { id: 'desc' },
    limit: RECENT,
  });
  return rows.find(({ details }) => details.account === account)?.kind ?? null;
}

/** Removes what was read before this moment. @returns how many */
export async function deleteReadNotifications(strapi: Strapi, before: Date): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.notification).deleteMany({
    where: { readAt: { $lt: before } },
  });
  return count;
}
