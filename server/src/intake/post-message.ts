/** Files one mail that a pipe or a provider handed over, now and as new mail; the caller has put it into a file. */
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome } from '../domain/intake-plan';
import type { Strapi } from '../data/database';
import { placeOfPostedMail } from '../data/import-runs';
import { readMessage } from './import-read';
import type { MailReader } from './mail-reader';
import { storeBatch } from './store-batch';

export interface PostedOutcome {
  readonly outcome: 'filed' | 'duplicate' | 'ignored' | 'quarantined';
  /** null when it became no email */
  readonly emailId: number | null;
  /** code of what decided, see domain/reason and UnparsableReason */
  readonly reason: string;
}

/**
 * Files the mail in a file. The same bytes are the same mail, however often they come.
 *
 * @param streamFrom bytes from which a message never lies in memory
 * @throws AccountGone, DataError (unavailable); then nothing is stored, and whoever sent it may send it again
 */
export async function filePostedMessage(
  {
    strapi,
    reader,
    streamFrom,
  }: { readonly strapi: Strapi; readonly reader: MailReader; readonly streamFrom: number },
  mailboxId: number,
  file: string,
): Promise<PostedOutcome> {
  const cursor = await placeOfPostedMail(strapi, mailboxId);
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const message = await readMessage(
      handle,
      { kind: 'eml', path: file },
      { start: await lengthOfFromLine(handle), end: size, deliveredAt: new Date() },
      cursor.uidValidity,
      { streamFrom, temporaryFolder: path.dirname(file) },
    );
    try {
      const [mail] = await reader.read([message.content]);
      if (mail === undefined) throw new Error('A mail was given to be read and did not come back');
      const { uid, size: bytes, receivedAt, flags } = message;
      // The place was taken before: several mails may come at once, and end in any order.
      const nothingElse = async (): Promise<void> => undefined;
      const [outcome] = await storeBatch(
        { strapi, reader, cursor, handling: { kind: 'live' }, sent: false },
        [{ uid, size: bytes, receivedAt, flags, ...mail }],
        { together: nothingElse, alone: () => nothingElse },
      );
      if (outcome === undefined) throw new Error('A mail at a place of its own was taken for decided');
      return postedOutcome(outcome);
    } finally {
      if (message.content.kind === 'file') await rm(message.content.path, { force: true });
    }
  } finally {
    await handle.close();
  }
}

/** Local delivery agents put the separator line of an mbox before the mail they pipe. */
async function lengthOfFromLine(handle: Awaited<ReturnType<typeof open>>): Promise<number> {
  const beginning = Buffer.alloc(1024);
  const { bytesRead } = await handle.read(beginning, 0, beginning.length, 0);
  const line = /^From [^\n]*\n/.exec(beginning.toString('latin1', 0, bytesRead))?.[0];
  return line?.length ?? 0;
}

function postedOutcome(outcome: Outcome): PostedOutcome {
  switch (outcome.kind) {
    case 'filed':
      return { outcome: 'filed', emailId: outcome.email.id, reason: outcome.email.reason.code };
    case 'duplicate':
      return {
        outcome: 'duplicate',
        emailId: 'stored' in outcome.of ? outcome.of.stored : outcome.of.draft.id,
        reason: outcome.reason.code,
      };
    case 'ignored':
      return { outcome: 'ignored', emailId: null, reason: outcome.reason.code };
    case 'quarantined':
      return { outcome: 'quarantined', emailId: null, reason: outcome.why.reason };
  }
}
