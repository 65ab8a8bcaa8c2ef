/** Lists and counters of one user's inbox and of folders: keyset pages without bodies, each row within reach. */
import type { Knex } from 'knex';
import { within } from './case-lists';
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
import { joinCase } from './join-case';
import { withinReach, type MailReach } from './mail-reach';
import { cutPage, pageOf } from './keyset';
import { UIDS, type Uid } from './uids';

export type InboxListView =
  | { readonly kind: 'inbox' | 'important' | 'archive' | 'trash' }
  | { readonly kind: 'own-folder' | 'group-folder'; readonly folderId: number };

export interface InboxListRow extends EmailListRow {
  readonly unread: boolean;
  readonly important: boolean;
  readonly archived: boolean;
  readonly trashed: boolean;
  readonly folderId: number | null;
  readonly caseId: number | null;
}

type Row = StoredEmailListRow & {
  readonly case_id: number | null;
  readonly unread: boolean | number | null;
  readonly important: boolean | number | null;
  readonly archived: boolean | number | null;
  readonly trashed: boolean | number | null;
  readonly folder_id: number | null;
};

/** Why a row of a user is there who only did something with a team's mail: no reason to be in the inbox. */
const MERELY_TOUCHED = 'member';

/** Parts of a list, each of which lies at one place of an index. */
function partsOf(view: InboxListView): readonly Part[] {
  const everything: Part = () => undefined;
  if (view.kind !== 'trash') return [everything];
  return [false, true].map((archived) => (query) => void query.where('entry.archived', archived));
}

type Part = (query: Knex.QueryBuilder) => void;

/** Lists of a user's own rows go by these; mail in a group folder may have none. */
const orderOf = (view: InboxListView) =>
  view.kind === 'group-folder'
    ? { table: 'mail', column: 'sent_at' }
    : { table: 'entry', column: 'sent_at', id: 'email_id' };

function inView(query: Knex.QueryBuilder, view: InboxListView): void {
  switch (view.kind) {
    case 'inbox':
      query.where({ 'entry.trashed': false, 'entry.archived': false }).whereNull('entry.folder_id');
      query.whereRaw(`coalesce(entry.because, '') <> ?`, [MERELY_TOUCHED]);
      break;
    case 'important':
      query.where({ 'entry.important': true, 'entry.trashed': false });
      break;
    case 'archive':
      query.where({ 'entry.archived': true, 'entry.trashed': false });
      break;
    case 'trash':
      query.where({ 'entry.trashed': true });
      break;
    case 'own-folder':
      query.where({ 'entry.folder_id': view.folderId, 'entry.trashed': false, 'entry.archived': false });
      break;
    case 'group-folder':
      query.where({ 'mail.group_folder_id': view.folderId });
      query.andWhere((either) => either.whereNull('entry.trashed').orWhere('entry.trashed', false));
      break;
  }
}

/** Narrows a statement over `mail` to one list, with the user's `entry` of each and its case. */
function inList(
  strapi: Strapi,
  query: Knex.QueryBuilder,
  reach: MailReach,
  view: InboxListView,
  table: (uid: Uid) => string,
): void {
  const mine = (join: Knex.JoinClause): void => {
    join.on('entry.email_id', 'mail.id').andOnVal('entry.user_id', reach.userId);
  };
  const entries = `${table(UIDS.inboxEntry)} as entry`;
  if (view.kind === 'group-folder') query.leftJoin(entries, mine);
  else query.join(entries, mine);
  query.leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id');
  inView(query, view);
  withinReach(strapi, query, reach);
}

/** Rows of a list, newest first; more than these where it has parts. */
async function rowsInView<Found>(
  strapi: Strapi,
  reach: MailReach,
  view: InboxListView,
  asked: { readonly columns: readonly string[]; readonly after: EmailCursor | null; readonly limit: number },
): Promise<readonly Found[]> {
  const after = asked.after === null ? null : { at: asked.after.sentAt, id: asked.after.id };
  const rows: Found[] = [];
  for (const narrow of partsOf(view))
    rows.push(
      ...(await read(strapi, (knex, table): Promise<Found[]> => {
        const query = knex(`${table(UIDS.email)} as mail`).select(asked.columns);
        inList(strapi, query, reach, view, table);
        narrow(query);
        return pageOf(query, orderOf(view), { after, limit: asked.limit });
      })),
    );
  return rows;
}

