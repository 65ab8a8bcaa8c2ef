/**
 * Gathers news that waits to be mailed into one mail per user and burst, and puts it into the queue with everything else
 * that is sent. Nobody is mailed what they have read meanwhile, or may not read any more.
 */
import { viewerOf } from '../access/viewer';
import { inTransaction, type Strapi } from '../data/database';
import {
  countMailsSince,
  dropFromMail,
  insertNotificationMail,
  postponeMail,
  readableNotices,
  showInsteadOfMail,
  usersWithDueNews,
  waitingNotices,
  type NoticeToMail,
} from '../data/notification-mails';
import { notifyingAccount } from '../data/notifying-account';
import { findUsers, languageOfUser } from '../data/users';
import type { GroupAccount } from '../data/accounts';
import type { AgentSummary } from '../domain/agent';
import { burstIsDue, BURSTS, isTooOld, mayMail } from '../domain/notice-bursts';
import { notificationText, onlyCase, type MailedNews } from '../domain/notification-mail';
import { notificationReach } from '../inbox/read-notifications';
import { composeNotification, NO_CASE, notificationHeaders } from '../outbox/notification-message';
import type { BlobStore } from '../platform/blob-store';
import { tokenKeysOf } from '../platform/token-keys';
import { PLUGIN_ID } from '../plugin-id';
import type { Runtime } from '../runtime';
import { nameOf } from './mailbox-health';
import { followWork, type FollowedWork } from './queue/followed-work';
import type { WorkQueue } from './queue/work-queue';
import { kickSending } from './send-mail';

/** Users served in one run; the next run is seconds away. */
const AT_ONCE = 100;
/** Milliseconds until somebody who has had enough mail is looked at again. */
const REST = 5 * 60 * 1000;

/** All news is one piece of work. */
export const ALL_NEWS = 0;
const PLACES = { limit: 1, patience: 60_000, ceiling: 2 };

/**
 * One run at a time, in all processes together. A burst that cannot be put together must not keep back what people have
 * written, so failures are logged. What it comes to is how many mails were queued.
 * @param runtime asked for when it runs: this is part of it
 */
export function createNotifying(
  strapi: Strapi,
  queue: WorkQueue,
  runtime: () => Runtime,
): FollowedWork<number> {
  return followWork(queue, 'notify', PLACES, async () => {
    const { jobs, blobs, processes } = runtime();
    const run = await jobs
      .run('notifications', () => mailDue(strapi, blobs, new Date()))
      .catch((error: unknown) => {
        strapi.log.error(`[mailroom] notifications: ${nameOf(error)}`);
        return null;
      });
    const queued = run?.kind === 'done' ? run.value : 0;
    // Who asked for it may be another process, which sends what is queued when it hears of it: at its next stroke.
    if (queued > 0 && processes.count() > 1) kickSending(strapi, runtime());
    return queued;
  });
}

async function mailDue(strapi: Strapi, blobs: BlobStore, now: Date): Promise<number> {
  const userIds = await usersWithDueNews(strapi, now, AT_ONCE);
  if (userIds.length === 0) return 0;
  const account = await notifyingAccount(strapi);
  const users = await findUsers(strapi, userIds);
  let queued = 0;
  for (const userId of userIds) {
    const user = users.get(userId);
    if (account === null || user?.active !== true) await showInsteadOfMail(strapi, userId);
    else if (await mailUser(strapi, blobs, { account, user, now })) queued += 1;
  }
  return queued;
}

interface Mailing {
  readonly account: GroupAccount;
  readonly user: AgentSummary;
  readonly now: Date;
}

/** @returns whether a mail was queued */
async function mailUser(strapi: Strapi, blobs: BlobStore, mailing: Mailing): Promise<boolean> {
  const { user, now } = mailing;
  const all = await waitingNotices(strapi, user.id);
  const waiting = all.filter((notice) => !notice.read && !isTooOld(notice, now));
  if (waiting.length > 0 && !burstIsDue(waiting, now)) return false;
  if (!mayMail(await countMailsSince(strapi, user.id, new Date(now.getTime() - BURSTS.hour)))) {
    await postponeMail(strapi, user.id, new Date(now.getTime() + REST));
    return false;
  }
  const reach = await notificationReach(strapi, await viewerOf(strapi, user.id));
  const readable = await readableNotices(
    strapi,
    reach,
    waiting.map(({ id }) => id),
  );
  const told = readable.slice(0, BURSTS.listed);
  const kept = new Set(readable.map(({ id }) => id));
  await dropFromMail(
    strapi,
    all.map(({ id }) => id).filter((id) => !kept.has(id)),
  );
  return told.length > 0 && queueMail(strapi, blobs, mailing, told);
}

async function queueMail(
  strapi: Strapi,
  blobs: BlobStore,
  { account, user, now }: Mailing,
  notices: readonly NoticeToMail[],
): Promise<boolean> {
  const news = await withActors(strapi, notices);
  const about = onlyCase(news);
  const headers = notificationHeaders(account, tokenKeysOf(strapi), about?.number ?? NO_CASE);
  const text = notificationText(news, {
    language: await languageOfUser(strapi, user.id),
    panel: panelOf(strapi),
    answerable: about !== null,
  });
  const to = { name: user.name, address: user.email };
  const source = await blobs.putSourceStream(composeNotification(headers, to, text, now));
  const mail = {
    ...{ groupAccountId: account.id, ...headers, to, ...text, at: now },
    ...{ sourceHash: source.sha256, size: source.size },
  };
  const ids = notices.map(({ id }) => id);
  return inTransaction(strapi, async () => {
    if (await insertNotificationMail(strapi, mail, ids)) return true;
    throw new SomeoneElse();
  }).catch((error: unknown) => {
    if (error instanceof SomeoneElse) return false;
    throw error;
  });
}

/** Undoes the transaction: another process has mailed some of it. */
class SomeoneElse extends Error {}

async function withActors(strapi: Strapi, notices: readonly NoticeToMail[]): Promise<readonly MailedNews[]> {
  const actors = await findUsers(
    strapi,
    notices.flatMap(({ actorId }) => actorId ?? []),
  );
  return notices.map(({ kind, actorId, case: matter, email }) => ({
    ...{ kind, case: matter, email },
    actor: actorId === null ? '' : (actors.get(actorId)?.name ?? ''),
  }));
}

/** Where browsers reach Mailroom's pages. */
function panelOf(strapi: Strapi): string {
  const admin = strapi.config.get<string>('admin.absoluteUrl') ?? '';
  return `${admin.replace(/\/+$/, '')}/plugins/${PLUGIN_ID}`;
}
