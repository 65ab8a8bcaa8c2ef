/** Mail and cases of one record: keyset pages within what a user may read, without bodies. */
import type { Knex } from 'knex';
import type { RecordReference } from '../domain/record';
import type { RowScope } from '../domain/row-scope';
import { within } from './case-lists';
import { findCases, type CaseRecord } from './cases';
import { read, toDate, type Strapi } from './database';
import {
  EMAIL_LIST_COLUMNS,
  emailListRow,
  type EmailCursor,
  type EmailListRow,
  type StoredEmailListRow,
} from './email-lists';
import { linkColumns } from './record-links';
import { cutPage, pageOf, type KeysetPlace } from './keyset';
import { withinReach, type MailReach } from './mail-reach';
import { UIDS } from './uids';

export interface RecordMailRow extends EmailListRow {
  readonly direction: 'in' | 'out';
  readonly case: { readonly documentId: string; readonly number: number } | null;
}

interface Row extends StoredEmailListRow {
  readonly direction: 'in' | 'out';
  readonly case_document_id: string | null;
  readonly case_number: number | null;
}

const COLUMNS = [...EMAIL_LIST_COLUMNS, 'direction'].map((column) => `mail.${column}`);

/** A page of the mail that is linked to a record, newest first. */
export async function mailsOfRecord(
  strapi: Strapi,
  record: RecordReference,
  reach: MailReach,
  page: { readonly after: EmailCursor | null; readonly limit: number },
): Promise<{ readonly mails: readonly RecordMailRow[]; readonly next: EmailCursor | null }> {
  const rows: Row[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.recordLink)} as link`)
      .join(`${table(UIDS.email)} as mail`, 'mail.id', 'link.email_id')
      .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
      .where(linkColumns(record))
      .select(COLUMNS)
      .select('matter.document_id as case_document_id', 'matter.number as case_number');
    withinReach(strapi, query, reach);
    const after = page.after === null ? null : { at: page.after.sentAt, id: page.after.id };
    return pageOf(query, { table: 'mail', column: 'sent_at' }, { after, limit: page.limit });
  });
  const { shown, next } = cutPage(rows.map(fromRow), page.limit, ({ sentAt, id }) => ({ sentAt, id }));
  return { mails: shown, next };
}

/** A page of the cases that are linked to a record, newest activity first, open or not. */
export async function casesOfRecord(
  strapi: Strapi,
  record: RecordReference,
  scope: RowScope,
  page: { readonly after: KeysetPlace | null; readonly limit: number },
): Promise<{ readonly cases: readonly CaseRecord[]; readonly next: KeysetPlace | null }> {
  const rows: { id: number; at: unknown }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.recordLink)} as link`)
      .join(`${table(UIDS.case)} as matter`, 'matter.id', 'link.case_id')
      .where(linkColumns(record))
      .select('matter.id', 'matter.last_activity_at as at');
    within(strapi, query, scope);
    return pageOf(query, { table: 'matter', column: 'last_activity_at' }, page);
  });
  const { shown, next } = cutPage(rows, page.limit, ({ at, id }) => ({
    at: toDate(at) ?? new Date(0),
    id,
  }));
  const found = await findCases(strapi, { id: { $in: shown.map(({ id }) => id) } });
  const cases = new Map(found.map((one) => [one.id, one]));
  return {
    cases: shown.flatMap(({ id }) => cases.get(id) ?? []),
    next,
  };
}

export interface RecordCounts {
  readonly cases: number;
  readonly openCases: number;
  readonly mails: number;
}

/** How many cases and mails are linked to a record, within reach. */
export async function countsOfRecord(
  strapi: Strapi,
  record: RecordReference,
  scope: RowScope,
  reach: MailReach,
): Promise<RecordCounts> {
  return read(strapi, async (knex, table) => {
    const cases = knex(`${table(UIDS.recordLink)} as link`)
      .join(`${table(UIDS.case)} as matter`, 'matter.id', 'link.case_id')
      .where(linkColumns(record));
    within(strapi, cases, scope);
    const mails = knex(`${table(UIDS.recordLink)} as link`)
      .join(`${table(UIDS.email)} as mail`, 'mail.id', 'link.email_id')
      .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
      .where(linkColumns(record));
    withinReach(strapi, mails, reach);
    const count = async (query: Knex.QueryBuilder): Promise<number> =>
      Number(((await query.count({ total: '*' })) as { total: number | string }[])[0]?.total ?? 0);
    return {
      cases: await count(cases.clone()),
      openCases: await count(cases.clone().where('matter.open', true)),
      mails: await count(mails),
    };
  });
}

const fromRow = (row: Row): RecordMailRow => ({
  ...emailListRow(row),
  direction: row.direction,
  case:
    row.case_document_id === null ? null : { documentId: row.case_document_id, number: row.case_number ?? 0 },
});
