/** Imports of mail files over HTTP: into which accounts, begun, and watched. */
import type { Strapi } from '../../../data/database';
import { findImportRun, listImportRuns } from '../../../data/import-runs';
import { groupImportTargets, personalImportTargets, visibleRuns } from '../../../inbox/import-targets';
import type { ImportAccount, ImportRun, Single } from '../../contracts';
import { found, withViewer } from '../../http';
import { importRun } from '../../serializers';
import { beginImport } from '../begin-import';

/** Runs that the list shows. */
const NEWEST = 50;

export default ({ strapi }: { strapi: Strapi }) => {
  return {
    accounts: withViewer(strapi, async (_context, viewer): Promise<Single<readonly ImportAccount[]>> => {
      const [groups, personal] = await Promise.all([
        groupImportTargets(strapi, viewer),
        personalImportTargets(strapi, viewer),
      ]);
      return { data: [...groups.map(importAccount('group')), ...personal.map(importAccount('personal'))] };
    }),
    createGroup: withViewer(strapi, async (context, viewer) => {
      const [account] = await groupImportTargets(strapi, viewer, { documentId: context.params.id });
      return beginImport(strapi, context, found(account).mailbox.id);
    }),
    createPersonal: withViewer(strapi, async (context, viewer) => {
      const [account] = await personalImportTargets(strapi, viewer, { documentId: context.params.id });
      return beginImport(strapi, context, found(account).mailbox.id);
    }),
    list: withViewer(strapi, async (_context, viewer) => ({
      data: (await listImportRuns(strapi, await visibleRuns(strapi, viewer), NEWEST)).map(importRun),
    })),
    read: withViewer(strapi, async ({ params }, viewer): Promise<Single<ImportRun>> => {
      const where = { documentId: params.id, ...(await visibleRuns(strapi, viewer)) };
      return { data: importRun(found(await findImportRun(strapi, where))) };
    }),
  };
};

const importAccount =
  (kind: ImportAccount['kind']) =>
  ({
    documentId,
    name,
    mailbox,
  }: {
    readonly documentId: string;
    readonly name: string;
    readonly mailbox: { readonly address: string };
  }): ImportAccount => ({ kind, id: documentId, name, address: mailbox.address });
