/**
 * What an attempt means for a mail and for each of its recipients. Pure: it sends nothing and stores nothing.
 */
import type { RecipientAnswer, SendOutcome } from '../mailboxes/smtp-transport';
import type { RecipientState, SendResult } from '../data/send-queue';
import { nextAttempt } from './retry-schedule';

interface Attempted {
  /** attempts before this one */
  readonly attempts: number;
  readonly queuedAt: Date;
}

/**
 * A mail is sent when somebody has it and nobody is left to ask, failed when nobody has it. While recipients are deferred
 * it stays queued, for them alone; when it is given up, they count as refused.
 *
 * @param known every recipient of the mail as it stood before this attempt
 */
export function settle(
  outcome: SendOutcome,
  email: Attempted,
  known: readonly RecipientState[],
  now: Date,
): SendResult {
  const response = responseOf(outcome);
  const answers = outcome.kind === 'uncertain' ? [] : outcome.recipients;
  const after = merged(known, answers);
  const open = after.filter(({ state }) => state === 'pending' || state === 'deferred');
  const base = { response, nextAttemptAt: null, recipients: answers };
  if (outcome.kind === 'uncertain')
    return { ...base, state: 'uncertain', someAccepted: isAccepted(after), someRefused: true };
  const later =
    open.length === 0 || isWithoutHope(outcome) ? null : nextAttempt(email.attempts + 1, email.queuedAt, now);
  const givenUp: readonly RecipientAnswer[] =
    later === null
      ? open.map(({ address, response: words }) => ({
          address,
          state: 'refused',
          response: words || response,
        }))
      : [];
  const someAccepted = isAccepted(after);
  return {
    ...base,
    state: later !== null ? 'queued' : someAccepted ? 'sent' : 'failed',
    nextAttemptAt: later,
    recipients: [
      ...answers.filter(({ address }) => !givenUp.some((other) => other.address === address)),
      ...givenUp,
    ],
    someAccepted,
    someRefused: givenUp.length > 0 || after.some(({ state }) => state === 'refused'),
  };
}

/** The whole was refused without a word about recipients: there is nobody to ask, or nothing to ask with. */
const isWithoutHope = (outcome: SendOutcome): boolean =>
  outcome.kind === 'refused' && outcome.recipients.length === 0;

const isAccepted = (recipients: readonly RecipientState[]): boolean =>
  recipients.some(({ state }) => state === 'accepted');

function merged(
  known: readonly RecipientState[],
  answers: readonly RecipientAnswer[],
): readonly RecipientState[] {
  return known.map((recipient) => answers.find(({ address }) => address === recipient.address) ?? recipient);
}

function responseOf(outcome: SendOutcome): string {
  if (outcome.kind !== 'deferred' || outcome.response !== '' || outcome.problem === null)
    return outcome.response;
  return `${outcome.problem.step}: ${outcome.problem.code}`;
}
