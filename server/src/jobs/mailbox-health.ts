/** Stores how a mailbox fares after each try, and has the admins told where that concerns them. */
import { DataError } from '../data/errors';
import { mailboxesInTrouble, storeHealth, watchedForSilence, type Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import type { ConnectionProblem } from '../domain/connection';
import { afterFailure, alarmOf, failuresBefore } from '../mailboxes/health';
import { asMailboxError, MailboxError } from '../mailboxes/mailbox-error';
import { endMailboxAlarm, raiseMailboxAlarm } from '../people/mailbox-alarms';

/**
 * @param mailbox as it was before it was read
 * @param problem what is wrong with some of its folders: shown, but no reason to look at the others less often
 */
export async function reportRead(
  strapi: Strapi,
  mailbox: Mailbox,
  problem: ConnectionProblem | null,
): Promise<void> {
  const now = new Date();
  const health = {
    state: problem === null ? 'ok' : 'failing',
    lastCheckedAt: now,
    ...(problem === null ? { lastSuccessAt: now } : {}),
    nextTryAt: null,
    failures: 0,
    problem,
  } as const;
  await storeHealth(strapi, mailbox.id, health, asItWas(mailbox));
  const { state, silentSince } = mailbox.health;
  if (problem === null && state !== 'ok' && silentSince === null) await endMailboxAlarm(strapi, mailbox.id);
}

/** Whoever dropped the sign-in while the mailbox was tried has said how it fares now. */
const asItWas = ({ oauthGrantedAt }: Mailbox) => ({ whileSignedIn: oauthGrantedAt !== null });

/** @param mailbox as it was before it was tried */
export async function reportFailure(strapi: Strapi, mailbox: Mailbox, error: unknown): Promise<void> {
  const known = asMailboxError(error, 'fetch');
  // The messages of these are ours; those of unknown errors may hold mail.
  const isOurs = error instanceof MailboxError || known.problem.code === 'storage-unavailable';
  const problem = isOurs
    ? known.problem
    : ({ step: 'fetch', code: 'protocol', detail: nameOf(error) } as const);
  strapi.log.warn(
    `[mailroom] mailbox ${mailbox.id}: ${isOurs ? `${problem.step} ${problem.code}` : nameOf(error)}`,
  );
  const now = new Date();
  const before = failuresBefore(mailbox.health, problem);
  const failure = afterFailure(problem, before, now, Math.random(), known.retryAfter);
  await storeHealth(strapi, mailbox.id, { ...failure, lastCheckedAt: now, problem }, asItWas(mailbox));
  const alarm = alarmOf(failure.state, problem);
  if (alarm !== null && alarm !== alarmOf(mailbox.health.state, mailbox.health.problem))
    await raiseMailboxAlarm(strapi, mailbox.id, alarm, problem);
}

/**
 * Tells of mailboxes that came to need a person otherwise than by being fetched: a grant may be withdrawn while mail is sent.
 * @param told ids of those that were looked at before, for the next call
 */
export async function checkTrouble(strapi: Strapi, told: Set<number>): Promise<void> {
  const troubled = await mailboxesInTrouble(strapi);
  for (const id of told) if (!troubled.some((mailbox) => mailbox.id === id)) told.delete(id);
  for (const { id, health } of troubled) {
    const alarm = alarmOf(health.state, health.problem);
    if (told.has(id) || alarm === null) continue;
    await raiseMailboxAlarm(strapi, id, alarm, health.problem);
    told.add(id);
  }
}

/**
 * Raises the alarm of mailboxes to which no mail has come for too long, and ends it for those to which some has.
 */
export async function checkSilence(strapi: Strapi, now: Date): Promise<void> {
  const watched = await watchedForSilence(strapi);
  for (const { id, hours, silentSince, lastMailAt } of watched) {
    const isSilent = now.getTime() - lastMailAt.getTime() > hours * 60 * 60 * 1000;
    if (isSilent === (silentSince !== null)) continue;
    // Few change in one run, and each of them is news for people.
    await storeHealth(strapi, id, { silentSince: isSilent ? now : null });
    if (isSilent) await raiseMailboxAlarm(strapi, id, 'mailbox-silent', null);
    else await endMailboxAlarm(strapi, id);
  }
}

/** An error's name and code; messages of unknown errors may hold mail. */
export function nameOf(error: unknown): string {
  if (error instanceof DataError) return error.message;
  return error instanceof Error ? error.name : 'unknown error';
}
