/** When news that waits to be mailed becomes one mail (EspoCRM N10, peers R14). Pure; times are milliseconds. */

export const BURSTS = {
  /** news waits so long for more of it */
  quiet: 30_000,
  /** after its first piece a burst waits no longer than this, however much comes */
  longest: 120_000,
  /** what could not be mailed in this time is in the panel only */
  tooOld: 5 * 60 * 60 * 1000,
  /** in which at most `perHour` mails go to one user; the rest gathers into the next */
  hour: 60 * 60 * 1000,
  perHour: 12,
  /** pieces of news that one mail lists */
  listed: 50,
} as const;

export interface WaitingNews {
  readonly at: Date;
}

/** @param news of one user; not empty */
export function burstIsDue(news: readonly WaitingNews[], now: Date): boolean {
  const times = news.map(({ at }) => at.getTime());
  if (times.length === 0) return false;
  const since = (time: number): number => now.getTime() - time;
  return since(Math.max(...times)) >= BURSTS.quiet || since(Math.min(...times)) >= BURSTS.longest;
}

/** @param sentInLastHour mails that have gone to the user */
export const mayMail = (sentInLastHour: number): boolean => sentInLastHour < BURSTS.perHour;

export const isTooOld = ({ at }: WaitingNews, now: Date): boolean =>
  now.getTime() - at.getTime() > BURSTS.tooOld;
