/**
 * What the app's own code calls about where mails and files are kept: `strapi.plugin('mailroom').service('storage')`. The
 * command `mailroom move-files` calls `move`.
 */
import type { Strapi } from '../data/database';
import { moveFiles, type MoveRequest } from '../jobs/move-files';
import type { MoveReport, StoreDriver } from '../platform/store/move-report';
import { runtimeOf } from '../runtime';

export type { MoveReport, MoveRequest, StoreDriver };

export interface StorageService {
  /** Where new mails and files go. */
  status(): { readonly driver: StoreDriver };
  /**
   * Copies every mail and file that rows refer to into a store, reads each back, and says what is missing or damaged. Mail
   * goes on coming meanwhile. It changes no setting; the same again goes on where it was interrupted.
   *
   * @returns null when it is going on in another process
   * @throws Error when the store cannot be used, or `removeOld` would remove what is in use; its message says what to do
   */
  move(request: MoveRequest): Promise<MoveReport | null>;
}

export default ({ strapi }: { strapi: Strapi }): StorageService => ({
  status: () => ({ driver: runtimeOf(strapi).storage.settings.driver }),
  async move(request) {
    const { to, dryRun = false, removeOld = false } = request;
    if (to !== 'filesystem' && to !== 'upload')
      throw new Error('Say where to copy the files: to "filesystem" or "upload".');
    if (dryRun && removeOld) throw new Error('A dry run removes nothing: leave removeOld away.');
    return moveFiles(strapi, runtimeOf(strapi), request);
  },
});
