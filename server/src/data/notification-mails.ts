/**
 * Notifications that go out by mail: what waits, what has been mailed, and the mails themselves as rows of the queue. Who
 * may still be told of what, and when a mail is due, is decided elsewhere.
 */
import { addressHash, hashOf, messageIdHash } from '../domain/identity';
import type { Address } from '../domain/message';
import type { NoticeKind } from '../domain/preferences';
import { insertRows, read, readInChunks, rowsOf, toDate, type Strapi } from './database';
import { visible, type NotificationReach } from './notification-lists';
import { UIDS } from './uids';

/** Users with news that may be mailed now. */
export async function usersWithDueNews(strapi: Strapi, now: Date, limit: number): Promise<readonly number[]> {
  const rows: { userId: number }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.notification))
      .where('mail_state', 'pending')
      .andWhere('mail_due_at', '<=', now)
      .whereNotNull('user_id')
      .distinct('user_id as userId')
      .orderBy('user_id')
      .limit(limit),
  );
  return rows.map(({ userId }) => userId);
}

export interface WaitingNotice {
  readonly id: number;
  readonly at: Date;
  readonly read: boolean;
}

/** News of a user that waits to be mailed, oldest first. */
export async function waitingNotices(strapi: Strapi, userId: number): Promise<readonly WaitingNotice[]> {
  const rows = await rowsOf<{ id: number; at: unknown; readAt: unknown }>(strapi, UIDS.notification).findMany(
    {
      select: ['id', 'at', 'readAt'],
      where: { user: userId, mailState: 'pending' },
      orderBy: { id: 'asc' },
      limit: MOST_WAITING,
    },
  );
  return rows.map(({ id, at, readAt }) => ({
    id,
    at: toDate(at) ?? new Date(0),
    read: toDate(readAt) !== null,
  }));
}

const MOST_WAITING = 500;

/** One piece of news as a mail tells it. */
export interface NoticeToMail {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly actorId: number | null;
  readonly case: { readonly documentId: string; readonly number: number; readonly subject: string } | null;
  readonly email: { readonly documentId: string; readonly subject: string; readonly from: Address } | null;
}

interface Row {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly details: unknown;
  readonly caseDocumentId: string | null;
  readonly number: number | null;
  readonly caseSubject: string | null;
  readonly emailDocumentId: string | null;
  readonly subject: string | null;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
}

/** Those of these notices that the user may still read, oldest first. */
export async function readableNotices(
  strapi: Strapi,
  reach: NotificationReach,
  ids: readonly number[],
): Promise<readonly NoticeToMail[]> {
  const rows = await readInChunks<number, Row>(ids, (chunk) =>
    read(strapi, (knex, table) =>
      visible(strapi, knex, table, reach)
        .whereIn('notice.id', chunk)
        .orderBy('notice.id')
        .select<Row[]>(
          'notice.id',
          'notice.kind',
          'notice.details',
          'matter.document_id as caseDocumentId',
          'matter.number',
          'matter.subject as caseSubject',
          'mail.document_id as emailDocumentId',
          'mail.subject',
          'mail.from_name as fromName',
          'mail.from_address as fromAddress',
        ),
    ),
  );
  return rows.map(fromRow);
}

function fromRow(row: Row): NoticeToMail {
  const details: unknown = typeof row.details === 'string' ? JSON.parse(row.details) : row.details;
  const actorId = (details as { actorId?: unknown } | null)?.actorId;
  return {
    id: row.id,
    kind: row.kind,
    actorId: typeof actorId === 'number' ? actorId : null,
    case:
      row.caseDocumentId === null
        ? null
        : { documentId: row.caseDocumentId, number: row.number ?? 0, subject: row.caseSubject ?? '' },
    email:
      row.emailDocumentId === null
        ? null
        : {
            documentId: row.emailDocumentId,
            subject: row.subject ?? '',
            from: { name: row.fromName ?? '', address: row.fromAddress ?? '' },
          },
  };
}

/** News that is not mailed any more: read meanwhile, no longer for the user, or too old. */
export async function dropFromMail(strapi: Strapi, ids: readonly number[]): Promise<void> {
  await rowsOf(strapi, UIDS.notification).updateMany({
    where: { id: { $in: [...ids] }, mailState: 'pending' },
    data: { mailState: 'none' },
  });
}

