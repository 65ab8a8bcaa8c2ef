/** How often users may ask for something costly, by a clock that the test moves. */
import { createRateLimit } from '../../../server/src/api/rate-limit';

test('so many in any window, for each user on their own', () => {
  let now = 1_000_000;
  const limit = createRateLimit({ limit: 2, windowMs: 60_000 }, () => now);
  limit.take(1);
  now += 30_000;
  limit.take(1);
  expect(() => limit.take(1)).toThrow('too often');
  limit.take(2);
  now += 30_000;
  // The first is a minute ago, the second is not.
  limit.take(1);
  expect(() => limit.take(1)).toThrow('too often');
  now += 60_000;
  limit.take(1);
});
