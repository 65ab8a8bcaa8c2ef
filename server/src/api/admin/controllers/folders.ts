/** Folders over HTTP: one's own, and those of teams. */
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import { createFolder, deleteFolder, updateFolder, type FolderRecord } from '../../../data/folders';
import { orderRows } from '../../../data/ordered-rows';
import { findTeams } from '../../../data/teams';
import { UIDS } from '../../../data/uids';
import { mayChange, readFolder, visibleFolders } from '../../../inbox/read-folders';
import type { FolderList, FolderSummary, Single } from '../../contracts';
import { fieldErrors, forbidden, found, parse, withViewer } from '../../http';
import { teamSummary } from '../../serializers';
import * as schemas from '../inbox-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const list = async (viewer: Viewer): Promise<FolderList> => ({
    data: (await visibleFolders(strapi, viewer)).map((folder) => folderSummary(folder, viewer)),
  });
  const changeable = async (viewer: Viewer, documentId: string | undefined): Promise<FolderRecord> => {
    const folder = found(await readFolder(strapi, viewer, documentId ?? ''));
    requireChange(viewer, folder);
    return folder;
  };

  return {
    list: withViewer(strapi, async (_context, viewer) => list(viewer)),

    create: withViewer(strapi, async (context, viewer): Promise<Single<FolderSummary>> => {
      const { name, teams } = parse(schemas.folder, context.request.body);
      const ownerId = teams == null ? viewer.userId : null;
      requireChange(viewer, { ownerId });
      const teamIds = await teamsOf(strapi, teams ?? []);
      await requireNewName(strapi, viewer, { name, ownerId, exceptId: null });
      const id = await createFolder(strapi, { name, ownerId, teamIds });
      context.status = 201;
      return { data: await summaryOf(strapi, viewer, id) };
    }),

    update: withViewer(strapi, async ({ params, request }, viewer): Promise<Single<FolderSummary>> => {
      const { id, ownerId } = await changeable(viewer, params.id);
      const { name, teams } = parse(schemas.folder, request.body);
      await requireNewName(strapi, viewer, { name, ownerId, exceptId: id });
      const teamIds = teams == null ? undefined : await teamsOf(strapi, teams);
      await updateFolder(strapi, id, { name, ...(ownerId === null ? { teamIds } : {}) });
      return { data: await summaryOf(strapi, viewer, id) };
    }),

    delete: withViewer(strapi, async ({ params }, viewer) => {
      const { id, documentId } = await changeable(viewer, params.id);
      await deleteFolder(strapi, id);
      return { data: { id: documentId } };
    }),

    order: withViewer(strapi, async ({ request }, viewer) => {
      const { ids } = parse(schemas.folderOrder, request.body);
      const visible = new Map(
        (await visibleFolders(strapi, viewer)).map((folder) => [folder.documentId, folder]),
      );
      const folders = [...new Set(ids)].map((id) => found(visible.get(id)));
      folders.forEach((folder) => requireChange(viewer, folder));
      await orderRows(strapi, UIDS.folder, folders);
      return list(viewer);
    }),
  };
};

function requireChange(viewer: Viewer, folder: Pick<FolderRecord, 'ownerId'>): void {
  if (!mayChange(viewer, folder)) throw forbidden('Only who manages teams can change their folders');
}

/** @throws ValidationError unless every team exists, and there is one */
async function teamsOf(strapi: Strapi, documentIds: readonly string[]): Promise<readonly number[]> {
  const wanted = [...new Set(documentIds)];
  const teams = wanted.length === 0 ? [] : await findTeams(strapi, { documentId: { $in: wanted } });
  if (teams.length !== wanted.length)
    throw fieldErrors([{ path: ['teams'], message: 'One of these teams does not exist.' }]);
  return teams.map(({ id }) => id);
}

async function requireNewName(
  strapi: Strapi,
  viewer: Viewer,
  folder: { readonly name: string; readonly ownerId: number | null; readonly exceptId: number | null },
): Promise<void> {
  const same = (await visibleFolders(strapi, viewer)).some(
    ({ id, name, ownerId }) =>
      id !== folder.exceptId &&
      ownerId === folder.ownerId &&
      name.toLowerCase() === folder.name.toLowerCase(),
  );
  if (same) throw fieldErrors([{ path: ['name'], message: 'Another folder has this name.' }]);
}

async function summaryOf(strapi: Strapi, viewer: Viewer, id: number): Promise<FolderSummary> {
  return folderSummary(
    found((await visibleFolders(strapi, viewer)).find((folder) => folder.id === id)),
    viewer,
  );
}

const folderSummary = (folder: FolderRecord, viewer: Viewer): FolderSummary => ({
  id: folder.documentId,
  name: folder.name,
  kind: folder.ownerId === null ? 'group' : 'own',
  teams: folder.teams.map(teamSummary),
  mayChange: mayChange(viewer, folder),
});
