/** Folders of users and of teams, as rows. Who may see or change which is decided by the callers. */
import { inTransaction, rowsOf, type Strapi } from './database';
import type { TeamRow } from './accounts';
import { nextPlace } from './ordered-rows';
import { UIDS } from './uids';

export interface FolderRecord {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly order: number;
  /** null: a folder of teams */
  readonly ownerId: number | null;
  readonly teams: readonly TeamRow[];
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string | null;
  readonly order: number | null;
  readonly owner: { readonly id: number } | null;
  readonly teams: readonly TeamRow[] | null;
}

const POPULATE = {
  owner: { select: ['id'] },
  teams: { select: ['id', 'documentId', 'name', 'color'] },
};

/** Folders in their order. */
export async function findFolders(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly FolderRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.folder).findMany({
    where,
    populate: POPULATE,
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ name, order, owner, teams, ...row }) => ({
    id: row.id,
    documentId: row.documentId,
    name: name ?? '',
    order: order ?? 0,
    ownerId: owner?.id ?? null,
    teams: teams ?? [],
  }));
}

export interface FolderSettings {
  readonly name: string;
  /** null: a folder of teams */
  readonly ownerId: number | null;
  readonly teamIds: readonly number[];
}

/** Makes a folder after all others. @returns its id */
export async function createFolder(strapi: Strapi, settings: FolderSettings): Promise<number> {
  const order = await nextPlace(strapi, UIDS.folder);
  const { id } = await rowsOf<Row>(strapi, UIDS.folder).create({
    data: {
      name: settings.name,
      order,
      owner: settings.ownerId,
      teams: { set: settings.teamIds.map((team) => ({ id: team })) },
    },
  });
  return id;
}

/** @param change keys that are absent stay */
export async function updateFolder(
  strapi: Strapi,
  id: number,
  change: { readonly name?: string; readonly teamIds?: readonly number[] },
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.folder).update({
    where: { id },
    data: {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.teamIds === undefined
        ? {}
        : { teams: { set: change.teamIds.map((team) => ({ id: team })) } }),
    },
  });
}

/** Deletes a folder; mail in it goes back to where it would be without. */
export async function deleteFolder(strapi: Strapi, id: number): Promise<void> {
  await inTransaction(strapi, async () => {
    await rowsOf(strapi, UIDS.inboxEntry).updateMany({ where: { folder_id: id }, data: { folder_id: null } });
    await rowsOf(strapi, UIDS.email).updateMany({
      where: { group_folder_id: id },
      data: { group_folder_id: null },
    });
    await rowsOf(strapi, UIDS.personalAccount).updateMany({
      where: { folder_id: id },
      data: { folder_id: null },
    });
    await rowsOf<Row>(strapi, UIDS.folder).delete({ where: { id } });
  });
}
