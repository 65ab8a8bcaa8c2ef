import type { ConnectionProblem, ConnectionProblemCode } from '../../../server/src/domain/connection';
import { afterFailure, alarmOf, backOff, failuresBefore } from '../../../server/src/mailboxes/health';

const NOW = new Date('2024-03-05T09:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const problem = (code: ConnectionProblemCode): ConnectionProblem => ({ step: 'login', code, detail: '' });
const wait = (code: ConnectionProblemCode, before: number, random: number): number => {
  const { nextTryAt } = afterFailure(problem(code), before, NOW, random);
  if (nextTryAt === null) throw new Error('not tried again');
  return nextTryAt.getTime() - NOW.getTime();
};

describe('back-off', () => {
  test.each([
    [0, 2 * SECOND, 4 * SECOND],
    [1, 2 * SECOND, 8 * SECOND],
    [2, 2 * SECOND, 16 * SECOND],
    [8, 2 * SECOND, 10 * MINUTE],
    [50, 2 * SECOND, 10 * MINUTE],
    [1_000_000, 2 * SECOND, 10 * MINUTE],
  ])('after %d failures waits between %d and %d ms', (before, least, most) => {
    expect(wait('timeout', before, 0)).toBe(least);
    expect(wait('timeout', before, 1)).toBe(most);
    expect(wait('timeout', before, 0.5)).toBe((least + most) / 2);
  });

  test('grows with every failure and never ends', () => {
    const waits = Array.from({ length: 100 }, (_, before) => wait('connection-refused', before, 0.5));
    expect(waits).toEqual([...waits].sort((left, right) => left - right));
    expect(Math.max(...waits)).toBeLessThanOrEqual(10 * MINUTE);
  });

  test('is at least as long as the server asks for', () => {
    expect(backOff(1, 0, 92_415)).toBe(92_415);
    expect(backOff(20, 1, 92_415)).toBe(10 * MINUTE);
    const { nextTryAt } = afterFailure(problem('throttled'), 0, NOW, 0, 30 * MINUTE);
    expect(nextTryAt?.getTime()).toBe(NOW.getTime() + 30 * MINUTE);
  });

  test('a server that is not allowed is looked at again when an admin may have allowed it', () => {
    expect(wait('host-not-allowed', 0, 0)).toBe(10 * MINUTE);
  });

  test('counts the failure', () => {
    expect(afterFailure(problem('timeout'), 4, NOW, 0)).toMatchObject({ state: 'failing', failures: 5 });
  });
});

describe('what only a person can mend', () => {
  test.each(['secret-missing', 'secret-unreadable', 'authorization-unreadable'] as const)(
    '%s stops at once',
    (code) => {
      const first = { state: 'needs-attention', failures: 1, nextTryAt: null };
      expect(afterFailure(problem(code), 0, NOW, 0)).toEqual(first);
      expect(alarmOf('needs-attention', problem(code))).toBe('mailbox-needs-attention');
    },
  );

  test.each(['login-refused'] as const)('%s stops after three tries', (code) => {
    expect(afterFailure(problem(code), 0, NOW, 0)).toMatchObject({ state: 'failing', failures: 1 });
    expect(afterFailure(problem(code), 1, NOW, 0)).toMatchObject({ state: 'failing', failures: 2 });
    const third = { state: 'needs-attention', failures: 3, nextTryAt: null };
    expect(afterFailure(problem(code), 2, NOW, 0)).toEqual(third);
  });

  test.each(['authorization-missing', 'authorization-refused'] as const)('%s stops at once', (code) => {
    const first = { state: 'needs-authorization', failures: 1, nextTryAt: null };
    expect(afterFailure(problem(code), 0, NOW, 0)).toEqual(first);
  });

  test.each([
    'timeout',
    'throttled',
    'authorization-unreachable',
    'connection-lost',
    'folder-missing',
    'certificate-expired',
  ] as const)('%s is tried for ever', (code) =>
    expect(afterFailure(problem(code), 99, NOW, 0)).toMatchObject({ state: 'failing', failures: 100 }),
  );
});

test.each(['authorization-missing', 'authorization-refused'] as const)('%s is not tried again', (code) =>
  expect(afterFailure(problem(code), 0, NOW, 0)).toEqual({
    state: 'needs-authorization',
    failures: 1,
    nextTryAt: null,
  }),
);

test.each([
  ['ok', null, null],
  ['failing', 'timeout', null],
  ['failing', 'login-refused', null],
  ['failing', 'certificate-expired', 'mailbox-needs-attention'],
  ['failing', 'certificate-fingerprint', 'mailbox-needs-attention'],
  ['failing', 'tls-not-offered', 'mailbox-needs-attention'],
  ['failing', 'host-not-allowed', 'mailbox-needs-attention'],
  ['needs-attention', 'login-refused', 'mailbox-needs-attention'],
  ['needs-authorization', 'authorization-refused', 'mailbox-needs-authorization'],
] as const)('of a mailbox that is %s with %s the admins are told %s', (state, code, alarm) =>
  expect(alarmOf(state, code === null ? null : problem(code))).toBe(alarm),
);

describe('failures in a row', () => {
  test('are counted among those of one kind', () => {
    expect(failuresBefore({ failures: 2, problem: problem('login-refused') }, problem('login-refused'))).toBe(
      2,
    );
    expect(failuresBefore({ failures: 2, problem: problem('timeout') }, problem('connection-lost'))).toBe(2);
  });

  test('begin anew when the kind changes, or none came before', () => {
    expect(failuresBefore({ failures: 2, problem: problem('timeout') }, problem('login-refused'))).toBe(0);
    expect(failuresBefore({ failures: 2, problem: problem('login-refused') }, problem('timeout'))).toBe(0);
    expect(failuresBefore({ failures: 0, problem: null }, problem('login-refused'))).toBe(0);
  });
});
