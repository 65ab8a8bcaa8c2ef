/** How often somebody may ask for something costly. Counts in memory, per process: a brake, not a lock. */
import { errors } from '@strapi/utils';

export interface RateLimit {
  /** @throws RateLimitError (429) when the user has asked too often */
  take(userId: number): void;
}

/**
 * At most `limit` within any `windowMs` milliseconds, for each user.
 * @param now milliseconds, for tests
 */
export function createRateLimit(
  { limit, windowMs }: { readonly limit: number; readonly windowMs: number },
  now: () => number = Date.now,
): RateLimit {
  const taken = new Map<number, readonly number[]>();
  return {
    take(userId) {
      const time = now();
      // Who has not asked for a while is forgotten, so that the map stays as small as the team.
      for (const [user, times] of taken) if (time - (times.at(-1) ?? 0) >= windowMs) taken.delete(user);
      const recent = (taken.get(userId) ?? []).filter((at) => time - at < windowMs);
      if (recent.length >= limit)
        throw new errors.RateLimitError('You have tried this too often. Wait a minute and try again.');
      taken.set(userId, [...recent, time]);
    },
  };
}