/** Ids of the mails of a list, newest first. */
export async function inboxIdsInView(
  strapi: Strapi,
  reach: MailReach,
  view: InboxListView,
  most: number,
): Promise<readonly number[]> {
  const rows = await rowsInView<{ readonly id: number; readonly sent_at: unknown }>(strapi, reach, view, {
    columns: ['mail.id', 'mail.sent_at'],
    after: null,
    limit: most - 1,
  });
  return newestIds(rows, most);
}

const SHOWN_COLUMNS = [
  ...EMAIL_LIST_COLUMNS.map((column) => `mail.${column}`),
  'mail.case_id',
  'entry.unread',
  'entry.important',
  'entry.archived',
  'entry.trashed',
  'entry.folder_id',
];

/** A page of one list, newest first. */
export async function listInbox(
  strapi: Strapi,
  reach: MailReach,
  view: InboxListView,
  page: { readonly after: EmailCursor | null; readonly limit: number },
): Promise<{ readonly mails: readonly InboxListRow[]; readonly next: EmailCursor | null }> {
  const rows = await rowsInView<Row>(strapi, reach, view, { columns: SHOWN_COLUMNS, ...page });
  const { shown, next } = cutPage(rows.map(fromRow).sort(newestFirst), page.limit, ({ sentAt, id }) => ({
    sentAt,
    id,
  }));
  return { mails: shown, next };
}

const fromRow = (row: Row): InboxListRow => ({
  ...emailListRow(row),
  // Mail that never came to the user in person counts as read.
  unread: Boolean(row.unread),
  important: Boolean(row.important),
  archived: Boolean(row.archived),
  trashed: Boolean(row.trashed),
  folderId: row.folder_id,
  caseId: row.case_id,
});

export interface UnreadCounts {
  readonly inbox: number;
  readonly important: number;
  /** by folder id, own and group folders */
  readonly folders: ReadonlyMap<number, number>;
}

/** Unread mail of a user's lists. Only unread rows are looked at, which are few. */
export async function countUnread(strapi: Strapi, reach: MailReach): Promise<UnreadCounts> {
  const rows: {
    folder_id: number | null;
    group_folder_id: number | null;
    important: boolean | number;
    because: string | null;
    total: number | string;
  }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.inboxEntry)} as entry`)
      .join(`${table(UIDS.email)} as mail`, 'mail.id', 'entry.email_id')
      .where({
        'entry.user_id': reach.userId,
        'entry.unread': true,
        'entry.trashed': false,
        'entry.archived': false,
      });
    joinCase(strapi, query, 'left join', 'mail.case_id');
    withinReach(strapi, query, reach);
    const groups = ['entry.folder_id', 'mail.group_folder_id', 'entry.important', 'entry.because'];
    return query.groupBy(groups).select([...groups, knex.raw('count(*) as total')]);
  });
  const total = (of: readonly { readonly total: number | string }[]): number =>
    of.reduce((sum, row) => sum + Number(row.total), 0);
  const folders = new Map<number, number>();
  for (const row of rows)
    for (const id of [row.folder_id, row.group_folder_id])
      if (id !== null) folders.set(id, (folders.get(id) ?? 0) + Number(row.total));
  return {
    inbox: total(rows.filter((row) => row.folder_id === null && row.because !== MERELY_TOUCHED)),
    important: total(rows.filter((row) => Boolean(row.important))),
    folders,
  };
}

/** Those of these cases that are within a scope, as a row names them. */
export async function namesOfCases(
  strapi: Strapi,
  scope: MailReach['cases'],
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly documentId: string; readonly number: number }>> {
  if (caseIds.length === 0) return new Map();
  const rows: { id: number; documentId: string; number: number }[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.case)} as matter`)
      .whereIn('matter.id', [...new Set(caseIds)])
      .select('matter.id', 'matter.document_id as documentId', 'matter.number');
    within(strapi, query, scope);
    return query;
  });
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}
