/** What rows of a page of results show: mails as lists show them, and the texts in which words are marked. Of other rows nothing is loaded. */
import { read, type Strapi } from '../database';
import { EMAIL_LIST_COLUMNS, emailListRow, type EmailListRow, type StoredEmailListRow } from '../email-lists';
import { UIDS } from '../uids';
import { nameAndAddress } from './documents';
import { addressesIn, filesOf, visibleText } from './write-index';

export interface FoundEmailRow extends EmailListRow {
  readonly caseId: number | null;
}

/** Rows of mails, by id. */
export async function foundEmailRows(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FoundEmailRow>> {
  if (ids.length === 0) return new Map();
  const rows: (StoredEmailListRow & { readonly case_id: number | null })[] = await read(
    strapi,
    (knex, table) =>
      knex(table(UIDS.email))
        .whereIn('id', [...ids])
        .select([...EMAIL_LIST_COLUMNS, 'case_id']),
  );
  return new Map(rows.map((row) => [row.id, { ...emailListRow(row), caseId: row.case_id }]));
}

/** Texts in which something may have been found, the one to show first. */
export interface FoundTexts {
  readonly documentId: string;
  readonly texts: readonly string[];
}

interface MailTexts {
  readonly id: number;
  readonly document_id: string;
  readonly subject: string | null;
  readonly from_name: string | null;
  readonly from_address: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  readonly visible_text: string | null;
  readonly text: string | null;
}

/** Characters of a text that are looked through. */
const LOOKED_THROUGH = 40_000;

/** Of mails: what is shown of the text, names and texts of files, people, the subject. By id. */
export async function textsOfMails(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FoundTexts>> {
  if (ids.length === 0) return new Map();
  return read(strapi, async (knex, table) => {
    const rows: MailTexts[] = await knex(table(UIDS.email))
      .whereIn('id', [...ids])
      .select('id', 'document_id', 'subject', 'from_name', 'from_address', 'to', 'cc')
      .select(
        knex.raw('substr(visible_text, 1, ?) as visible_text', [LOOKED_THROUGH]),
        knex.raw('case when visible_text is null then substr(??, 1, ?) end as ??', [
          'text',
          LOOKED_THROUGH,
          'text',
        ]),
      );
    const files = await filesOf({ knex, table }, 'email_id', ids);
    return new Map(
      rows.map((row) => {
        const people = [
          { name: row.from_name ?? '', address: row.from_address ?? '' },
          ...addressesIn(row.to),
          ...addressesIn(row.cc),
        ];
        const texts = [
          visibleText(row),
          ...(files.get(row.id) ?? []).map(({ name, text }) => `${name} ${text ?? ''}`),
          people.map(nameAndAddress).join(', '),
          row.subject ?? '',
        ];
        return [row.id, { documentId: row.document_id, texts }];
      }),
    );
  });
}

/** Of entries of streams: what somebody wrote, and the files. By id. */
export async function textsOfEntries(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (ids.length === 0) return new Map();
  return read(strapi, async (knex, table) => {
    const rows: { id: number; text: string | null }[] = await knex(table(UIDS.caseEvent))
      .whereIn('id', [...ids])
      .select('id', knex.raw('substr(??, 1, ?) as ??', ['text', LOOKED_THROUGH, 'text']));
    const files = await filesOf({ knex, table }, 'case_event_id', ids);
    return new Map(
      rows.map(({ id, text }) => [
        id,
        [text ?? '', ...(files.get(id) ?? []).map((file) => `${file.name} ${file.text ?? ''}`)],
      ]),
    );
  });
}
