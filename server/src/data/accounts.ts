/** Group and personal accounts with their mailboxes. Secrets stay sealed. */
import { storedLimits, type AutoReplyLimits } from '../domain/auto-reply-limits';
import type { Distribution as CaseDistribution } from '../domain/distribution';
import { storedRetention, type RetentionRules } from '../domain/retention';
import {
  USUAL_THREADING,
  type ClosedCasePolicy,
  type ForeignReference,
  type ThreadingSettings,
} from '../domain/threading-settings';
import { insertRows, rowsOf, type NewRow, type Strapi, type Transaction } from './database';
import { deleteFiltersOf } from './filter-changes';
import { mailboxFromRow, type Mailbox } from './mailboxes';
import { UIDS } from './uids';
import { USER_FIELDS, type UserRow } from './users';

export interface TeamRow {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly color: string | null;
}

export interface GroupAccount {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly mailbox: Mailbox;
  readonly teams: readonly TeamRow[];
  readonly fromName: string;
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  readonly directAssignee: UserRow | null;
  readonly targetTeam: TeamRow | null;
  readonly lastAssignee: UserRow | null;
  readonly lastAssigneePosition: number | null;
  readonly signature: string;
  /** answers go to everybody in the conversation unless the author says otherwise */
  readonly replyAllByDefault: boolean;
  readonly threading: ThreadingSettings;
  /** how long its mail is kept */
  readonly retention: RetentionRules;
  /** notifications to users are sent from here */
  readonly sendsNotifications: boolean;
  readonly autoReply: AutoReplySettings;
}

/** Whether an account answers by itself, and how. */
export interface AutoReplySettings {
  readonly active: boolean;
  readonly template: { readonly id: number; readonly documentId: string; readonly name: string } | null;
  readonly limits: AutoReplyLimits;
}

export interface PersonalAccount {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly mailbox: Mailbox;
  readonly owner: UserRow;
  readonly fromName: string;
  readonly signature: string;
  /** a folder of the owner's for what comes in; null: the inbox */
  readonly folderId: number | null;
  readonly folderMap: readonly FolderMapping[];
}

/** Mail of a folder of the mailbox goes into a folder of the owner's. */
export interface FolderMapping {
  /** path on the server */
  readonly path: string;
  /** the folder may be gone */
  readonly folderId: number;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number; readonly documentId: string };

const TEAM_FIELDS = ['id', 'documentId', 'name', 'color'];
const GROUP_POPULATE = {
  mailbox: true,
  teams: { select: TEAM_FIELDS },
  targetTeam: { select: TEAM_FIELDS },
  directAssignee: { select: [...USER_FIELDS] },
  lastAssignee: { select: [...USER_FIELDS] },
  autoReplyTemplate: { select: ['id', 'documentId', 'name'] },
};
const PERSONAL_POPULATE = {
  mailbox: true,
  owner: { select: [...USER_FIELDS] },
  folder: { select: ['id'] },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function groupAccountFromRow(row: Row): GroupAccount {
  return {
    id: row.id,
    documentId: row.documentId,
    name: text(row.name),
    mailbox: mailboxFromRow(row.mailbox as Row),
    teams: (row.teams as TeamRow[] | null) ?? [],
    fromName: text(row.fromName),
    shared: row.shared === true,
    createCase: row.createCase === true,
    distribution: (row.distribution as CaseDistribution | null) ?? 'none',
    directAssignee: (row.directAssignee as UserRow | null) ?? null,
    targetTeam: (row.targetTeam as TeamRow | null) ?? null,
    lastAssignee: (row.lastAssignee as UserRow | null) ?? null,
    lastAssigneePosition: (row.lastAssigneePosition as number | null) ?? null,
    signature: text(row.signature),
    replyAllByDefault: row.replyAllByDefault === true,
    threading: threadingFromRow(row),
    retention: storedRetention(row.retention),
    autoReply: {
      active: row.autoReply === true,
      template: (row.autoReplyTemplate as AutoReplySettings['template'] | undefined) ?? null,
      limits: storedLimits(row.autoReplyLimits),
    },
    sendsNotifications: row.sendsNotifications === true,
  };
}

/** Accounts stored before there were these settings have none of them. */
function threadingFromRow(row: Row): ThreadingSettings {
  const days = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    plusAddressing: row.plusAddressing === true,
    subjectTag: text(row.subjectTag),
    sameSubjectDays: days(row.sameSubjectDays),
    closedCasePolicy: (row.closedCasePolicy as ClosedCasePolicy | null) ?? USUAL_THREADING.closedCasePolicy,
    closedCaseDays: days(row.closedCaseDays),
    foreignReferences: (row.foreignReferences as readonly ForeignReference[] | null) ?? [],
  };
}

function personalAccountFromRow(row: Row): PersonalAccount {
  return {
    id: row.id,
    documentId: row.documentId,
    name: text(row.name),
    mailbox: mailboxFromRow(row.mailbox as Row),
    owner: row.owner as UserRow,
    fromName: text(row.fromName),
    signature: text(row.signature),
    folderId: (row.folder as { id: number } | null)?.id ?? null,
    folderMap: (row.folderMap as readonly FolderMapping[] | null) ?? [],
  };
}

/** Which account to look for: `{ id }`, `{ documentId }`, `{ mailbox }`. */
type AccountFilter = Readonly<Record<string, unknown>>;

