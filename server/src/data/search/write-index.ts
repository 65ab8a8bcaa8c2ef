/**
 * Writes rows into the search index: those that are being stored, in their transaction, and rows that are stored already. What
 * is not there any more is found by nobody, since every search joins the rows.
 */
import type { CaseDraft, Filed } from '../../domain/intake-plan';
import type { Address } from '../../domain/message';
import { visiblePartOf } from '../../domain/visible-part/visible-part-of';
import { chunksOf, type Connection, type Strapi, type Transaction } from '../database';
import { UIDS } from '../uids';
import { engineOf } from './index';
import type { DocumentKind, IndexDocument } from './engine';
import {
  caseDocument,
  entryDocument,
  mailDocument,
  type SearchableFile,
  type SearchableMail,
} from './documents';

/** Indexes mails of a batch that has just been stored. Texts of their files come later (jobs/read-files). */
export async function indexFiled(
  strapi: Strapi,
  { knex }: Transaction,
  filed: readonly Filed[],
): Promise<void> {
  const mails = filed.flatMap(({ email }): readonly SearchableMail[] => {
    const { subject, from, to, cc, visible, attachments } = email.message;
    if (email.id === null) return [];
    const files = attachments.map(({ name }) => ({ name, text: null }));
    return [{ id: email.id, subject, from, recipients: [...to, ...cc], text: visible.text, files }];
  });
  await engineOf(strapi).replace(knex, 'email', mails.map(mailDocument));
}

/** Indexes cases that have just been opened. */
export async function indexOpened(
  strapi: Strapi,
  { knex }: Transaction,
  opened: readonly CaseDraft[],
): Promise<void> {
  const documents = opened.flatMap(({ id, number, subject, requester }) =>
    id === null ? [] : [caseDocument({ id, number, subject, requester })],
  );
  await engineOf(strapi).replace(knex, 'case', documents);
}

/** Indexes rows that are stored, in place of what the index holds of them. Ids of rows that are gone are passed over. */
export async function indexStored(
  strapi: Strapi,
  connection: Connection,
  kind: DocumentKind,
  ids: readonly number[],
): Promise<void> {
  for (const chunk of chunksOf([...new Set(ids)])) {
    const documents = await READERS[kind](connection, chunk);
    await engineOf(strapi).replace(connection.knex, kind, documents);
  }
}

export async function removeFromIndex(
  strapi: Strapi,
  { knex }: Connection,
  kind: DocumentKind,
  ids: readonly number[],
): Promise<void> {
  for (const chunk of chunksOf(ids)) await engineOf(strapi).remove(knex, kind, chunk);
}

/** Lets go of words that nothing holds any more, a little at a time. @returns whether there is more to do */
export async function tidyIndex(
  strapi: Strapi,
  { knex }: Connection,
  kind: DocumentKind,
  begins: boolean,
): Promise<boolean> {
  return (await engineOf(strapi).tidyUp?.(knex, kind, begins)) ?? false;
}

type Reader = (connection: Connection, ids: readonly number[]) => Promise<readonly IndexDocument[]>;

const READERS: Readonly<Record<DocumentKind, Reader>> = {
  email: readMails,
  entry: readEntries,
  case: readCases,
};

interface MailRow {
  readonly id: number;
  readonly subject: string | null;
  readonly from_name: string | null;
  readonly from_address: string | null;
  readonly to: string | readonly Address[] | null;
  readonly cc: string | readonly Address[] | null;
  readonly visible_text: string | null;
  readonly text: string | null;
}

async function readMails(connection: Connection, ids: readonly number[]): Promise<readonly IndexDocument[]> {
  const { knex, table } = connection;
  const rows: MailRow[] = await knex(table(UIDS.email))
    .whereIn('id', [...ids])
    .select('id', 'subject', 'from_name', 'from_address', 'to', 'cc', 'visible_text')
    // What we have sent is stored without its visible part.
    .select(knex.raw('case when visible_text is null then ?? end as ??', ['text', 'text']));
  const files = await filesOf(connection, 'email_id', ids);
  return rows.map((row) =>
    mailDocument({
      id: row.id,
      subject: row.subject ?? '',
      from: { name: row.from_name ?? '', address: row.from_address ?? '' },
      recipients: [...addressesIn(row.to), ...addressesIn(row.cc)],
      text: visibleText(row),
      files: files.get(row.id) ?? [],
    }),
  );
}

/** What is shown of a mail's text before anybody unfolds anything. */
export const visibleText = ({
  visible_text: visible,
  text,
  subject,
}: Pick<MailRow, 'visible_text' | 'text' | 'subject'>): string =>
  visible ?? visiblePartOf(text ?? '', { subject: subject ?? '', answers: true }).text;

/** Drivers give JSON as text or as what it says. */
export const addressesIn = (stored: string | readonly Address[] | null): readonly Address[] =>
  (typeof stored === 'string' ? (JSON.parse(stored) as readonly Address[] | null) : stored) ?? [];

async function readEntries(
  connection: Connection,
  ids: readonly number[],
): Promise<readonly IndexDocument[]> {
  const { knex, table } = connection;
  const rows: { id: number; text: string | null }[] = await knex(table(UIDS.caseEvent))
    .whereIn('id', [...ids])
    .whereIn('kind', [...WRITTEN_ENTRIES])
    .select('id', 'text');
  const files = await filesOf(connection, 'case_event_id', ids);
  return rows.map(({ id, text }) => entryDocument({ id, text: text ?? '', files: files.get(id) ?? [] }));
}

/** Entries that people write; the others say what has happened. */
export const WRITTEN_ENTRIES: readonly string[] = ['note', 'post'];

async function readCases(
  { knex, table }: Connection,
  ids: readonly number[],
): Promise<readonly IndexDocument[]> {
  const rows: {
    id: number;
    number: number | null;
    subject: string | null;
    name: string | null;
    address: string | null;
  }[] = await knex(`${table(UIDS.case)} as matter`)
    .leftJoin(`${table(UIDS.correspondent)} as requester`, 'requester.id', 'matter.requester_id')
    .whereIn('matter.id', [...ids])
    .select(
      'matter.id',
      'matter.number',
      'matter.subject',
      'matter.requester_name as name',
      'requester.address',
    );
  return rows.map(({ id, number, subject, name, address }) =>
    caseDocument({
      id,
      number: number ?? 0,
      subject: subject ?? '',
      requester: { name: name ?? '', address: address ?? '' },
    }),
  );
}

/** Files by what they hang on, with their texts where these are read. */
export async function filesOf(
  { knex, table }: Connection,
  column: 'email_id' | 'case_event_id',
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly SearchableFile[]>> {
  const rows: { owner: number; name: string | null; text: string | null }[] = await knex(
    `${table(UIDS.attachment)} as file`,
  )
    .leftJoin(`${table(UIDS.fileText)} as content`, 'content.sha_256', 'file.sha_256')
    .whereIn(`file.${column}`, [...ids])
    .orderBy(['file.position', 'file.id'])
    .select(`file.${column} as owner`, 'file.name', 'content.text');
  const files = new Map<number, SearchableFile[]>();
  for (const { owner, name, text } of rows)
    files.set(owner, [...(files.get(owner) ?? []), { name: name ?? '', text }]);
  return files;
}
