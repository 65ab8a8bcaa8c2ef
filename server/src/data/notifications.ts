/** What users are told. Nothing here decides who is told what. */
import type { NoticeKind } from '../domain/preferences';
import { noteChanges } from './changes';
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

/** What happened to a case or came by mail. Texts are read from the rows it points to, so that none outlives its mail. */
export interface WorkNotification {
  readonly kind: NoticeKind;
  readonly userId: number;
  readonly caseId: number | null;
  readonly emailId: number | null;
  /** `actorId`: the user who did it; `because`: why this user is told */
  readonly details: { readonly actorId?: number; readonly because?: string };
  /** false: by mail alone; absent: it is shown */
  readonly shown?: boolean;
  /** when it may be mailed; null or absent: never */
  readonly mailDueAt?: Date | null;
  readonly at: Date;
}

/** Joins the caller's transaction. */
export async function addNotifications(
  strapi: Strapi,
  notifications: readonly WorkNotification[],
): Promise<void> {
  await insertRows(
    strapi,
    UIDS.notification,
    notifications.map(({ userId, caseId, emailId, shown = true, mailDueAt = null, ...rest }) => ({
      ...rest,
      user: userId,
      case: caseId,
      email: emailId,
      shown,
      mailDueAt,
      mailState: mailDueAt === null ? 'none' : 'pending',
    })),
  );
}

/** Tells a user, in the panel alone, that notifications no longer reach them by mail. Joins the caller's transaction. */
export async function addSuspensionNotice(
  strapi: Strapi,
  userId: number,
  words: string,
  at: Date,
): Promise<void> {
  await insertRows(strapi, UIDS.notification, [
    { user: userId, kind: 'mail-suspended', details: { words }, shown: true, mailState: 'none', at },
  ]);
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

/** Which of a user's notifications: these, those of one case or mail, or all. */
export type NotificationChoice =
  | { readonly documentIds: readonly string[] }
  | { readonly caseId: number }
  | { readonly emailId: number }
  | 'all';

/** Marks what is not read yet, of this user alone. @returns how many */
export async function markNotificationsRead(
  strapi: Strapi,
  userId: number,
  choice: NotificationChoice,
  at: Date,
): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.notification).updateMany({
    where: { user_id: userId, readAt: { $null: true }, ...chosen(choice) },
    data: { readAt: at },
  });
  if (count > 0) await noteChanges(strapi, [{ kind: 'notices', userId }]);
  return count;
}

/** Marks these as not read, of this user alone. @returns how many */
export async function markNotificationsUnread(
  strapi: Strapi,
  userId: number,
  documentIds: readonly string[],
): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.notification).updateMany({
    where: { user_id: userId, readAt: { $notNull: true }, documentId: { $in: [...documentIds] } },
    data: { readAt: null },
  });
  if (count > 0) await noteChanges(strapi, [{ kind: 'notices', userId }]);
  return count;
}

function chosen(choice: NotificationChoice): Readonly<Record<string, unknown>> {
  if (choice === 'all') return {};
  if ('documentIds' in choice) return { documentId: { $in: [...choice.documentIds] } };
  return 'caseId' in choice ? { case_id: choice.caseId } : { email_id: choice.emailId };
}

/** Removes what was read before this moment. @returns how many */
export async function deleteReadNotifications(strapi: Strapi, before: Date): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.notification).deleteMany({
    where: { readAt: { $lt: before } },
  });
  return count;
}
