/** A plain answer to a case in one request, as the quick routes hand it in: checked, and queued as a draft's mail is. */
import type { CaseStatus } from '../domain/case-state';
import { isSendable } from '../domain/addresses';
import { hashOf } from '../domain/identity';
import type { Address } from '../domain/message';
import { replySubject } from '../domain/subject';
import type { Reason } from '../domain/reason';
import type { GroupAccount } from '../data/accounts';
import type { CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { mailToAnswer, type EmailHead } from '../data/emails';
import type { BlobStore } from '../platform/blob-store';
import { plainBody } from './mail-body';
import {
  checkedAddresses,
  checkedRecipients,
  checkedText,
  keepFiles,
  signedText,
  type GivenFile,
} from './outgoing-mail';
import { earlierMail, queueMail } from './queue-mail';

export interface ReplyRequest {
  readonly record: CaseRecord;
  readonly account: GroupAccount;
  /** null: the app's own code, which has no user */
  readonly authorId: number | null;
  /** said in the stream; null: its author says all */
  readonly because?: Reason | null;
  readonly text: string;
  /** null: whoever wrote the answered mail */
  readonly to: readonly string[] | null;
  readonly cc: readonly string[];
  readonly files: readonly GivenFile[];
  readonly idempotencyKey: string;
  /** null: the status stays */
  readonly status: CaseStatus | null;
}

/**
 * @returns the id of the queued mail; of the first one when the same answer is handed in again
 * @throws MailInvalid
 */
export async function queueReply(strapi: Strapi, blobs: BlobStore, request: ReplyRequest): Promise<number> {
  const { record, account, authorId, status, because = null } = request;
  const idempotencyKey = hashOf(String(authorId), String(record.id), request.idempotencyKey);
  const earlier = await earlierMail(strapi, idempotencyKey);
  if (earlier !== null) return earlier.emailId;
  const answered = await mailToAnswer(strapi, record.id);
  const text = checkedText(request.text);
  const to = request.to === null ? defaultRecipients(answered) : checkedAddresses('to', request.to);
  const subject = replySubject(answered?.subject ?? '');
  const { emailId } = await queueMail(strapi, blobs, {
    authorId,
    because,
    sending: { kind: 'group', account },
    place: { kind: 'case', record, account, status },
    answered,
    to: checkedRecipients(to),
    cc: checkedAddresses('cc', request.cc),
    bcc: [],
    subject,
    body: plainBody(text, signedText(text, account), subject),
    files: await keepFiles(blobs, request.files),
    idempotencyKey,
  });
  return emailId;
}

/** Whom an answer goes to unless somebody says otherwise: who wrote; or whom we wrote to, where nobody has answered yet. */
export function defaultRecipients(answered: EmailHead | null): readonly Address[] {
  if (answered === null) return [];
  if (answered.direction === 'out') return answered.to.filter(({ address }) => isSendable(address));
  const asked = answered.replyTo.filter(({ address }) => isSendable(address));
  return asked.length > 0 ? asked : [answered.from].filter(({ address }) => isSendable(address));
}
