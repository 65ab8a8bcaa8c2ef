/** A user's notifications, as they are read: each only as long as the user may read what it tells of. */
import type { Knex } from 'knex';
import { within } from './case-lists';
import { read, toDate, type Strapi } from './database';
import { withinReach, type MailReach } from './mail-reach';
import { NOTICE_KINDS, type NoticeKind } from '../domain/preferences';
import type { MailboxNotification, WorkNotification } from './notifications';
import { cutPage, pageOf } from './keyset';
import { UIDS } from './uids';

export interface NotificationRecord {
  readonly id: number;
  readonly documentId: string;
  readonly kind: WorkNotification['kind'] | MailboxNotification['kind'] | 'mail-suspended';
  readonly at: Date;
  readonly readAt: Date | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly caseId: number | null;
  readonly email: {
    readonly documentId: string;
    readonly subject: string;
    readonly from: { readonly name: string; readonly address: string };
  } | null;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly kind: NotificationRecord['kind'];
  readonly at: unknown;
  readonly readAt: unknown;
  readonly details: unknown;
  readonly caseId: number | null;
  readonly emailDocumentId: string | null;
  readonly subject: string | null;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
}

/** What a user may be told of. */
export interface NotificationReach extends MailReach {
  /** notices about mailboxes */
  readonly mailboxes: boolean;
}

export interface NotificationCursor {
  readonly at: Date;
  readonly id: number;
}

/** A page, newest first. */
export async function listNotifications(
  strapi: Strapi,
  reach: NotificationReach,
  {
    onlyUnread,
    ...page
  }: {
    readonly after: NotificationCursor | null;
    readonly limit: number;
    readonly onlyUnread: boolean;
  },
): Promise<{
  readonly notifications: readonly NotificationRecord[];
  readonly next: NotificationCursor | null;
}> {
  const rows = await read(strapi, (knex, table) => {
    const query = shown(visible(strapi, knex, table, reach)).select<Row[]>(
      'notice.id',
      'notice.document_id as documentId',
      'notice.kind',
      'notice.at',
      'notice.read_at as readAt',
      'notice.details',
      'notice.case_id as caseId',
      'mail.document_id as emailDocumentId',
      'mail.subject',
      'mail.from_name as fromName',
      'mail.from_address as fromAddress',
    );
    if (onlyUnread) query.whereNull('notice.read_at');
    return pageOf(query, { table: 'notice', column: 'at' }, page);
  });
  const cut = cutPage(rows.map(fromRow), page.limit, ({ at, id }) => ({ at, id }));
  return { notifications: cut.shown, next: cut.next };
}

/** Unread ones; more than this many are not counted. */
const MOST_COUNTED = 100;

/** @returns at most 100 */
export async function countUnreadNotifications(strapi: Strapi, reach: NotificationReach): Promise<number> {
  const rows = await read(strapi, async (knex, table) =>
    shown(visible(strapi, knex, table, reach))
      .whereNull('notice.read_at')
      .limit(MOST_COUNTED)
      .select<{ id: number }[]>('notice.id'),
  );
  return rows.length;
}

/** Without what the user wants by mail alone; rows from before there was such a choice are shown. */
const shown = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.andWhere((either) => either.whereNull('notice.shown').orWhere('notice.shown', true));

/** Kinds that tell of a case; where they tell of a mail too, who may read that may be told. */
const OF_CASES: readonly NoticeKind[] = NOTICE_KINDS.filter((kind) => kind !== 'email-received');

/** Rows of the user that tell of a reachable mail, of a reachable case, of a mailbox, or of the user's own mail. */
export function visible(
  strapi: Strapi,
  knex: Knex,
  table: (uid: (typeof UIDS)[keyof typeof UIDS]) => string,
  reach: NotificationReach,
): Knex.QueryBuilder {
  return knex(`${table(UIDS.notification)} as notice`)
    .leftJoin(`${table(UIDS.email)} as mail`, 'mail.id', 'notice.email_id')
    .joinRaw(`left join ?? as ?? on ?? = coalesce(??, ??)`, [
      table(UIDS.case),
      'matter',
      'matter.id',
      'mail.case_id',
      'notice.case_id',
    ])
    .where('notice.user_id', reach.userId)
    .andWhere((any) => {
      any.where((ofMail) => {
        ofMail.whereNotNull('mail.id');
        withinReach(strapi, ofMail, reach);
      });
      any.orWhere((ofCase) => {
        ofCase.whereIn('notice.kind', [...OF_CASES]).whereNotNull('matter.id');
        within(strapi, ofCase, reach.cases);
      });
      any.orWhereIn('notice.kind', ['mail-suspended', 'draft-held']);
      if (reach.mailboxes) any.orWhere('notice.kind', 'like', 'mailbox-%');
    });
}

const fromRow = (row: Row): NotificationRecord => ({
  id: row.id,
  documentId: row.documentId,
  kind: row.kind,
  at: toDate(row.at) ?? new Date(0),
  readAt: toDate(row.readAt),
  details: jsonOf(row.details),
  caseId: row.caseId,
  email:
    row.emailDocumentId === null
      ? null
      : {
          documentId: row.emailDocumentId,
          subject: row.subject ?? '',
          from: { name: row.fromName ?? '', address: row.fromAddress ?? '' },
        },
});

/** Drivers give JSON as text or as what it says. */
function jsonOf(value: unknown): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
}
