import { DELIVERY_ATTEMPTS, verdictOf, type DeliveryAnswer } from '../../../server/src/domain/webhook';

const NOW = new Date('2026-03-01T12:00:00Z');
const answered = (status: number, retryAfterMs: number | null = null): DeliveryAnswer => ({
  kind: 'answered',
  status,
  retryAfterMs,
});
const judge = (answer: DeliveryAnswer, attempts = 1, chance = 0.5) =>
  verdictOf(answer, { attempts, now: NOW, chance });
const pauseOf = (answer: DeliveryAnswer, attempts: number, chance?: number): number => {
  const verdict = judge(answer, attempts, chance);
  if (verdict.kind !== 'later') throw new Error(verdict.kind);
  return (verdict.nextAttemptAt.getTime() - NOW.getTime()) / 1000;
};

test.each([200, 201, 204, 299])('%i is received', (status) => {
  expect(judge(answered(status), DELIVERY_ATTEMPTS)).toEqual({ kind: 'delivered' });
});

test.each([199, 300, 400, 401, 404, 429, 500, 503])('%i is tried again', (status) => {
  expect(judge(answered(status)).kind).toBe('later');
});

test('410 ends it at once, and a redirect is explained', () => {
  expect(judge(answered(410))).toMatchObject({ kind: 'failed', gone: true });
  expect(judge(answered(301))).toMatchObject({
    problem: expect.stringContaining('redirects are not followed'),
  });
});

test('pauses grow fourfold to six hours, about a day in all', () => {
  const attempts = Array.from({ length: DELIVERY_ATTEMPTS - 1 }, (_, position) => position + 1);
  const pauses = attempts.map((attempt) => pauseOf(answered(500), attempt));
  expect(pauses).toEqual([10, 40, 160, 640, 2560, 10240, 21600, 21600, 21600]);
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3600;
  expect(hours).toBeGreaterThan(20);
  expect(hours).toBeLessThan(28);
  expect(judge(answered(500), DELIVERY_ATTEMPTS)).toMatchObject({ kind: 'failed', gone: false });
  expect(judge({ kind: 'unanswered', problem: 'Nothing.' }, DELIVERY_ATTEMPTS)).toEqual({
    kind: 'failed',
    gone: false,
    problem: 'Nothing.',
  });
});

test('what failed together is not tried together', () => {
  expect([0, 0.5, 1].map((chance) => pauseOf(answered(500), 2, chance))).toEqual([32, 40, 48]);
});

test('a receiver may ask for more patience, within reason, and never for less', () => {
  expect(pauseOf(answered(429, 120_000), 1)).toBe(120);
  expect(pauseOf(answered(429, 1_000), 1)).toBe(10);
  expect(pauseOf(answered(503, 365 * 24 * 3600 * 1000), 1)).toBe(6 * 3600);
});
