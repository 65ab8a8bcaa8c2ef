/** Which list a request names, as the repositories know it. */
import type { Viewer } from '../../access/viewer';
import type { CaseListView } from '../../data/case-lists';
import type { Strapi } from '../../data/database';
import type { FolderRecord } from '../../data/folders';
import type { InboxListView } from '../../data/inbox-lists';
import { findTeams } from '../../data/teams';
import type { InboxView, ListCasesQuery } from '../contracts';
import { found } from '../http';

/** @throws NotFoundError when there is no such team */
export async function caseViewOf(
  strapi: Strapi,
  { userId }: Viewer,
  { view, team: documentId, part }: Pick<ListCasesQuery, 'view' | 'team' | 'part'>,
): Promise<CaseListView> {
  if (view === 'mine' || view === 'mentions') return { kind: view, userId };
  if (view !== 'team') return { kind: view };
  const [team] = await findTeams(strapi, { documentId });
  const all = { kind: 'team', teamId: found(team).id } as const;
  if (part === undefined) return all;
  return { ...all, part: part === 'closed' ? { kind: part } : { kind: part, userId } };
}

/** @throws NotFoundError when a folder is asked for and there is none */
export function inboxViewOf(view: InboxView, folder: FolderRecord | null): InboxListView {
  if (view !== 'folder') return { kind: view };
  const { id, ownerId } = found(folder);
  return { kind: ownerId === null ? 'group-folder' : 'own-folder', folderId: id };
}
