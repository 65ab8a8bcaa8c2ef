/** What each mail is to each user, as rows. Who may have which mail is decided elsewhere. */
import { IN_PERSON, type InboxFlags } from '../domain/inbox';
import type { Filed, InboxPlacement, Outcome } from '../domain/intake-plan';
import type { Knex } from 'knex';
import { PLUGIN_ID } from '../plugin-id';
import { noteChanges } from './changes';
import {
  chunksOf,
  connectionOf,
  insertMissing,
  insertRows,
  readInChunks,
  rowsOf,
  toDate,
  type Connection,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import type { Origin } from './intake-mails';
import { UIDS } from './uids';

/** In the plugin's store: all entries have a moment. */
const DATED = 'inbox-entries-dated';

/** A placement with the stored mail it is of. */
export interface Placed {
  readonly emailId: number;
  readonly caseId: number | null;
  readonly placement: InboxPlacement;
  readonly sentAt: Date;
}

const entryRow = ({ emailId, caseId, placement, sentAt }: Placed): NewRow => ({
  user: placement.userId,
  email: emailId,
  case: caseId,
  because: placement.because,
  unread: placement.unread,
  important: placement.important,
  archived: false,
  trashed: placement.trashed,
  folder: placement.folderId,
  sentAt,
});

/** Stores the placements of mails that have just been stored. @returns all of them */
export async function storeInboxEntries(strapi: Strapi, filed: readonly Filed[]): Promise<readonly Placed[]> {
  const placed = filed.flatMap(({ email, case: target, inboxes }) =>
    inboxes.map((placement) => ({
      emailId: email.id ?? 0,
      caseId: target?.id ?? null,
      placement,
      sentAt: email.sentAt,
    })),
  );
  await insertRows(strapi, UIDS.inboxEntry, placed.map(entryRow));
  return placed;
}

type Duplicate = Extract<Outcome, { kind: 'duplicate' }>;

/**
 * What another copy of a stored mail adds (EspoCRM I25): the inboxes of those who did not have it, and the group account
 * where it had none. It takes nothing away and leaves alone how anybody has sorted the mail.
 * @returns the placements that are new
 */
export async function addCopies(
  strapi: Strapi,
  transaction: Transaction,
  copies: readonly Duplicate[],
  origin: Origin,
): Promise<readonly Placed[]> {
  const ids = [...new Set(copies.map(emailIdOf))];
  if (ids.length === 0) return [];
  const emails: CopiedRow[] = await transaction
    .knex(transaction.table(UIDS.email))
    .whereIn('id', ids)
    .select('id', 'case_id', 'direction', 'group_account_id', 'sent_at');
  await shareWithGroup(transaction, emails, origin);
  const known = new Map(emails.map((email) => [email.id, email]));
  const wanted = copies.flatMap((copy) => {
    const emailId = emailIdOf(copy);
    const email = known.get(emailId);
    return copy.inboxes.map((placement) => ({
      emailId,
      caseId: email?.case_id ?? null,
      placement,
      sentAt: toDate(email?.sent_at) ?? new Date(0),
    }));
  });
  const fresh = await withoutKnown(transaction, wanted);
  await insertRows(strapi, UIDS.inboxEntry, fresh.map(entryRow));
  return fresh;
}

interface CopiedRow {
  readonly id: number;
  readonly case_id: number | null;
  readonly direction: string;
  readonly group_account_id: number | null;
  readonly sent_at: unknown;
}

const emailIdOf = ({ of }: Duplicate): number => ('stored' in of ? of.stored : (of.draft.id ?? 0));

/** Mail that came to one user alone, and now to a team as well, is the team's too. */
async function shareWithGroup(
  { knex, table }: Transaction,
  emails: readonly { id: number; direction: string; group_account_id: number | null }[],
  { groupAccountId }: Origin,
): Promise<void> {
  const ids = emails
    .filter((email) => email.direction === 'in' && email.group_account_id === null)
    .map(({ id }) => id);
  if (groupAccountId === null || ids.length === 0) return;
  await knex(table(UIDS.email)).whereIn('id', ids).update({ group_account_id: groupAccountId });
}

/** Placements without a row. Who had the mail for another reason, and now in person, keeps it for the better one. */
async function withoutKnown(
  { knex, table }: Transaction,
  wanted: readonly Placed[],
): Promise<readonly Placed[]> {
  if (wanted.length === 0) return [];
  const rows: { id: number; user_id: number; email_id: number; because: string | null }[] = await knex(
    table(UIDS.inboxEntry),
  )
    .whereIn('email_id', [...new Set(wanted.map(({ emailId }) => emailId))])
    .select('id', 'user_id', 'email_id', 'because');
  const known = new Map(rows.map((row) => [`${row.user_id}:${row.email_id}`, row]));
  const keyOf = ({ emailId, placement }: Placed): string => `${placement.userId}:${emailId}`;
  const better = wanted.filter((placed) => {
    const row = known.get(keyOf(placed));
    return row !== undefined && IN_PERSON.includes(placed.placement.because) && !isInPerson(row.because);
  });
  for (const because of IN_PERSON) {
    const ids = better
      .filter(({ placement }) => placement.because === because)
      .flatMap((placed) => known.get(keyOf(placed))?.id ?? []);
    if (ids.length > 0) await knex(table(UIDS.inboxEntry)).whereIn('id', ids).update({ because });
  }
  // Two copies in one batch place the mail twice.
  const fresh = new Map(wanted.filter((placed) => !known.has(keyOf(placed))).map((one) => [keyOf(one), one]));
  return [...fresh.values()];
}

const isInPerson = (because: string | null): boolean => because !== null && IN_PERSON.includes(because);

/** Changes how a user has sorted these mails; where the user had none of them in person, a row is made for it. */
export async function changeEntries(
  strapi: Strapi,
  transaction: Transaction,
  userId: number,
  emails: readonly { readonly id: number; readonly caseId: number | null }[],
  change: Partial<InboxFlags> & { readonly folder_id?: number | null },
): Promise<void> {
  if (emails.length === 0) return;
  await insertMissing(
    transaction,
    UIDS.inboxEntry,
    emails.map(({ id, caseId }) => ({
      user_id: userId,
      email_id: id,
      case_id: caseId,
      because: 'member',
      unread: false,
      important: false,
      archived: false,
      trashed: false,
    })),
    ['user_id', 'email_id'],
  );
  await dateEntries(
    transaction,
    emails.map(({ id }) => id),
  );
  await transaction
    .knex(transaction.table(UIDS.inboxEntry))
    .where('user_id', userId)
    .whereIn(
      'email_id',
      emails.map(({ id }) => id),
    )
    .update(change);
  await noteChanges(strapi, [{ kind: 'lists', userId }]);
}

/** Gives entries of these mails the moment by which lists show them. */
export async function dateEntries({ knex, table }: Connection, emailIds: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(emailIds))
    await knex(table(UIDS.inboxEntry))
      .whereIn('email_id', chunk)
      .update({ sent_at: momentOfMail(knex, table(UIDS.email), table(UIDS.inboxEntry)) });
}

