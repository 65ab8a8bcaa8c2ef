/** Lists of mail that belongs to no case: keyset pages without bodies. */
import type { Classification } from '../domain/classification';
import type { Address } from '../domain/message';
import type { Knex } from 'knex';
import { alongIndex } from './along-index';
import { read, readInChunks, tableOf, toDate, type Strapi } from './database';
import { isPostgres } from './dialect';
import { comingAfter, cutPage, pageOf } from './keyset';
import { notAutomatic, withinReach, type MailReach } from './mail-reach';
import { UIDS } from './uids';

export interface EmailListRow {
  readonly id: number;
  readonly documentId: string;
  readonly from: Address;
  readonly subject: string;
  readonly snippet: string;
  readonly sentAt: Date;
  readonly hasAttachments: boolean;
  readonly classification: Classification;
  readonly groupAccountId: number | null;
  readonly personalAccountId: number | null;
}

/** Accounts whose mail is listed. */
export type EmailListSource =
  | { readonly kind: 'personal'; readonly accountIds: readonly number[] }
  /** without what is in a group folder, and what this user has archived, thrown away or put into a folder */
  | { readonly kind: 'team'; readonly accountIds: readonly number[]; readonly userId: number };

export interface EmailCursor {
  readonly sentAt: Date;
  readonly id: number;
}

export interface StoredEmailListRow {
  readonly id: number;
  readonly document_id: string;
  readonly from_name: string | null;
  readonly from_address: string | null;
  readonly subject: string | null;
  readonly snippet: string | null;
  readonly sent_at: unknown;
  readonly has_attachments: boolean | number | null;
  readonly classification: Classification;
  readonly group_account_id: number | null;
  readonly personal_account_id: number | null;
}

/** What `emailListRow` makes a row of. */
export const EMAIL_LIST_COLUMNS = [
  'id',
  'document_id',
  'from_name',
  'from_address',
  'subject',
  'snippet',
  'sent_at',
  'has_attachments',
  'classification',
  'group_account_id',
  'personal_account_id',
];

const columnOf = (source: EmailListSource): string =>
  source.kind === 'personal' ? 'mail.personal_account_id' : 'mail.group_account_id';

/** A page of mail without a case, newest first. */
export async function listEmails(
  strapi: Strapi,
  source: EmailListSource,
  page: { readonly after: EmailCursor | null; readonly limit: number },
): Promise<{ readonly emails: readonly EmailListRow[]; readonly next: EmailCursor | null }> {
  const rows = await rowsOfSource<StoredEmailListRow>(strapi, source, {
    columns: EMAIL_LIST_COLUMNS,
    ...page,
  });
  const emails = rows.map(emailListRow).sort(newestFirst);
  const { shown, next } = cutPage(emails, page.limit, ({ sentAt, id }) => ({ sentAt, id }));
  return { emails: shown, next };
}

/** Ids of the mails of such a list, newest first. */
export async function emailIdsOfSource(
  strapi: Strapi,
  source: EmailListSource,
  most: number,
): Promise<readonly number[]> {
  const rows = await rowsOfSource<{ readonly id: number; readonly sent_at: unknown }>(strapi, source, {
    columns: ['id', 'sent_at'],
    after: null,
    limit: most - 1,
  });
  return newestIds(rows, most);
}

/** The ids of the newest of these rows, newest first. */
export const newestIds = (
  rows: readonly { readonly id: number; readonly sent_at: unknown }[],
  most: number,
): readonly number[] =>
  rows
    .map(({ id, sent_at: at }) => ({ id, sentAt: toDate(at) ?? new Date(0) }))
    .sort(newestFirst)
    .slice(0, most)
    .map(({ id }) => id);

/** Newest rows of each account, and one more than is asked for. */
async function rowsOfSource<Row>(
  strapi: Strapi,
  source: EmailListSource,
  asked: { readonly columns: readonly string[]; readonly after: EmailCursor | null; readonly limit: number },
): Promise<readonly Row[]> {
  const after = asked.after === null ? null : { at: asked.after.sentAt, id: asked.after.id };
  const rows: Row[] = [];
  // One account after the other: its mail lies in order in the index, that of several does not.
  for (const accountId of source.accountIds)
    rows.push(
      ...(await read(strapi, (knex, table): Promise<Row[]> => {
        const ofAccount = (mails: Knex.QueryBuilder): Knex.QueryBuilder =>
          mails.where(columnOf(source), accountId);
        const query = isPostgres(knex)
          ? alongIndex(knex, table(UIDS.email), (mails) =>
              comingAfter(ofAccount(mails), BY_DATE, after),
            ).limit(asked.limit + 1)
          : pageOf(ofAccount(knex(`${table(UIDS.email)} as mail`)).whereNull('mail.case_id'), BY_DATE, {
              after,
              limit: asked.limit,
            });
        query.select(asked.columns.map((column) => `mail.${column}`));
        notAutomatic(query);
        if (source.kind === 'team') {
          query.whereNull('mail.group_folder_id');
          notPutAside(strapi, query, source.userId);
        }
        return query;
      })),
    );
  return rows;
}

const BY_DATE = { table: 'mail', column: 'sent_at' } as const;

/** Order of lists. */
export const newestFirst = (left: EmailCursor, right: EmailCursor): number =>
  right.sentAt.getTime() - left.sentAt.getTime() || right.id - left.id;

function notPutAside(strapi: Strapi, query: Knex.QueryBuilder, userId: number): void {
  query.whereNotExists((entry) =>
    entry
      .from(`${tableOf(strapi, UIDS.inboxEntry)} as entry`)
      .select('entry.id')
      .where('entry.user_id', userId)
      .whereRaw('entry.email_id = mail.id')
      .andWhere((aside) =>
        aside.where('entry.archived', true).orWhere('entry.trashed', true).orWhereNotNull('entry.folder_id'),
      ),
  );
}

export const emailListRow = (row: StoredEmailListRow): EmailListRow => ({
  id: row.id,
  documentId: row.document_id,
  from: { name: row.from_name ?? '', address: row.from_address ?? '' },
  subject: row.subject ?? '',
  snippet: row.snippet ?? '',
  sentAt: toDate(row.sent_at) ?? new Date(0),
  hasAttachments: Boolean(row.has_attachments),
  classification: row.classification,
  groupAccountId: row.group_account_id,
  personalAccountId: row.personal_account_id,
});

/** Which of these mails the user has not opened; mail that never came to the user in person counts as read. */
export async function unreadEmails(
  strapi: Strapi,
  userId: number,
  emailIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (emailIds.length === 0) return new Set();
  const rows = await readInChunks<number, { email_id: number }>(emailIds, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.inboxEntry))
        .where({ user_id: userId, unread: true })
        .whereIn('email_id', chunk)
        .select('email_id'),
    ),
  );
  return new Set(rows.map(({ email_id: id }) => id));
}

/** Unread mail of a user that belongs to no case, as far as it is within the user's reach. */
export async function countUnreadWithoutCase(strapi: Strapi, reach: MailReach): Promise<number> {
  const [row]: { total?: number | string }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.inboxEntry)} as entry`)
      .join(`${table(UIDS.email)} as mail`, 'mail.id', 'entry.email_id')
      .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
      .where({ 'entry.user_id': reach.userId, 'entry.unread': true })
      .whereNull('entry.case_id')
      .count({ total: '*' });
    withinReach(strapi, query, reach);
    return query;
  });
  return Number(row?.total ?? 0);
}
