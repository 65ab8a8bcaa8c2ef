/** Before Strapi serves: our tables are kept, our actions known, the clock set. */
import { completePermissions, keepPermissions } from './access/keep-permissions';
import { registerActions } from './access/register-actions';
import { watchRoles } from './access/watch-roles';
import { translateRoleEditor } from './access/translate-role-editor';
import { guardStreams } from './data/case-events';
import type { Strapi } from './data/database';
import { dateOldEntries } from './data/inbox-entries';
import { keepCharacters } from './data/mysql-characters';
import { prepareIndex } from './data/search/fill-index';
import { startClock } from './jobs/clock';
import { kickWebhooks } from './jobs/deliver-webhooks';
import { awaitDrafts } from './jobs/release-drafts';
import { shareWork } from './jobs/share-work';
import { takeUpWork } from './jobs/start-up';
import { followUsers } from './jobs/users-gone';
import { emitDomainEvents } from './platform/domain-events';
import { keepOurTables } from './platform/persisted-tables';
import { startRuntime } from './runtime';

export default async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  await keepOurTables(strapi);
  await keepCharacters(strapi);
  await prepareIndex(strapi);
  await dateOldEntries(strapi);
  await registerActions(strapi);
  translateRoleEditor(strapi);
  await keepPermissions(strapi);
  watchRoles(strapi);
  guardStreams(strapi);
  const runtime = startRuntime(strapi);
  const { tasks, push, incoming, storage } = runtime;
  await storage.prepare();
  emitDomainEvents(strapi, () => kickWebhooks(strapi, runtime));
  await tasks.prepare();
  startClock(strapi, runtime);
  followUsers(strapi, runtime);
  takeUpWork(strapi, runtime);
  // Nothing waits for it: left-overs cost room on a disk, no more.
  incoming.removeLeftovers().catch(() => undefined);
  // CLI commands boot too, but never serve; they hold no connections.
  strapi.server.httpServer.once('listening', () => {
    shareWork(strapi, runtime);
    push.start();
    void completePermissions(strapi);
    void awaitDrafts(strapi, runtime);
    kickWebhooks(strapi, runtime);
  });
};
