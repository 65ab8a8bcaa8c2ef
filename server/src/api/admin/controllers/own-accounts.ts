/**
 * The accounts that users set up for themselves, over HTTP. The owner is whoever asks; an account of somebody else is not
 * there. Settings, secrets and tests are those of every account.
 */
import type { Viewer } from '../../../access/viewer';
import { ACTIONS } from '../../../access/actions';
import {
  countAccountsOf,
  createPersonalAccount,
  findPersonalAccounts,
  updatePersonalAccount,
  type PersonalAccount,
  type PersonalAccountSettings,
} from '../../../data/accounts';
import { inTransaction, type Strapi } from '../../../data/database';
import { findFolders } from '../../../data/folders';
import { listImportRuns } from '../../../data/import-runs';
import { createMailbox } from '../../../data/mailboxes';
import { UIDS } from '../../../data/uids';
import { usersByAddress } from '../../../data/users';
import { addressKey } from '../../../domain/addresses';
import { runtimeOf } from '../../../runtime';
import type { ImportRun, OwnAccountDetail, Single } from '../../contracts';
import { recordPersonalAccount } from '../../audit/accounts';
import { fieldErrors, forbidden, found, parse, withViewer, type RequestContext } from '../../http';
import { ownAccountDetail } from '../../own-account-view';
import { importRun } from '../../serializers';
import { fetchNow, removeAccount, shownAccounts } from '../account-work';
import { answerTest } from '../answer-test';
import { beginAuthorization } from '../begin-authorization';
import { beginImport } from '../begin-import';
import { changeMailbox, requireFreeAddress, sealInput, serversToTest } from '../mailbox-input';
import { createRateLimit } from '../../rate-limit';
import * as schemas from '../schemas';
import { tryMailbox } from '../try-mailbox';

/** Connections to servers of their choice that a user may ask for in a minute. */
const TRIES = { limit: 10, windowMs: 60_000 };
/** Imports that are listed. */
const NEWEST = 50;

export default ({ strapi }: { strapi: Strapi }) => {
  const tries = createRateLimit(TRIES);

  const own = async (viewer: Viewer, documentId: string | undefined): Promise<PersonalAccount> =>
    found((await findPersonalAccounts(strapi, { documentId, owner: viewer.userId }))[0]);

  const shown = async (viewer: Viewer, id: number): Promise<Single<OwnAccountDetail>> => {
    const [account] = await views(viewer, await findPersonalAccounts(strapi, { id }));
    return { data: found(account) };
  };

  const views = async (
    viewer: Viewer,
    accounts: readonly PersonalAccount[],
  ): Promise<readonly OwnAccountDetail[]> => {
    const folders = new Map(
      (await findFolders(strapi, { owner: viewer.userId })).map(({ id, documentId }) => [id, documentId]),
    );
    return shownAccounts(strapi, accounts, (account, history) => ownAccountDetail(account, history, folders));
  };

  const save = async (
    { request }: RequestContext,
    viewer: Viewer,
    stored: PersonalAccount | null,
  ): Promise<number> => {
    tries.take(viewer.userId);
    const input = parse(schemas.ownAccount, request.body);
    await requireFreeAddress(strapi, input.address, stored?.mailbox ?? null);
    await requireNobodyElse(strapi, input.address, viewer.userId);
    const settings = await settingsOf(strapi, input, viewer.userId);
    const mailbox = await sealInput(strapi, input, stored?.mailbox ?? null);
    const id = await inTransaction(strapi, async (transaction) => {
      if (stored !== null) {
        await changeMailbox(strapi, stored.mailbox, mailbox);
        await updatePersonalAccount(strapi, stored.id, settings);
      } else {
        requireRoom(await countAccountsOf(transaction, viewer.userId), ownAccountLimit(strapi, viewer));
      }
      const account =
        stored?.id ?? (await createPersonalAccount(strapi, await createMailbox(strapi, mailbox), settings));
      await recordPersonalAccount(strapi, stored, account);
      return account;
    });
    const [saved] = await findPersonalAccounts(strapi, { id });
    tryMailbox(strapi, found(saved).mailbox.id);
    return id;
  };

  return {
    list: withViewer(strapi, async (_context, viewer) => ({
      data: await views(viewer, await findPersonalAccounts(strapi, { owner: viewer.userId })),
    })),
    read: withViewer(strapi, async ({ params }, viewer) => shown(viewer, (await own(viewer, params.id)).id)),
    create: withViewer(strapi, async (context, viewer) => {
      const id = await save(context, viewer, null);
      context.status = 201;
      return shown(viewer, id);
    }),
    update: withViewer(strapi, async (context, viewer) =>
      shown(viewer, await save(context, viewer, await own(viewer, context.params.id))),
    ),
    delete: withViewer(strapi, async ({ params }, viewer) =>
      removeAccount(strapi, UIDS.personalAccount, await own(viewer, params.id)),
    ),
    fetch: withViewer(strapi, async ({ params }, viewer) => {
      const account = await own(viewer, params.id);
      await fetchNow(strapi, account);
      return shown(viewer, account.id);
    }),

    /** A stored secret is used for the user's own account alone, and only at the servers that it was entered for. */
    test: withViewer(strapi, async (context, viewer) => {
      const { account, ...input } = parse(schemas.ownConnectionTest, context.request.body);
      const stored = account === undefined ? null : (await own(viewer, account)).mailbox;
      tries.take(viewer.userId);
      return answerTest(context, await serversToTest(strapi, input, stored));
    }),

    authorize: withViewer(strapi, async ({ params }, viewer) =>
      beginAuthorization(strapi, (await own(viewer, params.id)).mailbox, viewer.userId),
    ),

    import: withViewer(strapi, async (context, viewer) =>
      beginImport(strapi, context, (await own(viewer, context.params.id)).mailbox.id),
    ),
    imports: withViewer(strapi, async (_context, viewer): Promise<{ data: readonly ImportRun[] }> => {
      const accounts = await findPersonalAccounts(strapi, { owner: viewer.userId });
      const mailboxes = accounts.map(({ mailbox }) => mailbox.id);
      if (mailboxes.length === 0) return { data: [] };
      return { data: (await listImportRuns(strapi, { mailbox: { $in: mailboxes } }, NEWEST)).map(importRun) };
    }),
  };
};

