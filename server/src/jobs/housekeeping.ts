/**
 * The `housekeeping` task: removes what nobody needs any more, the bytes of deleted mail among it. What accounts keep no longer is
 * deleted by jobs/keep-mail.
 */
import { forgetDeletedUsers } from '../data/account-owners';
import { deleteAuditEntries } from '../data/audit';
import { lastDeletion, removeReferenced } from '../data/blob-references';
import { forgetChanges } from '../data/changes';
import { deleteOldRequests } from '../data/idempotency';
import { lastRuns } from '../data/job-runs';
import { deleteReadNotifications } from '../data/notifications';
import { removeEndedRuns, removeOrphans, removeUnnamedCorrespondents } from '../data/orphans';
import { forgetPresence } from '../data/presence';
import { deleteOldDeliveries } from '../data/webhook-deliveries';
import type { Strapi } from '../data/database';
import type { RetentionStage } from '../domain/retention';
import { dropUnreadableFollows } from '../people/dropped-follows';
import { sweepBlobs } from '../platform/blob-sweep';
import { sweepStored } from '../platform/store/sweep-stored';
import type { Runtime } from '../runtime';
import { keepMail } from './keep-mail';
import { keepPacks } from './rewrite-packs';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Milliseconds after which a blob without a row belongs to nobody: filing takes minutes at most. */
const ORPHAN_AGE = 24 * HOUR;
/** Milliseconds for which a notification is kept after it was read. */
const READ_AGE = 90 * DAY;

/** Milliseconds for which a repeat of an app's request gets the first answer. */
const REPEAT_AGE = DAY;

// A type, since a run's result is a record of numbers.
export type HousekeepingCounts = Readonly<Record<`mail-${RetentionStage}`, number>> & {
  readonly blobs: number;
  readonly unfinished: number;
  readonly notifications: number;
  readonly follows: number;
  readonly requests: number;
  readonly audit: number;
  readonly deliveries: number;
  readonly orphans: number;
  readonly correspondents: number;
  readonly runs: number;
  /** of sources, written anew */
  readonly packs: number;
};

export async function keepHouse(
  strapi: Strapi,
  { config: { audit, webhooks }, storage, jobs }: Pick<Runtime, 'config' | 'storage' | 'jobs'>,
  signal: AbortSignal,
): Promise<HousekeepingCounts> {
  const now = Date.now();
  await forgetDeletedUsers(strapi);
  await forgetChanges(strapi, new Date(now - HOUR));
  await forgetPresence(strapi, new Date(now - HOUR));
  // Before the sweep, which then finds what nothing refers to any more.
  const old = await keepMail(strapi, { now: new Date(now), signal });
  const to = new Date(now - ORPHAN_AGE);
  // What was old enough for the run before has been looked at; an hour more for clocks that differ.
  const before = (await lastRuns(strapi, ['housekeeping'])).get('housekeeping');
  const deletedAt = await lastDeletion(strapi);
  // What was deleted since may have been stored long ago.
  const partly = before?.error === null && (deletedAt === null || deletedAt < before.startedAt);
  const from = new Date(partly ? before.startedAt.getTime() - ORPHAN_AGE - HOUR : 0);
  const unused = (references: Set<string>): Promise<void> => removeReferenced(strapi, references);
  const { blobs, unfinished } = await sweepBlobs(storage.settings.folder, { from, to }, unused);
  // Copies of what a provider keeps: they are counted there.
  await sweepBlobs(storage.settings.cacheFolder, { from, to }, unused);
  const counts = {
    blobs,
    unfinished,
    'mail-sources': old.sources,
    'mail-attachments': old.attachments,
    'mail-bodies': old.bodies,
    'mail-mails': old.mails,
    notifications: await deleteReadNotifications(strapi, new Date(now - READ_AGE)),
    follows: await dropUnreadableFollows(strapi),
    requests: await deleteOldRequests(strapi, new Date(now - REPEAT_AGE)),
    audit: await deleteAuditEntries(strapi, new Date(now - audit.keepDays * DAY)),
    deliveries: await deleteOldDeliveries(strapi, new Date(now - webhooks.keepDays * DAY)),
    orphans: await removeOrphans(strapi),
    correspondents: partly ? 0 : await removeUnnamedCorrespondents(strapi, new Date(now)),
    runs: await removeEndedRuns(strapi, new Date(now)),
  };
  // Last: a provider may be away, and nothing else waits for it.
  const stored = await sweepStored(strapi, storage.remote, { from, to }, unused);
  const packs = await keepPacks(strapi, { storage, jobs }, { deleted: !partly, now: new Date(now) });
  return { ...counts, blobs: counts.blobs + stored, packs };
}
