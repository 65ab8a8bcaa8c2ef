/**
 * A mail to somebody who has not written: it opens a case, so that what comes back is worked there. Checked, composed and
 * stored as queued together with its case; it is sent afterwards, as answers are.
 */
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS, type Address } from '../domain/message';
import type { LinkDraft } from '../domain/record';
import { singleLine, snippetOf, truncate } from '../domain/text';
import { openCaseByHand, takeCaseNumber } from '../cases/open-by-hand';
import type { GroupAccount } from '../data/accounts';
import { addCaseEvents } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { DataError } from '../data/errors';
import { findByIdempotencyKey, insertOutgoing } from '../data/outbox';
import { linkLikeCase } from '../data/record-links';
import type { BlobStore } from '../platform/blob-store';
import { tokenKeysOf } from '../platform/token-keys';
import {
  checkedAddresses,
  checkedRecipients,
  checkedText,
  keepMail,
  MailInvalid,
  signedText,
  tokenHeaders,
  type GivenFile,
} from './outgoing-mail';

export interface NewCaseRequest {
  readonly account: GroupAccount;
  readonly authorId: number;
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
  const idempotencyKey = hashOf(String(request.authorId), 'new-case', request.idempotencyKey);
  const earlier = await findByIdempotencyKey(strapi, idempotencyKey);
  if (earlier !== null) return earlier.caseId;
  const checked = checkedRequest(request);
  const composed = await composeFor(strapi, blobs, request, checked);
  try {
    return await store(strapi, request, { ...composed, idempotencyKey });
  } catch (error) {
    // Two requests with one key at the same moment: the other was first, and its case is the only one.
    const first =
      error instanceof DataError && error.kind === 'conflict'
        ? await findByIdempotencyKey(strapi, idempotencyKey)
        : null;
    if (first === null) throw error;
    return first.caseId;
  }
}

interface CheckedMail {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly text: string;
}

function checkedRequest(request: NewCaseRequest): CheckedMail {
  const subject = truncate(singleLine(request.subject), MESSAGE_LIMITS.subject);
  if (subject === '') throw new MailInvalid('subject', 'Write a subject.');
  return {
    to: checkedRecipients(checkedAddresses('to', request.to)),
    cc: checkedAddresses('cc', request.cc),
    subject,
    text: checkedText(request.text),
  };
}

async function composeFor(
  strapi: Strapi,
  blobs: BlobStore,
  { account, files }: NewCaseRequest,
  checked: CheckedMail,
) {
  const number = await takeCaseNumber(strapi);
  const message = {
    ...checked,
    ...tokenHeaders(account, tokenKeysOf(strapi), number, checked.subject),
    text: signedText(checked.text, account),
    inReplyTo: null,
    references: [],
  };
  const snippet = snippetOf(checked.text, MESSAGE_LIMITS.snippet);
  return {
    number,
    caseSubject: checked.subject,
    message,
    snippet,
    kept: await keepMail(blobs, message, files),
  };
}

type Composed = Awaited<ReturnType<typeof composeFor>> & { readonly idempotencyKey: string };

const store = (strapi: Strapi, request: NewCaseRequest, composed: Composed): Promise<number> =>
  inTransaction(strapi, async (transaction) => {
    const { account, authorId, assignToAuthor, record } = request;
    const { number, caseSubject: subject, snippet, kept, idempotencyKey } = composed;
    const { date: at, ...message } = composed.message;
    const opened = await openCaseByHand(strapi, transaction, {
      number,
      subject,
      snippet,
      hasAttachments: kept.attachments.length > 0,
      account,
      actorId: authorId,
      assignToActor: assignToAuthor,
      recipients: [...message.to, ...message.cc],
      record,
      at,
    });
    const emailId = await insertOutgoing(strapi, transaction, {
      ...message,
      ...kept,
      at,
      snippet,
      idempotencyKey,
      caseId: opened.id,
      answersId: null,
      threadHash: hashOf('thread', message.messageId),
      groupAccountId: account.id,
      authorId,
    });
    await linkLikeCase(strapi, emailId, opened.id);
    await addCaseEvents(strapi, [{ caseId: opened.id, kind: 'email-sent', actorId: authorId, emailId, at }]);
    return opened.id;
  });
