/** An account as its owner sees it: with the folders of its mail, which nobody else sees. */
import type { PersonalAccount } from '../data/accounts';
import type { HistoryProgress, OwnAccountDetail } from './contracts';
import { accountBase } from './account-serializers';

/** @param folders documentIds of the owner's folders, by id */
export const ownAccountDetail = (
  account: PersonalAccount,
  history: HistoryProgress | null,
  folders: ReadonlyMap<number, string>,
): OwnAccountDetail => ({
  ...accountBase(account, history),
  folder: folders.get(account.folderId ?? 0) ?? null,
  folderMap: account.folderMap.flatMap(({ path, folderId }) => {
    const folder = folders.get(folderId);
    return folder === undefined ? [] : [{ path, folder }];
  }),
});
