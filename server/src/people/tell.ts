/**
 * Tells users of news, each where they want to be told: one place decides about channels, when the rows are written.
 * Who has to do with the news, and may read it, is decided by whoever calls.
 */
import { profilesOf } from '../data/agent-profiles';
import type { Strapi } from '../data/database';
import { addNotifications, type WorkNotification } from '../data/notifications';
import { notifyingAccount } from '../data/notifying-account';
import { BURSTS } from '../domain/notice-bursts';
import { channelsOf } from '../domain/notice-channels';

export type News = Pick<WorkNotification, 'kind' | 'userId' | 'caseId' | 'emailId' | 'details'> & {
  /** the user got the mail itself in a mailbox of their own */
  readonly hasItAlready?: boolean;
};

/** Joins the caller's transaction. Preferences are read once for all of it. */
export async function tell(strapi: Strapi, news: readonly News[], at: Date): Promise<void> {
  if (news.length === 0) return;
  const profiles = await profilesOf(strapi, [...new Set(news.map(({ userId }) => userId))]);
  const wantsMail = news.some(({ userId, kind }) => profiles.get(userId)?.preferences.notify[kind].mail);
  const mailAvailable = wantsMail && (await notifyingAccount(strapi)) !== null;
  const mailDueAt = new Date(at.getTime() + BURSTS.quiet);
  const rows = news.flatMap(({ hasItAlready = false, ...row }): WorkNotification[] => {
    const profile = profiles.get(row.userId);
    const channels =
      profile === undefined ? null : channelsOf(row.kind, profile, { mailAvailable, hasItAlready });
    if (channels === null) return [];
    return [{ ...row, at, shown: channels.shown, mailDueAt: channels.mailed ? mailDueAt : null }];
  });
  await addNotifications(strapi, rows);
}
