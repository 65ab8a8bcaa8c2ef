/** What a viewer is told, as far as the viewer may still read it. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import type { Strapi } from '../data/database';
import type { NotificationReach } from '../data/notification-lists';
import { readingReach } from './mail-reach';

/** Notices about mailboxes are for who manages accounts, and for owners of personal accounts. */
export async function notificationReach(strapi: Strapi, viewer: Viewer): Promise<NotificationReach> {
  const reach = await readingReach(strapi, viewer);
  const managesAccounts = viewer.scope(ACTIONS.groupAccounts).kind !== 'none';
  return { ...reach, mailboxes: managesAccounts || reach.ownAccountIds.length > 0 };
}
