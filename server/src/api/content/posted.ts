/** What the ways have in common by which apps hand mail over: it lies in a file, is filed like fetched mail, and is answered for. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findCase } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { findEmail } from '../../data/emails';
import { filePostedMessage, type PostedOutcome } from '../../intake/post-message';
import { kickSending } from '../../jobs/send-mail';
import { runtimeOf } from '../../runtime';
import type { PostedMessage } from '../contracts';

/**
 * Files the mail that `write` puts into a file.
 *
 * @throws what `write` throws, AccountGone, and DataError where the sender is to try again; then nothing is stored
 */
export async function fileWritten(
  strapi: Strapi,
  mailboxId: number,
  write: (file: string) => Promise<void>,
): Promise<PostedOutcome> {
  const runtime = runtimeOf(strapi);
  const { reader, config } = runtime;
  const folder = path.join(config.storage.folder, 'incoming');
  const file = path.join(folder, `${randomUUID()}.eml`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await write(file);
    const tools = { strapi, reader, streamFrom: config.fetch.streamFrom };
    const outcome = await filePostedMessage(tools, mailboxId, file);
    // It may have been answered automatically: the answer need not wait for the clock.
    if (outcome.outcome === 'filed') kickSending(strapi, runtime);
    return outcome;
  } finally {
    await rm(file, { force: true });
  }
}

export async function postedAnswer(
  strapi: Strapi,
  { outcome, emailId, reason }: PostedOutcome,
): Promise<PostedMessage> {
  const email = emailId === null ? null : await findEmail(strapi, { id: emailId });
  const found = email === null || email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
  return {
    outcome,
    email: email?.documentId ?? null,
    case: found === null ? null : { documentId: found.documentId, number: found.number },
    reason,
  };
}