/** The user has had enough mail for now; what waits is looked at again then. */
export async function postponeMail(strapi: Strapi, userId: number, until: Date): Promise<void> {
  await rowsOf(strapi, UIDS.notification).updateMany({
    where: { user_id: userId, mailState: 'pending' },
    data: { mailDueAt: until },
  });
}

/** Nothing can be mailed to the user: what waits is shown instead. Joins the caller's transaction. */
export async function showInsteadOfMail(strapi: Strapi, userId: number): Promise<void> {
  await rowsOf(strapi, UIDS.notification).updateMany({
    where: { user_id: userId, mailState: 'pending' },
    data: { mailState: 'none', shown: true },
  });
}

/** Notification mails that have been queued for a user since then. */
export async function countMailsSince(strapi: Strapi, userId: number, since: Date): Promise<number> {
  const rows: { mailId: number }[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.notification)} as notice`)
      .join(`${table(UIDS.email)} as mail`, 'mail.id', 'notice.mail_id')
      .where('notice.user_id', userId)
      .andWhere('mail.queued_at', '>', since)
      .distinct('notice.mail_id as mailId'),
  );
  return rows.length;
}

/** A finished mail: its bytes are in the blob store. */
export interface NotificationMail {
  readonly groupAccountId: number;
  readonly messageId: string;
  readonly from: Address;
  readonly replyTo: Address;
  readonly to: Address;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sourceHash: string;
  readonly size: number;
  readonly at: Date;
}

/**
 * Stores the mail as queued and marks the news that it tells of. Joins the caller's transaction.
 * @returns false when some of the news was mailed by somebody else meanwhile: the transaction has to be undone
 */
export async function insertNotificationMail(
  strapi: Strapi,
  mail: NotificationMail,
  noticeIds: readonly number[],
): Promise<boolean> {
  const { groupAccountId, from, replyTo, to, at, ...columns } = mail;
  const [id] = await insertRows(strapi, UIDS.email, [
    {
      ...columns,
      direction: 'out',
      state: 'queued',
      automatic: true,
      internal: true,
      identityHash: hashOf('outgoing', mail.messageId),
      messageIdHash: messageIdHash(mail.messageId),
      idempotencyKey: hashOf('notification', mail.messageId),
      threadHash: hashOf('thread', mail.messageId),
      fromName: from.name,
      fromAddress: from.address,
      replyTo: [replyTo],
      to: [to],
      ...{ cc: [], bcc: [], references: [] },
      classification: 'own',
      classificationSignals: [],
      ...{ sentAt: at, receivedAt: at, queuedAt: at },
      groupAccount: groupAccountId,
      envelope: { from: from.address },
      attempts: 0,
      sentCopy: 'none',
    },
  ]);
  if (id === undefined) throw new Error('The database returned no id for a new mail');
  await insertRows(strapi, UIDS.delivery, [
    {
      email: id,
      address: to.address,
      addressHash: addressHash(to.address),
      state: 'pending',
      response: '',
      at,
    },
  ]);
  const { count } = await rowsOf(strapi, UIDS.notification).updateMany({
    where: { id: { $in: [...noticeIds] }, mailState: 'pending' },
    data: { mailState: 'sent', mail_id: id },
  });
  return count === noticeIds.length;
}

/** Whom these mails told of something, by mail; mails that are no notifications have nobody. */
export async function notifiedUsers(
  strapi: Strapi,
  emailIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await readInChunks<number, { mailId: number; userId: number }>(emailIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.notification))
        .whereIn('mail_id', chunk)
        .whereNotNull('user_id')
        .distinct('mail_id as mailId', 'user_id as userId'),
    ),
  );
  return new Map(rows.map(({ mailId, userId }) => [mailId, userId]));
}

/** The mail came back. Joins the caller's transaction. */
export async function markMailFailed(strapi: Strapi, emailId: number): Promise<void> {
  await rowsOf(strapi, UIDS.notification).updateMany({
    where: { mail_id: emailId },
    data: { mailState: 'failed', shown: true },
  });
}
