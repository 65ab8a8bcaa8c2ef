/** Imports of mail files over HTTP: begun, and watched. */
import { errors } from '@strapi/utils';
import { findGroupAccounts, findPersonalAccounts } from '../../../data/accounts';
import type { Strapi } from '../../../data/database';
import { findImportRun, listImportRuns } from '../../../data/import-runs';
import { NotMail } from '../../../intake/import-files';
import { startImport } from '../../../jobs/run-imports';
import { runtimeOf } from '../../../runtime';
import type { ImportRun, Single } from '../../contracts';
import { fieldErrors, found, jsonField, parse, uploads, withViewer, type RequestContext } from '../../http';
import { importRun } from '../../serializers';
import * as schemas from '../schemas';

/** Runs that the list shows. */
const NEWEST = 50;

export default ({ strapi }: { strapi: Strapi }) => {
  const create = async (context: RequestContext, mailboxId: number): Promise<Single<ImportRun>> => {
    const { opensCases } = parse(schemas.importInput, jsonField(context, 'data') ?? {});
    const files = uploads(context, 'files');
    if (files.length === 0)
      throw fieldErrors([{ path: ['files'], message: 'Choose the .eml or .mbox files to import.' }]);
    const run = await startImport(strapi, runtimeOf(strapi), mailboxId, files, opensCases).catch(
      (error: unknown) => {
        if (error instanceof NotMail) throw fieldErrors([{ path: ['files'], message: error.message }]);
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
          throw new errors.ApplicationError('There is no space left on the server for these files.');
        throw error;
      },
    );
    context.status = 202;
    return { data: importRun(run) };
  };
  return {
    createGroup: withViewer(strapi, async (context) => {
      const account = found((await findGroupAccounts(strapi, { documentId: context.params.id }))[0]);
      return create(context, account.mailbox.id);
    }),
    createPersonal: withViewer(strapi, async (context) => {
      const account = found((await findPersonalAccounts(strapi, { documentId: context.params.id }))[0]);
      return create(context, account.mailbox.id);
    }),
    list: withViewer(strapi, async () => ({
      data: (await listImportRuns(strapi, {}, NEWEST)).map(importRun),
    })),
    read: withViewer(strapi, async ({ params }): Promise<Single<ImportRun>> => ({
      data: importRun(found(await findImportRun(strapi, { documentId: params.id }))),
    })),
  };
};
