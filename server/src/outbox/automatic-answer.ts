/**
 * Makes the bytes of automatic answers that intake has written, once, and queues them. A process that ends in between
 * leaves them scheduled: the next run makes them again, and only one of several runs queues them (invariant 4).
 */
import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { queueAnswer, scheduledAnswers, type ScheduledAnswer } from '../data/automatic-answers';
import type { Strapi } from '../data/database';
import { THREAD_HEADER } from '../domain/reply-token';
import type { BlobStore } from '../platform/blob-store';

/** Answers of one run; the clock comes again. */
const BATCH = 500;

/** Queues every answer that waits for its bytes. One that cannot be made does not hold up the others. */
export async function queueAutomaticAnswers(strapi: Strapi, blobs: BlobStore): Promise<void> {
  for (const answer of await scheduledAnswers(strapi, BATCH)) {
    try {
      const { sha256, size } = await blobs.putSourceStream(composeAnswer(answer));
      await queueAnswer(strapi, answer.id, { sourceHash: sha256, size });
    } catch (error) {
      // Messages of unknown errors may hold mail.
      const name = error instanceof Error ? error.name : 'failed';
      strapi.log.error(`[mailroom] automatic answer ${answer.id}: ${name}; it is tried again`);
    }
  }
}

/** Headers by which other machines know that no person wrote it (RFC 3834 §5, peers R11). */
const AUTOMATIC_HEADERS = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'auto_reply',
};

/** The answer as RFC 5322 bytes. nodemailer replaces line breaks in header values. */
export function composeAnswer(answer: ScheduledAnswer): Readable {
  return new MailComposer({
    messageId: answer.messageId,
    headers: { ...AUTOMATIC_HEADERS, [THREAD_HEADER]: answer.messageId },
    date: answer.date,
    from: answer.from,
    replyTo: [...answer.replyTo],
    to: [answer.to],
    subject: answer.subject,
    text: answer.text,
    html: answer.html,
    ...(answer.inReplyTo === null ? {} : { inReplyTo: answer.inReplyTo }),
    references: [...answer.references],
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .createReadStream();
}
