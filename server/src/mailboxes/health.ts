/**
 * When a mailbox is tried again and what its state is (sync-engine §1.10). Each mailbox has its own back-off: one that
 * is down never delays another.
 */
import type { ConnectionProblem, MailboxState } from '../domain/connection';

const BASE_MILLISECONDS = 2_000;
const CAP_MILLISECONDS = 10 * 60_000;
/** A wrong password tried for ever locks accounts and gets addresses banned. */
const LOGIN_TRIES = 3;

export interface Failure {
  readonly state: MailboxState;
  readonly failures: number;
  /** null: not before the settings change */
  readonly nextTryAt: Date | null;
}

/**
 * @param failures in a row before this one
 * @param random from 0 to 1, for full jitter: mailboxes of one server must not all come back at once
 */
export function afterFailure(
  problem: ConnectionProblem,
  failures: number,
  now: Date,
  random: number,
): Failure {
  const count = failures + 1;
  if (needsPerson(problem) && count >= LOGIN_TRIES)
    return { state: 'needs-attention', failures: count, nextTryAt: null };
  const ceiling = Math.min(CAP_MILLISECONDS, BASE_MILLISECONDS * 2 ** Math.min(count, 20));
  // At least half of the wait: a jitter near zero would be no back-off at all.
  const wait = ceiling / 2 + (ceiling / 2) * random;
  return { state: 'failing', failures: count, nextTryAt: new Date(now.getTime() + wait) };
}

/**
 * How many failures in a row count against this one. Three refused logins stop a mailbox; two cut connections and one
 * refused login do not.
 */
export function failuresBefore(
  health: { readonly failures: number; readonly problem: ConnectionProblem | null },
  problem: ConnectionProblem,
): number {
  return health.problem !== null && needsPerson(health.problem) === needsPerson(problem)
    ? health.failures
    : 0;
}

function needsPerson({ code }: ConnectionProblem): boolean {
  return code === 'login-refused' || code === 'secret-missing' || code === 'secret-unreadable';
}
