/**
 * Sends the due mail of one account, in order, each mail at most once per attempt (invariant 4): it is claimed and committed
 * before the server is called, and a mail whose fate is unknown is never sent again by itself. Other accounts are not its
 * business: each has a run and a lease of its own.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataError } from '../data/errors';
import { findMailbox, type Mailbox } from '../data/mailboxes';
import {
  claimEmail,
  markAbandonedUncertain,
  newClaim,
  NO_ACCOUNT,
  postponeAccount,
  queuedEmails,
  recipientsOf,
  storeSendResult,
  type QueuedEmail,
  type RecipientState,
  type SendResult,
  type SentCopyIntent,
} from '../data/send-queue';
import type { Strapi } from '../data/database';
import type { ConnectionProblem } from '../domain/connection';
import { asMailboxError } from '../mailboxes/mailbox-error';
import { filesSentMailItself } from '../mailboxes/sent-folder';
import {
  sendMessage,
  smtpSettingsOf,
  type SendOutcome,
  type SmtpSettings,
} from '../mailboxes/smtp-transport';
import { tellOfUndelivered, type Undelivered } from '../people/delivery-news';
import type { BlobStore } from '../platform/blob-store';
import { settle } from './send-result';

const BATCH = 20;
/** Milliseconds until an account whose server cannot be used is asked again, when the mail itself has no next attempt. */
const AFTER_FAILURE = 60_000;

/** What a run came to: mails sent, mails that failed or whose fate is unknown, attempts that are to be made again. */
export interface SendCounts {
  readonly sent: number;
  readonly failed: number;
  readonly deferred: number;
}

/** Sends until nothing of this account is due. The caller holds the account's lease. */
export async function sendForAccount(
  strapi: Strapi,
  blobs: BlobStore,
  mailboxId: number,
  signal: AbortSignal,
): Promise<SendCounts> {
  const abandoned = await markAbandonedUncertain(strapi, mailboxId);
  if (abandoned.length > 0)
    strapi.log.warn(
      `[mailroom] ${abandoned.length} mails were being sent when a process ended; they are shown as uncertain`,
    );
  await tellOfUndelivered(
    strapi,
    abandoned.map((emailId) => ({ emailId, words: '', refused: false })),
    new Date(),
  );
  const counts = { sent: 0, failed: 0, deferred: 0 };
  for (;;) {
    const due = await queuedEmails(strapi, mailboxId, new Date(), BATCH);
    if (due.length === 0) return counts;
    for (const email of due) {
      if (signal.aborted) return counts;
      const attempt = await sendOne(strapi, blobs, email, signal);
      if (attempt === null) continue;
      const { result, problem } = attempt;
      counts[COUNTED[result.state]] += 1;
      if (problem === null || signal.aborted) continue;
      const until = result.nextAttemptAt ?? new Date(Date.now() + AFTER_FAILURE);
      await postponeAccount(strapi, mailboxId, until);
      return counts;
    }
  }
}

const COUNTED = { sent: 'sent', queued: 'deferred', failed: 'failed', uncertain: 'failed' } as const;

interface Attempt {
  readonly result: SendResult;
  /** the account's server could not be used, so other mail of it would fare the same */
  readonly problem: ConnectionProblem | null;
}

/** Null when somebody else has taken the mail. */
async function sendOne(
  strapi: Strapi,
  blobs: BlobStore,
  email: QueuedEmail,
  signal: AbortSignal,
): Promise<Attempt | null> {
  const claim = newClaim(email.mailboxId, randomUUID());
  if (!(await claimEmail(strapi, email, claim))) return null;
  const mailbox = email.mailboxId === NO_ACCOUNT ? null : await findMailbox(strapi, email.mailboxId);
  const recipients = await recipientsOf(strapi, email.id);
  const outcome = await attempt(strapi, blobs, email, mailbox, recipients, signal);
  const now = new Date();
  const settled = settle(outcome, email, recipients, now);
  const problem = outcome.kind === 'deferred' ? outcome.problem : null;
  // We hung up because Strapi stops: nobody is to wait for that after the next start.
  const hungUp = signal.aborted && problem !== null && settled.state === 'queued';
  const result = hungUp ? { ...settled, nextAttemptAt: now } : settled;
  await insist(() => storeSendResult(strapi, email, claim, result, copyIntent(mailbox), now));
  await insist(() => tellOfUndelivered(strapi, undelivered(email, outcome, result), now));
  return { result, problem };
}

/** What its author is to know: nobody has it, some have not, or nobody can say. */
function undelivered(
  { id: emailId }: QueuedEmail,
  outcome: SendOutcome,
  { state, someRefused, response, recipients }: SendResult,
): readonly Undelivered[] {
  if (state === 'queued' || (state === 'sent' && !someRefused)) return [];
  const refusal =
    outcome.kind === 'uncertain'
      ? undefined
      : outcome.recipients.find((recipient) => recipient.state === 'refused');
  const words = refusal?.response ?? recipients.find((one) => one.state === 'refused')?.response ?? response;
  return [{ emailId, words, refused: refusal !== undefined }];
}

/** The account was deleted, or lost its SMTP, while mail of it was waiting. */
const GONE: SendOutcome = {
  kind: 'refused',
  response: 'The account of this mail can no longer send',
  recipients: [],
};

/** Nothing before `sendMessage` can have reached the server, so its failures are never uncertain. */
async function attempt(
  strapi: Strapi,
  blobs: BlobStore,
  email: QueuedEmail,
  mailbox: Mailbox | null,
  recipients: readonly RecipientState[],
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (mailbox === null || mailbox.smtp === null) return GONE;
  let settings: SmtpSettings;
  try {
    settings = await smtpSettingsOf(strapi, mailbox);
  } catch (error) {
    const { problem } = asMailboxError(error, 'secret');
    return { kind: 'deferred', response: '', problem, recipients: [] };
  }
  const to = recipients
    .filter(({ state }) => state === 'pending' || state === 'deferred')
    .map(({ address }) => address);
  if (to.length === 0) return { kind: 'refused', response: '', recipients: [] };
  return sendMessage(
    settings,
    { from: email.from, to, ...(email.from === '' ? { otherwiseFrom: mailbox.address } : {}) },
    () => blobs.openSource(email.sourceHash),
    signal,
  );
}

function copyIntent(mailbox: Mailbox | null): SentCopyIntent {
  if (mailbox === null || mailbox.smtp === null || !mailbox.sent.store || mailbox.imap === null)
    return 'none';
  return filesSentMailItself(mailbox.smtp.host) ? 'skipped' : 'pending';
}

const INSISTENCE = [100, 1_000, 5_000] as const;

/** What the server said must not get lost because the database is away for a moment: it would make the mail uncertain. */
async function insist(store: () => Promise<void>): Promise<void> {
  for (const wait of INSISTENCE) {
    try {
      return await store();
    } catch (error) {
      if (!(error instanceof DataError) || error.kind !== 'unavailable') throw error;
      await sleep(wait);
    }
  }
  return store();
}