const momentOfMail = (knex: Knex, emails: string, entries: string): Knex.Raw =>
  knex.raw('(select ?? from ?? where ?? = ??)', [
    `${emails}.sent_at`,
    emails,
    `${emails}.id`,
    `${entries}.email_id`,
  ]);

/** The same for all entries of earlier versions, which had none. */
export async function dateOldEntries(strapi: Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  if ((await store.get({ key: DATED })) === true) return;
  const { knex, table } = connectionOf(strapi);
  await knex(table(UIDS.inboxEntry))
    .whereNull('sent_at')
    .update({ sent_at: momentOfMail(knex, table(UIDS.email), table(UIDS.inboxEntry)) });
  await store.set({ key: DATED, value: true });
}

/** Puts mails into a folder of teams, or out of any. */
export async function moveToGroupFolder(
  strapi: Strapi,
  emailIds: readonly number[],
  folderId: number | null,
): Promise<void> {
  if (emailIds.length === 0) return;
  await rowsOf(strapi, UIDS.email).updateMany({
    where: { id: { $in: [...emailIds] } },
    data: { group_folder_id: folderId },
  });
  await noteChanges(
    strapi,
    emailIds.map((id) => ({ kind: 'email', id })),
  );
}

/** How a user has sorted these mails, by mail; those that the user has no row of are left out. */
export async function entriesOf(
  { knex, table }: Transaction,
  userId: number,
  emailIds: readonly number[],
): Promise<ReadonlyMap<number, InboxFlags & { readonly folderId: number | null }>> {
  const rows = await readInChunks<number, EntryRow>(emailIds, (chunk) =>
    knex(table(UIDS.inboxEntry))
      .where('user_id', userId)
      .whereIn('email_id', chunk)
      .select('email_id', 'unread', 'important', 'archived', 'trashed', 'folder_id'),
  );
  return new Map(
    rows.map((row) => [
      row.email_id,
      {
        unread: Boolean(row.unread),
        important: Boolean(row.important),
        archived: Boolean(row.archived),
        trashed: Boolean(row.trashed),
        folderId: row.folder_id,
      },
    ]),
  );
}

interface EntryRow {
  readonly email_id: number;
  readonly unread: unknown;
  readonly important: unknown;
  readonly archived: unknown;
  readonly trashed: unknown;
  readonly folder_id: number | null;
}

/** In which folder of teams these mails lie, by mail. */
export async function groupFoldersOf(
  { knex, table }: Transaction,
  emailIds: readonly number[],
): Promise<ReadonlyMap<number, number | null>> {
  const rows = await readInChunks<number, { id: number; group_folder_id: number | null }>(emailIds, (chunk) =>
    knex(table(UIDS.email)).whereIn('id', chunk).select('id', 'group_folder_id'),
  );
  return new Map(rows.map((row) => [row.id, row.group_folder_id]));
}
