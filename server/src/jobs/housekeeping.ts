/** The `housekeeping` task: removes what nobody needs any more, the bytes of deleted mail among it. It deletes no mail itself. */
import { forgetDeletedUsers } from '../data/account-owners';
import { deleteAuditEntries } from '../data/audit';
import { lastDeletion, removeReferenced } from '../data/blob-references';
import { forgetChanges } from '../data/changes';
import { deleteOldRequests } from '../data/idempotency';
import { lastRuns } from '../data/job-runs';
import { deleteReadNotifications } from '../data/notifications';
import { forgetPresence } from '../data/presence';
import { deleteOldDeliveries } from '../data/webhook-deliveries';
import type { Strapi } from '../data/database';
import { dropUnreadableFollows } from '../people/dropped-follows';
import { sweepBlobs } from '../platform/blob-sweep';
import type { Runtime } from '../runtime';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Milliseconds after which a blob without a row belongs to nobody: filing takes minutes at most. */
const ORPHAN_AGE = 24 * HOUR;
/** Milliseconds for which a notification is kept after it was read. */
const READ_AGE = 90 * DAY;

/** Milliseconds for which a repeat of an app's request gets the first answer. */
const REPEAT_AGE = DAY;

// A type, since a run's result is a record of numbers.
export type HousekeepingCounts = {
  readonly blobs: number;
  readonly unfinished: number;
  readonly notifications: number;
  readonly follows: number;
  readonly requests: number;
  readonly audit: number;
  readonly deliveries: number;
};

export async function keepHouse(
  strapi: Strapi,
  { storage: { folder }, audit, webhooks }: Runtime['config'],
): Promise<HousekeepingCounts> {
  const now = Date.now();
  await forgetDeletedUsers(strapi);
  await forgetChanges(strapi, new Date(now - HOUR));
  await forgetPresence(strapi, new Date(now - HOUR));
  const to = new Date(now - ORPHAN_AGE);
  // What was old enough for the run before has been looked at; an hour more for clocks that differ.
  const before = (await lastRuns(strapi, ['housekeeping'])).get('housekeeping');
  const deletedAt = await lastDeletion(strapi);
  // What was deleted since may have been stored long ago.
  const partly = before?.error === null && (deletedAt === null || deletedAt < before.startedAt);
  const from = new Date(partly ? before.startedAt.getTime() - ORPHAN_AGE - HOUR : 0);
  const swept = await sweepBlobs(folder, { from, to }, (sums) => removeReferenced(strapi, sums));
  return {
    ...swept,
    notifications: await deleteReadNotifications(strapi, new Date(now - READ_AGE)),
    follows: await dropUnreadableFollows(strapi),
    requests: await deleteOldRequests(strapi, new Date(now - REPEAT_AGE)),
    audit: await deleteAuditEntries(strapi, new Date(now - audit.keepDays * DAY)),
    deliveries: await deleteOldDeliveries(strapi, new Date(now - webhooks.keepDays * DAY)),
  };
}
