/** Lists of what a user has sent: keyset pages without bodies, each row within reach. */
import type { Knex } from 'knex';
import type { Address } from '../domain/message';
import { read, type Strapi } from './database';
import {
  EMAIL_LIST_COLUMNS,
  emailListRow,
  newestFirst,
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
  readonly caseId: number | null;
}

type Row = StoredEmailListRow & {
  readonly to: unknown;
  readonly state: string;
  readonly case_id: number | null;
};

/** Mail in these states has not left its author. */
const NOT_SENT = ['draft', 'held', 'scheduled'];

/**
 * A page of what the user has written here, and of what was sent from the user's own accounts elsewhere, newest first;
 * without what the user has thrown away.
 */
export async function listSent(
  strapi: Strapi,
  reach: MailReach,
  page: { readonly after: EmailCursor | null; readonly limit: number },
): Promise<{ readonly mails: readonly SentListRow[]; readonly next: EmailCursor | null }> {
  const after = page.after === null ? null : { at: page.after.sentAt, id: page.after.id };
  const part = (narrow: (query: Knex.QueryBuilder) => void): Promise<Row[]> =>
    read(strapi, (knex, table) => {
      const query = knex(`${table(UIDS.email)} as mail`)
        .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
        .leftJoin(`${table(UIDS.inboxEntry)} as entry`, (join) => {
          join.on('entry.email_id', 'mail.id').andOnVal('entry.user_id', reach.userId);
        })
        .select([...EMAIL_LIST_COLUMNS, 'to', 'state', 'case_id'].map((column) => `mail.${column}`))
        .where('mail.direction', 'out')
        .whereNotIn('mail.state', NOT_SENT)
        .andWhere((kept) => kept.whereNull('entry.trashed').orWhere('entry.trashed', false));
      narrow(query);
      withinReach(strapi, query, reach);
      return pageOf(query, { table: 'mail', column: 'sent_at' }, { after, limit: page.limit });
    });
  // Each of the two is read along an index of its own, which one condition over both could not be.
  const written = await part((query) => query.where('mail.author_id', reach.userId));
  const elsewhere =
    reach.ownAccountIds.length === 0
      ? []
      : await part((query) =>
          query.whereIn('mail.personal_account_id', [...reach.ownAccountIds]).whereNull('mail.author_id'),
        );
  const { shown, next } = cutPage(
    [...written, ...elsewhere].map(fromRow).sort(newestFirst),
    page.limit,
    ({ sentAt, id }) => ({ sentAt, id }),
  );
  return { mails: shown, next };
}

const fromRow = (row: Row): SentListRow => ({
  ...emailListRow(row),
  to: addressesOf(row.to),
  state: row.state,
  caseId: row.case_id,
});

/** Drivers give JSON as text or as what it says. */
function addressesOf(value: unknown): readonly Address[] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(parsed) ? (parsed as readonly Address[]) : [];
}
