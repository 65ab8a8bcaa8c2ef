/** When a mail that the server would not take yet is tried again (sync-engine §6). */

const MINUTES = [1, 5, 15, 60] as const;
const HOURLY = 60;
const GIVE_UP_AFTER = 48 * 60;

/**
 * @param attempts made so far, this one included
 * @param firstTriedAt when the mail was queued
 * @returns null when it is time to give up
 */
export function nextAttempt(attempts: number, firstTriedAt: Date, now: Date): Date | null {
  if (now.getTime() - firstTriedAt.getTime() > GIVE_UP_AFTER * 60_000) return null;
  const minutes = MINUTES[attempts - 1] ?? HOURLY;
  return new Date(now.getTime() + minutes * 60_000);
}
