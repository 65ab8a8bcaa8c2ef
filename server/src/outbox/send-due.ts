/**
 * Sends what is due, each mail at most once per attempt (invariant 4): it is claimed and committed before the server is
 * called, and a mail whose fate is unknown is never sent again by itself.
 */
import { randomUUID } from 'node:crypto';
import limitConcurrency from 'p-limit';
import { findMailbox, type Mailbox, type SealedServer } from '../data/mailboxes';
import {
  claimEmail,
  markAbandonedUncertain,
  openRecipients,
  queuedEmails,
  storeSendResult,
  type QueuedEmail,
  type SendResult,
} from '../data/send-queue';
import type { Strapi } from '../data/database';
import { openSecret } from '../mailboxes/credentials';
import { asMailboxError } from '../mailboxes/mailbox-error';
import { sendMessage, type SendOutcome, type SmtpSettings } from '../mailboxes/smtp-transport';
import type { BlobStore } from '../platform/blob-store';
import { nextAttempt } from './retry-schedule';

const BATCH = 20;
const CONCURRENCY = 4;

/** Sends until nothing is due. The caller holds the `send` lease. */
export async function sendDueMail(strapi: Strapi, blobs: BlobStore, signal: AbortSignal): Promise<void> {
  const abandoned = await markAbandonedUncertain(strapi);
  if (abandoned > 0)
    strapi.log.warn(
      `[mailroom] ${abandoned} mails were being sent when a process ended; they are shown as uncertain`,
    );
  const limit = limitConcurrency(CONCURRENCY);
  for (;;) {
    const due = await queuedEmails(strapi, new Date(), BATCH);
    if (due.length === 0 || signal.aborted) return;
    await Promise.all(
      due.map((email) => limit(() => (signal.aborted ? undefined : sendOne(strapi, blobs, email)))),
    );
  }
}

async function sendOne(strapi: Strapi, blobs: BlobStore, email: QueuedEmail): Promise<void> {
  const claim = randomUUID();
  if (!(await claimEmail(strapi, email, claim))) return;
  const now = new Date();
  const result = resultOf(await attempt(strapi, blobs, email), email, now);
  await storeSendResult(strapi, email, claim, result, now);
}

/** The account was deleted, or lost its SMTP, while mail of it was waiting. */
const GONE: SendOutcome = {
  kind: 'refused',
  response: 'The account of this mail can no longer send',
  recipients: [],
};

/** Nothing before `sendMessage` can have reached the server, so its failures are never uncertain. */
async function attempt(strapi: Strapi, blobs: BlobStore, email: QueuedEmail): Promise<SendOutcome> {
  const mailbox = email.mailboxId === null ? null : await findMailbox(strapi, email.mailboxId);
  if (mailbox === null || mailbox.smtp === null) return GONE;
  let ready: { readonly settings: SmtpSettings; readonly raw: Buffer; readonly to: readonly string[] };
  try {
    ready = {
      settings: smtpSettingsOf(strapi, mailbox, mailbox.smtp),
      raw: await blobs.readSource(email.sourceHash),
      to: await openRecipients(strapi, email.id),
    };
  } catch (error) {
    const { problem } = asMailboxError(error, 'secret');
    return { kind: 'deferred', response: '', problem };
  }
  return sendMessage(ready.settings, { from: email.from, to: ready.to }, ready.raw);
}

function smtpSettingsOf(strapi: Strapi, { certificateAuthority }: Mailbox, smtp: SealedServer): SmtpSettings {
  const { host, port, security, user } = smtp;
  const secret = user === '' ? '' : openSecret(strapi, smtp);
  return { host, port, security, user, secret, certificateAuthority };
}

function resultOf(outcome: SendOutcome, email: QueuedEmail, now: Date): SendResult {
  const none = { nextAttemptAt: null, recipients: [] };
  switch (outcome.kind) {
    case 'accepted': {
      const later = outcome.recipients.some(({ state }) => state === 'deferred')
        ? nextAttempt(email.attempts + 1, email.createdAt, now)
        : null;
      return {
        state: later === null ? 'sent' : 'queued',
        response: outcome.response,
        nextAttemptAt: later,
        recipients: outcome.recipients,
      };
    }
    case 'refused':
      return { ...none, state: 'failed', response: outcome.response, recipients: outcome.recipients };
    case 'uncertain':
      return { ...none, state: 'uncertain', response: outcome.response };
    case 'deferred': {
      const later = nextAttempt(email.attempts + 1, email.createdAt, now);
      const response =
        outcome.response !== '' || outcome.problem === null
          ? outcome.response
          : `${outcome.problem.step}: ${outcome.problem.code}`;
      return { ...none, state: later === null ? 'failed' : 'queued', response, nextAttemptAt: later };
    }
  }
}