export async function findGroupAccounts(
  strapi: Strapi,
  where: AccountFilter = {},
): Promise<readonly GroupAccount[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.groupAccount).findMany({
    where,
    populate: GROUP_POPULATE,
    orderBy: { name: 'asc' },
  });
  // An account whose mailbox is gone cannot be shown or used; deleting an account deletes both.
  return rows.filter((row) => row.mailbox !== null).map(groupAccountFromRow);
}

export async function findPersonalAccounts(
  strapi: Strapi,
  where: AccountFilter = {},
): Promise<readonly PersonalAccount[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.personalAccount).findMany({
    where,
    populate: PERSONAL_POPULATE,
    orderBy: { name: 'asc' },
  });
  return rows.filter((row) => row.mailbox !== null && row.owner !== null).map(personalAccountFromRow);
}

export interface GroupAccountSettings {
  readonly name: string;
  readonly fromName: string;
  readonly signature: string;
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  readonly teamIds: readonly number[];
  readonly directAssigneeId: number | null;
  readonly targetTeamId: number | null;
  readonly threading: ThreadingSettings;
  readonly retention: RetentionRules;
  readonly autoReply: {
    readonly active: boolean;
    readonly templateId: number | null;
    readonly limits: AutoReplyLimits;
  };
}

const groupColumns = ({
  teamIds,
  directAssigneeId,
  targetTeamId,
  threading,
  autoReply,
  ...rest
}: GroupAccountSettings): NewRow => ({
  ...rest,
  ...threading,
  autoReply: autoReply.active,
  autoReplyTemplate: autoReply.templateId,
  autoReplyLimits: autoReply.limits,
  teams: { set: teamIds.map((id) => ({ id })) },
  directAssignee: directAssigneeId,
  targetTeam: targetTeamId,
});

export async function createGroupAccount(
  strapi: Strapi,
  mailboxId: number,
  settings: GroupAccountSettings,
): Promise<number> {
  const row = await rowsOf<Row>(strapi, UIDS.groupAccount).create({
    data: { ...groupColumns(settings), mailbox: mailboxId },
  });
  return row.id;
}

export async function updateGroupAccount(
  strapi: Strapi,
  id: number,
  settings: GroupAccountSettings,
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.groupAccount).update({ where: { id }, data: groupColumns(settings) });
}

export interface PersonalAccountSettings {
  readonly name: string;
  readonly fromName: string;
  readonly signature: string;
  readonly ownerId: number;
  /** absent: as it is stored */
  readonly folders?: Pick<PersonalAccount, 'folderId' | 'folderMap'>;
}

const personalColumns = ({ ownerId, folders, ...rest }: PersonalAccountSettings): NewRow => ({
  ...rest,
  owner: ownerId,
  ...(folders === undefined ? {} : { folder: folders.folderId, folderMap: folders.folderMap }),
});

/** How many accounts a user has. Joins the caller's transaction, and makes others wait who would add one for the user. */
export async function countAccountsOf({ knex, table }: Transaction, ownerId: number): Promise<number> {
  await knex(table(UIDS.adminUser)).where({ id: ownerId }).forUpdate().select('id');
  const [row] = await knex(table(UIDS.personalAccount))
    .where({ owner_id: ownerId })
    .count<{ total: number | string }[]>('id as total');
  return Number(row?.total ?? 0);
}

export async function createPersonalAccount(
  strapi: Strapi,
  mailboxId: number,
  settings: PersonalAccountSettings,
): Promise<number> {
  const [id] = await insertRows(strapi, UIDS.personalAccount, [
    { ...personalColumns(settings), mailbox: mailboxId },
  ]);
  if (id === undefined) throw new Error('The database returned no id for a new account');
  return id;
}

export async function updatePersonalAccount(
  strapi: Strapi,
  id: number,
  settings: PersonalAccountSettings,
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.personalAccount).update({ where: { id }, data: personalColumns(settings) });
}

export async function deleteAccount(
  strapi: Strapi,
  uid: typeof UIDS.groupAccount | typeof UIDS.personalAccount,
  id: number,
): Promise<void> {
  await deleteFiltersOf(strapi, uid === UIDS.groupAccount ? 'group_account_id' : 'personal_account_id', id);
  await rowsOf<Row>(strapi, uid).delete({ where: { id } });
}

/** Who had the last turn of an account's distribution. */
export async function storeTurn(
  strapi: Strapi,
  groupAccountId: number,
  pointer: { readonly userId: number; readonly position: number },
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.groupAccount).update({
    where: { id: groupAccountId },
    data: { lastAssignee: pointer.userId, lastAssigneePosition: pointer.position },
  });
}

/** Which account a mailbox belongs to, as notices about it say it. */
export interface MailboxAccount {
  readonly kind: 'group' | 'personal';
  readonly documentId: string;
  readonly name: string;
  readonly address: string;
  /** the user of a personal account */
  readonly ownerId: number | null;
}

/** @returns null when no account has this mailbox any more */
export async function accountOfMailbox(strapi: Strapi, mailboxId: number): Promise<MailboxAccount | null> {
  const where = { mailbox: mailboxId };
  const group = (await findGroupAccounts(strapi, where))[0];
  if (group !== undefined) {
    const { documentId, name, mailbox } = group;
    return { kind: 'group', documentId, name, address: mailbox.address, ownerId: null };
  }
  const personal = (await findPersonalAccounts(strapi, where))[0];
  if (personal === undefined) return null;
  const { documentId, name, mailbox, owner } = personal;
  return { kind: 'personal', documentId, name, address: mailbox.address, ownerId: owner.id };
}
