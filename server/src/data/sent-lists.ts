/** Lists of what a user has sent: keyset pages without bodies, each row within reach. */
import type { Knex } from 'knex';
import type { Address } from '../domain/message';
import { read, type Strapi } from './database';
import {
  EMAIL_LIST_COLUMNS,
  emailListRow,
  newestFirst,
  newestIds,
  type EmailCursor,
  type EmailListRow,
  type StoredEmailListRow,
} from './email-lists';
import { withinReach, type MailReach } from './mail-reach';
import { cutPage, pageOf } from './keyset';
import { UIDS } from './uids';

export interface SentListRow extends EmailListRow {
  readonly to: readonly Address[];
  readonly state: string;
  readonly important: boolean;
  readonly caseId: number | null;
}

type Row = StoredEmailListRow & {
  readonly to: unknown;
  readonly state: string;
  readonly important: boolean | number | null;
  readonly case_id: number | null;
};

/** Mail in these states has not left its author. */
const NOT_SENT = ['draft', 'held', 'scheduled'];

/** Rows of the list, newest first of each part of it, and one more than is asked for. */
async function sentRows<Found>(
  strapi: Strapi,
  reach: MailReach,
  asked: { readonly columns: readonly string[]; readonly after: EmailCursor | null; readonly limit: number },
): Promise<readonly Found[]> {
  const after = asked.after === null ? null : { at: asked.after.sentAt, id: asked.after.id };
  const part = (narrow: (query: Knex.QueryBuilder) => void): Promise<Found[]> =>
    read(strapi, (knex, table) => {
      const query = knex(`${table(UIDS.email)} as mail`)
        .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
        .leftJoin(`${table(UIDS.inboxEntry)} as entry`, (join) => {
          join.on('entry.email_id', 'mail.id').andOnVal('entry.user_id', reach.userId);
        })
        .select(asked.columns)
        .where('mail.direction', 'out')
        .whereNotIn('mail.state', NOT_SENT)
        .andWhere((kept) => kept.whereNull('entry.trashed').orWhere('entry.trashed', false));
      narrow(query);
      withinReach(strapi, query, reach);
      return pageOf(query, { table: 'mail', column: 'sent_at' }, { after, limit: asked.limit });
    });
  // Each of the two is read along an index of its own, which one condition over both could not be.
  const written = await part((query) => query.where('mail.author_id', reach.userId));
  const elsewhere =
    reach.ownAccountIds.length === 0
      ? []
      : await part((query) =>
          query.whereIn('mail.personal_account_id', [...reach.ownAccountIds]).whereNull('mail.author_id'),
        );
  return [...written, ...elsewhere];
}

const SHOWN_COLUMNS = [
  ...[...EMAIL_LIST_COLUMNS, 'to', 'state', 'case_id'].map((column) => `mail.${column}`),
  'entry.important',
];

/**
 * A page of what the user has written here, and of what was sent from the user's own accounts elsewhere, newest first;
 * without what the user has thrown away.
 */
export async function listSent(
  strapi: Strapi,
  reach: MailReach,
  page: { readonly after: EmailCursor | null; readonly limit: number },
): Promise<{ readonly mails: readonly SentListRow[]; readonly next: EmailCursor | null }> {
  const rows = await sentRows<Row>(strapi, reach, { columns: SHOWN_COLUMNS, ...page });
  const { shown, next } = cutPage(rows.map(fromRow).sort(newestFirst), page.limit, ({ sentAt, id }) => ({
    sentAt,
    id,
  }));
  return { mails: shown, next };
}

/** Ids of the mails of that list, newest first. */
export async function sentIds(strapi: Strapi, reach: MailReach, most: number): Promise<readonly number[]> {
  const rows = await sentRows<{ readonly id: number; readonly sent_at: unknown }>(strapi, reach, {
    columns: ['mail.id', 'mail.sent_at'],
    after: null,
    limit: most - 1,
  });
  return newestIds(rows, most);
}

const fromRow = (row: Row): SentListRow => ({
  ...emailListRow(row),
  to: addressesOf(row.to),
  state: row.state,
  important: Boolean(row.important),
  caseId: row.case_id,
});

/** Drivers give JSON as text or as what it says. */
function addressesOf(value: unknown): readonly Address[] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(parsed) ? (parsed as readonly Address[]) : [];
}
