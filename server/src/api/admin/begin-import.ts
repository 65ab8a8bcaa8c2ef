/** Begins the import of uploaded mail files into a mailbox. */
import { errors } from '@strapi/utils';
import { recordRun } from '../../access/audit';
import type { Strapi } from '../../data/database';
import { NotMail } from '../../intake/import-files';
import { startImport } from '../../jobs/run-imports';
import { runtimeOf } from '../../runtime';
import type { ImportRun, Single } from '../contracts';
import { fieldErrors, jsonField, parse, uploads, type RequestContext } from '../http';
import { importRun } from '../serializers';
import * as schemas from './schemas';

/** Answers 202 with the run, which goes on by itself. @throws ValidationError when there is no mail in the files */
export async function beginImport(
  strapi: Strapi,
  context: RequestContext,
  mailboxId: number,
): Promise<Single<ImportRun>> {
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
  const view = importRun(run);
  const { id, accountName: name } = view;
  await recordRun(strapi, { subject: 'import', id, name, facts: { files: view.files, opensCases } });
  context.status = 202;
  return { data: view };
}
