/** Imports of mail files over HTTP: begun, and watched. */
import { findGroupAccounts, findPersonalAccounts } from '../../../data/accounts';
import type { Strapi } from '../../../data/database';
import { findImportRun, listImportRuns } from '../../../data/import-runs';
import type { ImportRun, Single } from '../../contracts';
import { found, withViewer } from '../../http';
import { importRun } from '../../serializers';
import { beginImport } from '../begin-import';

/** Runs that the list shows. */
const NEWEST = 50;

export default ({ strapi }: { strapi: Strapi }) => {
  return {
    createGroup: withViewer(strapi, async (context) => {
      const account = found((await findGroupAccounts(strapi, { documentId: context.params.id }))[0]);
      return beginImport(strapi, context, account.mailbox.id);
    }),
    createPersonal: withViewer(strapi, async (context) => {
      const account = found((await findPersonalAccounts(strapi, { documentId: context.params.id }))[0]);
      return beginImport(strapi, context, account.mailbox.id);
    }),
    list: withViewer(strapi, async () => ({
      data: (await listImportRuns(strapi, {}, NEWEST)).map(importRun),
    })),
    read: withViewer(strapi, async ({ params }): Promise<Single<ImportRun>> => ({
      data: importRun(found(await findImportRun(strapi, { documentId: params.id }))),
    })),
  };
};
