/** Keeps up with Strapi's users: who is deactivated gets no mail any more, and who is deleted leaves nothing behind. */
import { forgetDeletedUsers, onUsersDeleted } from '../data/account-owners';
import type { Strapi } from '../data/database';
import type { Runtime } from '../runtime';

/** Whatever fails here is made up for by housekeeping, and never keeps Strapi from its own work. */
export function followUsers(strapi: Strapi, { push }: Runtime): void {
  onUsersDeleted(strapi, async (folderIds) => {
    await forgetDeletedUsers(strapi, folderIds).catch((error: unknown) =>
      strapi.log.error(`[mailroom] deleted users: ${error instanceof Error ? error.name : 'failed'}`),
    );
    push.check();
  });
  strapi.eventHub.on('user.update', () => {
    push.check();
    return Promise.resolve();
  });
}
