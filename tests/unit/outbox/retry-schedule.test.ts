import { nextAttempt } from '../../../server/src/outbox/retry-schedule';

const QUEUED = new Date('2024-03-05T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (milliseconds: number): Date => new Date(QUEUED.getTime() + milliseconds);

test.each([
  [1, 1],
  [2, 5],
  [3, 15],
  [4, 60],
  [5, 60],
  [40, 60],
])('after attempt %d waits %d minutes', (attempts, minutes) => {
  const now = after(10 * MINUTE);
  expect(nextAttempt(attempts, QUEUED, now)).toEqual(new Date(now.getTime() + minutes * MINUTE));
});

test('gives up after two days, and not a moment earlier', () => {
  expect(nextAttempt(50, QUEUED, after(48 * HOUR))).toEqual(after(49 * HOUR));
  expect(nextAttempt(50, QUEUED, after(48 * HOUR + 1))).toBeNull();
  expect(nextAttempt(1, QUEUED, after(72 * HOUR))).toBeNull();
});

test('a server that is away for two days is asked about fifty times, then no more', () => {
  let now = QUEUED;
  let attempts = 0;
  for (
    let next: Date | null = QUEUED;
    next !== null && attempts < 1000;
    next = nextAttempt(attempts, QUEUED, now)
  ) {
    now = next;
    attempts += 1;
  }
  expect(attempts).toBeGreaterThan(45);
  expect(attempts).toBeLessThan(60);
});
