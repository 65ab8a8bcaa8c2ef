/** What becomes of what is a user's own when the user is deactivated or deleted. Mail itself stays. */
import { deleteAccount } from './accounts';
import { chunksOf, inTransaction, rowsOf, type Strapi } from './database';
import { deleteFolder } from './folders';
import { deleteMailbox } from './mailboxes';
import { UIDS } from './uids';

interface AccountRow {
  readonly id: number;
  readonly mailbox: { readonly id: number } | null;
}

/** Mailboxes of personal accounts whose owner is deactivated, blocked or deleted: nobody asks for their mail. */
export async function mailboxesOfIdleOwners(strapi: Strapi): Promise<ReadonlySet<number>> {
  const rows = await rowsOf<AccountRow>(strapi, UIDS.personalAccount).findMany({
    select: ['id'],
    where: {
      $or: [
        { owner: { id: { $null: true } } },
        { owner: { isActive: { $ne: true } } },
        { owner: { blocked: true } },
      ],
    },
    populate: { mailbox: { select: ['id'] } },
  });
  return new Set(rows.flatMap(({ mailbox }) => mailbox?.id ?? []));
}

/** Rows that mean something to their user alone. */
const ROWS_OF_USERS = [UIDS.inboxEntry, UIDS.follow, UIDS.notification, UIDS.agentProfile] as const;

/**
 * Deletes what deleted users have left behind: accounts with their secrets, filters, places in inboxes, follows,
 * preferences, and what they were writing.
 * @param folderIds of their own folders
 */
export async function forgetDeletedUsers(strapi: Strapi, folderIds: readonly number[] = []): Promise<void> {
  for (const id of folderIds) await deleteFolder(strapi, id);
  const accounts = await rowsOf<AccountRow>(strapi, UIDS.personalAccount).findMany({
    select: ['id'],
    where: { owner: { id: { $null: true } } },
    populate: { mailbox: { select: ['id'] } },
  });
  for (const { id, mailbox } of accounts)
    await inTransaction(strapi, async () => {
      await deleteAccount(strapi, UIDS.personalAccount, id);
      if (mailbox !== null) await deleteMailbox(strapi, mailbox.id);
    });
  await rowsOf(strapi, UIDS.filter).deleteMany({ where: { scope: 'user', user_id: null } });
  for (const uid of ROWS_OF_USERS) await rowsOf(strapi, uid).deleteMany({ where: { user_id: null } });
  await forgetDraftsOfNobody(strapi);
}

/** What nobody can read any more is not sent either, not even where a time had been chosen. */
async function forgetDraftsOfNobody(strapi: Strapi): Promise<void> {
  const drafts = await rowsOf<{ id: number }>(strapi, UIDS.draft).findMany({
    select: ['id'],
    where: { user: { id: { $null: true } } },
  });
  for (const chunk of chunksOf(drafts.map(({ id }) => id)))
    await inTransaction(strapi, async () => {
      await rowsOf(strapi, UIDS.attachment).deleteMany({ where: { draft_id: { $in: chunk } } });
      await rowsOf(strapi, UIDS.draft).deleteMany({ where: { id: { $in: chunk } } });
    });
}

interface DeleteEvent {
  readonly params: { readonly where?: unknown };
  readonly state: Record<string, unknown>;
}

/**
 * Calls `then` when users have been deleted, with the ids of the folders that were theirs: without an owner they would be
 * folders of teams.
 * @returns what ends it
 */
export function onUsersDeleted(
  strapi: Strapi,
  then: (folderIds: readonly number[]) => Promise<void>,
): () => void {
  const before = async ({ params, state }: DeleteEvent): Promise<void> => {
    const users = await rowsOf<{ id: number }>(strapi, UIDS.adminUser).findMany({
      select: ['id'],
      where: (params.where ?? {}) as Readonly<Record<string, unknown>>,
    });
    const folders: number[] = [];
    for (const chunk of chunksOf(users.map(({ id }) => id))) {
      const rows = await rowsOf<{ id: number }>(strapi, UIDS.folder).findMany({
        select: ['id'],
        where: { owner: { id: { $in: chunk } } },
      });
      folders.push(...rows.map(({ id }) => id));
    }
    state.mailroomFolders = folders;
  };
  const after = ({ state }: DeleteEvent): Promise<void> =>
    then((state.mailroomFolders ?? []) as readonly number[]);
  return strapi.db.lifecycles.subscribe({
    models: [UIDS.adminUser],
    beforeDelete: before,
    beforeDeleteMany: before,
    afterDelete: after,
    afterDeleteMany: after,
  }) as () => void;
}