/** How many personal accounts the viewer may have; null: any number. */
export const ownAccountLimit = (strapi: Strapi, viewer: Viewer): number | null =>
  viewer.scope(ACTIONS.groupAccounts).kind === 'none' ? runtimeOf(strapi).config.accounts.perUser : null;

function requireRoom(count: number, limit: number | null): void {
  if (limit === null || count < limit) return;
  throw forbidden(
    limit === 0
      ? 'Nobody can set up accounts here; ask an administrator to set one up for you.'
      : `You can have at most ${limit} ${limit === 1 ? 'account' : 'accounts'}. Delete one first, or ask an administrator.`,
    'too-many-accounts',
  );
}

/** Mail to the address would come into the wrong inbox. @throws ValidationError when it is a colleague's */
async function requireNobodyElse(strapi: Strapi, address: string, userId: number): Promise<void> {
  const key = addressKey(address);
  const user = (await usersByAddress(strapi, [key])).get(key);
  if (user !== undefined && user !== userId)
    throw fieldErrors([
      {
        path: ['address'],
        message: 'This is the address of another user. An administrator can set up accounts for others.',
      },
    ]);
}

/** @throws ValidationError when a folder is not the user's own */
async function settingsOf(
  strapi: Strapi,
  { name, fromName, signature, folder, folderMap }: ReturnType<typeof schemas.ownAccount.parse>,
  ownerId: number,
): Promise<PersonalAccountSettings> {
  const folders = new Map(
    (await findFolders(strapi, { owner: ownerId })).map(({ id, documentId }) => [documentId, id]),
  );
  const idOf = (documentId: string, path: readonly string[]): number => {
    const id = folders.get(documentId);
    if (id === undefined) throw fieldErrors([{ path, message: 'This folder does not exist any more.' }]);
    return id;
  };
  return {
    name,
    fromName,
    signature,
    ownerId,
    folders: {
      folderId: folder === null ? null : idOf(folder, ['folder']),
      folderMap: folderMap.map((mapping, index) => ({
        path: mapping.path,
        folderId: idOf(mapping.folder, ['folderMap', String(index), 'folder']),
      })),
    },
  };
}
