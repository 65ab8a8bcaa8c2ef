/** Which list a request names, as the repositories know it. */
import type { Viewer } from '../../access/viewer';
import type { CaseListView } from '../../data/case-lists';
import type { Strapi } from '../../data/database';
import type { EmailListSource } from '../../data/email-lists';
import type { FolderRecord } from '../../data/folders';
import type { InboxListView } from '../../data/inbox-lists';
import { findTeams } from '../../data/teams';
import { ownAccounts, readableGroupAccounts } from '../../inbox/mail-reach';
import type { InboxView, ListCasesQuery, ListEmailsQuery } from '../contracts';
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

/** Of which accounts a list of mail without a case shows what. */
export async function mailSourceOf(strapi: Strapi, viewer: Viewer, view: ListEmailsQuery['view']) {
  const accounts =
    view === 'personal' ? await ownAccounts(strapi, viewer) : await readableGroupAccounts(strapi, viewer);
  const accountIds = accounts.map(({ id }) => id);
  const source: EmailListSource = { kind: view, accountIds, userId: viewer.userId };
  return { accounts, source };
}
