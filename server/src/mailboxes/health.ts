/**
 * When a mailbox is tried again and what its state is (sync-engine §1.10). Each mailbox has its own back-off: one that
 * is down never delays another. It stores nothing and tells nobody.
 */
import type { ConnectionProblem, ConnectionProblemCode, MailboxState } from '../domain/connection';

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
 * How long to wait after a number of failures in a row: full jitter between two seconds and a bound that doubles up to ten
 * minutes, since mailboxes of one server must not all come back at once.
 *
 * @param random from 0 to 1
 * @param retryAfter milliseconds the server asked for; 0 when it did not say
 * @returns milliseconds
 */
export function backOff(failures: number, random: number, retryAfter = 0): number {
  const ceiling = Math.min(CAP_MILLISECONDS, BASE_MILLISECONDS * 2 ** Math.min(failures, 20));
  return Math.max(retryAfter, BASE_MILLISECONDS + (ceiling - BASE_MILLISECONDS) * random);
}

/**
 * @param failures in a row before this one
 * @param random from 0 to 1, see backOff
 * @param retryAfter milliseconds, see backOff
 */
export function afterFailure(
  problem: ConnectionProblem,
  failures: number,
  now: Date,
  random: number,
  retryAfter = 0,
): Failure {
  const count = failures + 1;
  // What the provider has withdrawn no further try brings back.
  if (needsAuthorization(problem)) return { state: 'needs-authorization', failures: count, nextTryAt: null };
  // The key that a secret was sealed with comes back with a start of the server, if at all.
  if (isUnreadable(problem) || (needsPerson(problem) && count >= LOGIN_TRIES))
    return { state: 'needs-attention', failures: count, nextTryAt: null };
  const least = problem.code === 'host-not-allowed' ? Math.max(retryAfter, CAP_MILLISECONDS) : retryAfter;
  const nextTryAt = new Date(now.getTime() + backOff(count, random, least));
  return { state: 'failing', failures: count, nextTryAt };
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

/** Whether it could be read when it was last tried, though perhaps not all of its folders. */
export function isReadable({
  state,
  failures,
}: {
  readonly state: MailboxState;
  readonly failures: number;
}): boolean {
  return state === 'ok' || (state === 'failing' && failures === 0);
}

/** What the admins are told of a mailbox that has failed; null: nothing, it is being tried again. */
export type MailboxAlarm = 'mailbox-needs-attention' | 'mailbox-needs-authorization';

/**
 * A server whose certificate cannot be trusted is tried again, since nothing secret is sent to it and it may be mended
 * without us; but somebody may be listening in, so the admins hear of it at once. So they do of one that is not allowed,
 * which is not even connected to: they may allow it.
 */
export function alarmOf(state: MailboxState, problem: ConnectionProblem | null): MailboxAlarm | null {
  if (state === 'needs-authorization') return 'mailbox-needs-authorization';
  return state === 'needs-attention' || (state === 'failing' && problem !== null && isToldAtOnce(problem))
    ? 'mailbox-needs-attention'
    : null;
}

function needsPerson(problem: ConnectionProblem): boolean {
  return problem.code === 'login-refused' || isUnreadable(problem);
}

function isUnreadable({ code }: ConnectionProblem): boolean {
  return code === 'secret-missing' || UNREADABLE.some((unreadable) => unreadable === code);
}

/** Stored secrets that the present key does not open. */
export const UNREADABLE: readonly ConnectionProblemCode[] = ['secret-unreadable', 'authorization-unreadable'];

function needsAuthorization({ code }: ConnectionProblem): boolean {
  return code === 'authorization-missing' || code === 'authorization-refused';
}

function isToldAtOnce({ code }: ConnectionProblem): boolean {
  const isUntrusted = code.startsWith('certificate-') || code === 'tls-not-offered' || code === 'tls-failed';
  return isUntrusted || code === 'host-not-allowed';
}
