/** Received mails as filters look at them: many at once without their texts, and the texts of a few. */
import type { Knex } from 'knex';
import type { Classification } from '../domain/classification';
import type { FilterScope } from '../domain/filter';
import { SEARCHED_TEXT } from '../domain/filters/mail';
import type { Address } from '../domain/message';
import { read, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface StoredMail {
  readonly id: number;
  readonly documentId: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly sentAt: Date;
  readonly classification: Classification;
  readonly hasAttachment: boolean;
  readonly caseId: number | null;
  readonly groupAccountId: number | null;
  readonly personalAccountId: number | null;
  /** code of why it is where it is, see domain/reason */
  readonly reason: string;
  /** filters that it matched when it came */
  readonly filterIds: readonly number[];
}

interface Row {
  readonly id: number;
  readonly document_id: string;
  readonly from_name: string | null;
  readonly from_address: string | null;
  readonly to: unknown;
  readonly cc: unknown;
  readonly subject: string | null;
  readonly sent_at: unknown;
  readonly classification: Classification | null;
  readonly has_attachments: boolean | number | null;
  readonly case_id: number | null;
  readonly group_account_id: number | null;
  readonly personal_account_id: number | null;
  readonly reason: string | null;
  readonly filter_ids: unknown;
}

const COLUMNS = [
  'id',
  'document_id',
  'from_name',
  'from_address',
  'to',
  'cc',
  'subject',
  'sent_at',
  'classification',
  'has_attachments',
  'case_id',
  'group_account_id',
  'personal_account_id',
  'reason',
  'filter_ids',
];

/**
 * The mails of a scope that were stored last, the last one first.
 * @param before only those stored before the mail of this id
 * @throws DataError
 */
export async function lastStoredMails(
  strapi: Strapi,
  scope: FilterScope,
  limit: number,
  before: number | null = null,
): Promise<readonly StoredMail[]> {
  const rows: Row[] = await read(strapi, (knex, table) => {
    const emails = knex(`${table(UIDS.email)} as email`)
      .select(COLUMNS.map((column) => `email.${column}`))
      .where('email.direction', 'in');
    if (before !== null) void emails.andWhere('email.id', '<', before);
    return inScope(emails, scope, table(UIDS.inboxEntry)).limit(limit);
  });
  return rows.map(fromRow);
}

function inScope(emails: Knex.QueryBuilder, scope: FilterScope, inboxes: string): Knex.QueryBuilder {
  switch (scope.kind) {
    case 'global':
      return emails.orderBy('email.id', 'desc');
    case 'group-account':
      return emails.andWhere('email.group_account_id', scope.accountId).orderBy('email.id', 'desc');
    case 'personal-account':
      return emails.andWhere('email.personal_account_id', scope.accountId).orderBy('email.id', 'desc');
    case 'user':
      return emails
        .join(`${inboxes} as entry`, 'entry.email_id', 'email.id')
        .andWhere('entry.user_id', scope.userId)
        .orderBy('entry.email_id', 'desc');
  }
}

/** A received mail; null when there is none. @throws DataError */
export async function findStoredMail(strapi: Strapi, id: number): Promise<StoredMail | null> {
  const row: Row | undefined = await read(strapi, (knex, table) =>
    knex(table(UIDS.email)).where({ id, direction: 'in' }).first(COLUMNS),
  );
  return row === undefined ? null : fromRow(row);
}

/** Texts of mails by their ids, as far as they are searched; the caller asks for few at once. @throws DataError */
export async function textsOfMails(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows: { readonly id: number; readonly searched: string | null }[] = await read(
    strapi,
    (knex, table) =>
      knex(table(UIDS.email))
        .whereIn('id', [...ids])
        .select('id', knex.raw('substr(??, 1, ?) as searched', ['text', SEARCHED_TEXT])),
  );
  return new Map(rows.map(({ id, searched }) => [id, searched ?? '']));
}

/** Users in whose inboxes a mail is. @throws DataError */
export async function usersWithMail(strapi: Strapi, emailId: number): Promise<readonly number[]> {
  const rows: { readonly user_id: number | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.inboxEntry)).where('email_id', emailId).orderBy('user_id').select('user_id'),
  );
  return rows.flatMap(({ user_id: userId }) => userId ?? []);
}

/** What drivers give of a JSON column: PostgreSQL's the value, SQLite's its text. */
function listOf<Value>(json: unknown): readonly Value[] {
  const value: unknown = typeof json === 'string' ? JSON.parse(json) : json;
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

const fromRow = (row: Row): StoredMail => ({
  id: row.id,
  documentId: row.document_id,
  from: { name: row.from_name ?? '', address: row.from_address ?? '' },
  to: listOf(row.to),
  cc: listOf(row.cc),
  subject: row.subject ?? '',
  sentAt: toDate(row.sent_at) ?? new Date(0),
  classification: row.classification ?? 'human',
  hasAttachment: Boolean(row.has_attachments),
  caseId: row.case_id,
  groupAccountId: row.group_account_id,
  personalAccountId: row.personal_account_id,
  reason: row.reason ?? '',
  filterIds: listOf(row.filter_ids),
});
