/** Which folders a viewer sees, and which of them the viewer may change. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import type { Strapi } from '../data/database';
import { findFolders, type FolderRecord } from '../data/folders';

/**
 * The viewer's own folders, and those of teams whose mail the viewer may read. Who manages teams sees every folder of
 * theirs; nobody sees the folders of somebody else.
 */
export async function visibleFolders(strapi: Strapi, viewer: Viewer): Promise<readonly FolderRecord[]> {
  const folders = await findFolders(strapi, {
    $or: [{ owner: viewer.userId }, { owner: { id: { $null: true } } }],
  });
  return folders.filter((folder) => maySee(viewer, folder));
}

/** The folder, if the viewer sees it. */
export async function readFolder(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<FolderRecord | null> {
  const [folder] = await findFolders(strapi, { documentId });
  return folder !== undefined && maySee(viewer, folder) ? folder : null;
}

function maySee(viewer: Viewer, folder: FolderRecord): boolean {
  if (folder.ownerId !== null) return folder.ownerId === viewer.userId;
  return mayChange(viewer, folder) || isWithin(viewer.scope(ACTIONS.readMail), rowOf(folder));
}

/** One's own folders are one's own affair; those of teams are for who manages teams. */
export function mayChange(viewer: Viewer, { ownerId }: Pick<FolderRecord, 'ownerId'>): boolean {
  return ownerId === null ? viewer.scope(ACTIONS.teams).kind !== 'none' : ownerId === viewer.userId;
}

const rowOf = ({ teams }: FolderRecord) => ({ ownerId: null, teamIds: teams.map(({ id }) => id) });
