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

test('it says when the next one may come, and forgets who has not asked for a while', () => {
  let now = 0;
  const limit = createRateLimit({ limit: 1, windowMs: 60_000 }, () => now);
  limit.take('token:1');
  now = 45_500;
  expect(() => limit.take('token:1')).toThrow(expect.objectContaining({ details: { retryAfter: 15 } }));
  for (let caller = 0; caller < 5000; caller += 1) limit.take(`address:${caller}`);
  now = 60_000;
  limit.take('token:1');
});
