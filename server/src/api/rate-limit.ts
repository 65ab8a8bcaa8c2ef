/** How often somebody may ask for something costly. Counts in memory, per process: a brake, not a lock. */
import { errors } from '@strapi/utils';

export interface RateLimit {
  /** @throws RateLimitError (429) when who has this key has asked too often; `details.retryAfter`: seconds until they may again */
  take(key: string | number): void;
}

/** Keys from which on those that have not asked for a while are looked for and forgotten. */
const SWEEP_FROM = 1000;

/**
 * At most `limit` within any `windowMs` milliseconds, for each key: a user, a token, an address.
 * @param now milliseconds, for tests
 */
export function createRateLimit(
  { limit, windowMs }: { readonly limit: number; readonly windowMs: number },
  now: () => number = Date.now,
): RateLimit {
  const taken = new Map<string | number, readonly number[]>();
  let sweepAt = SWEEP_FROM;
  const sweep = (time: number): void => {
    for (const [key, times] of taken) if (time - (times.at(-1) ?? 0) >= windowMs) taken.delete(key);
    // Each sweep pays for as many new keys as it has looked at.
    sweepAt = Math.max(SWEEP_FROM, taken.size * 2);
  };
  return {
    take(key) {
      const time = now();
      const recent = (taken.get(key) ?? []).filter((at) => time - at < windowMs);
      if (recent.length >= limit)
        throw new errors.RateLimitError('You have tried this too often. Wait a minute and try again.', {
          retryAfter: Math.max(1, Math.ceil(((recent[0] ?? time) + windowMs - time) / 1000)),
        });
      taken.set(key, [...recent, time]);
      if (taken.size > sweepAt) sweep(time);
    },
  };
}
