/** A plain mail to somebody who has not written, in one request: it opens a case, so that what comes back is worked there. */
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS } from '../domain/message';
import type { LinkDraft } from '../domain/record';
import { singleLine, truncate } from '../domain/text';
import type { Reason } from '../domain/reason';
import type { GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import type { BlobStore } from '../platform/blob-store';
import { plainBody } from './mail-body';
import {
  checkedAddresses,
  checkedRecipients,
  checkedText,
  keepFiles,
  MailInvalid,
  signedText,
  type GivenFile,
} from './outgoing-mail';
import { earlierMail, queueMail } from './queue-mail';

export interface NewCaseRequest {
  readonly account: GroupAccount;
  /** null: the app's own code, which has no user */
  readonly authorId: number | null;
  /** said in the stream; null: its author says all */
  readonly because?: Reason | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly files: readonly GivenFile[];
  readonly idempotencyKey: string;
  /** false: given to whom the account distributes it to */
  readonly assignToAuthor: boolean;
  /** where it was written from; null: from no record */
  readonly record: LinkDraft | null;
}

/**
 * @returns the id of the opened case; the one that the first mail is in when the same one is handed in again; null when
 *   that case is gone
 * @throws MailInvalid
 */
export async function startCase(
  strapi: Strapi,
  blobs: BlobStore,
  request: NewCaseRequest,
): Promise<number | null> {
  const { account, authorId, assignToAuthor, record, because = null } = request;
  const idempotencyKey = hashOf(String(authorId), 'new-case', request.idempotencyKey);
  const earlier = await earlierMail(strapi, idempotencyKey);
  if (earlier !== null) return earlier.caseId;
  const subject = checkedSubject(request.subject);
  const to = checkedRecipients(checkedAddresses('to', request.to));
  const cc = checkedAddresses('cc', request.cc);
  const text = checkedText(request.text);
  const { caseId } = await queueMail(strapi, blobs, {
    authorId,
    because,
    sending: { kind: 'group', account },
    place: { kind: 'new-case', account, assignToAuthor, link: record },
    answered: null,
    to,
    cc,
    bcc: [],
    subject,
    body: plainBody(text, signedText(text, account), subject),
    files: await keepFiles(blobs, request.files),
    idempotencyKey,
  });
  return caseId;
}

/** @throws MailInvalid when there is none */
export function checkedSubject(written: string): string {
  const subject = truncate(singleLine(written), MESSAGE_LIMITS.subject);
  if (subject === '') throw new MailInvalid('subject', 'Write a subject.');
  return subject;
}
