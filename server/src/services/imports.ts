/**
 * What the app's own code calls to import mail: `strapi.plugin('mailroom').service('imports')`. The command
 * `mailroom import` calls nothing else.
 */
import { findGroupAccounts, findPersonalAccounts } from '../data/accounts';
import type { Strapi } from '../data/database';
import { findMailboxesByAddress } from '../data/mailboxes';
import type { ImportRun } from '../api/contracts';
import { importRun } from '../api/serializers';
import { importNow } from '../jobs/run-imports';
import { runtimeOf } from '../runtime';

export interface ImportFileOptions {
  /** e-mail address of a group or personal account, or its documentId */
  readonly account: string;
  /** an .eml or .mbox file, or several; relative to the working directory */
  readonly path: string | readonly string[];
  /** whether imported mail opens cases as new mail does; no by default */
  readonly opensCases?: boolean;
  /** ends the import after the batch that is being filed; a later call with the same files goes on */
  readonly signal?: AbortSignal;
  /** called every second with what has been done */
  readonly onProgress?: (run: ImportRun) => void;
}

export interface ImportsService {
  /**
   * Imports mail files and resolves when they are in, or when they cannot be read any further (`state: 'failed'`). It
   * answers no mail and notifies nobody. Files are read in pieces, where they lie; they are neither changed nor copied.
   *
   * @throws Error when there is no such account, or a file is missing or is no mail; its message says what to do
   */
  importFile(options: ImportFileOptions): Promise<ImportRun>;
}

export default ({ strapi }: { strapi: Strapi }): ImportsService => ({
  async importFile({ account, path, opensCases = false, signal, onProgress }) {
    const run = await importNow(
      strapi,
      runtimeOf(strapi),
      await mailboxOf(strapi, account),
      typeof path === 'string' ? [path] : path,
      {
        opensCases,
        signal,
        onProgress: onProgress === undefined ? undefined : (now) => onProgress(importRun(now)),
      },
    );
    return importRun(run);
  },
});

async function mailboxOf(strapi: Strapi, account: string): Promise<number> {
  const [byAddress] = account.includes('@') ? await findMailboxesByAddress(strapi, account) : [];
  if (byAddress !== undefined) return byAddress.id;
  const where = { documentId: account };
  const [found] = [
    ...(await findGroupAccounts(strapi, where)),
    ...(await findPersonalAccounts(strapi, where)),
  ];
  if (found === undefined)
    throw new Error(
      `There is no account ${account}. Give the e-mail address of a group or personal account of Mailroom.`,
    );
  return found.mailbox.id;
}
