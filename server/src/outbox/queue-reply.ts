/**
 * An agent's answer to a case: checked, composed, stored as queued with its entry in the stream. It is sent afterwards,
 * by the `send` task; what is stored here is not lost whatever the server says.
 */
import { CASE_TYPE } from '../domain/record';
import { addFollows } from '../data/follows';
import { isSendable } from '../domain/addresses';
import type { CaseStatus } from '../domain/case-state';
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS, type Address } from '../domain/message';
import type { TokenKeys } from '../domain/reply-token';
import { replySubject } from '../domain/subject';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import { snippetOf } from '../domain/text';
import { referencesForReply } from '../domain/threading';
import type { GroupAccount } from '../data/accounts';
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { lockCases } from '../data/intake-reads';
import { DataError } from '../data/errors';
import { mailToAnswer, type EmailRecord } from '../data/emails';
import { findByIdempotencyKey, insertOutgoing } from '../data/outbox';
import { linkLikeCase } from '../data/record-links';
import type { BlobStore } from '../platform/blob-store';
import { tokenKeysOf } from '../platform/token-keys';
import {
  checkedAddresses,
  checkedRecipients,
  checkedText,
  keepMail,
  signedText,
  tokenHeaders,
  type GivenFile,
} from './outgoing-mail';

export interface ReplyRequest {
  readonly caseId: number;
  readonly account: GroupAccount;
  readonly authorId: number;
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
  const idempotencyKey = hashOf(String(request.authorId), String(request.caseId), request.idempotencyKey);
  const earlier = await findByIdempotencyKey(strapi, idempotencyKey);
  if (earlier !== null) return earlier.id;
  const answered = await mailToAnswer(strapi, request.caseId);
  const target = await findCase(strapi, { id: request.caseId });
  const message = messageOf(request, answered, target?.number ?? 0, tokenKeysOf(strapi));
  const kept = await keepMail(blobs, message, request.files);
  const { date: at, ...fields } = message;
  const email = {
    ...fields,
    ...kept,
    at,
    idempotencyKey,
    caseId: request.caseId,
    answersId: answered?.id ?? null,
    threadHash: answered?.threadHash ?? hashOf('thread', message.messageId),
    groupAccountId: request.account.id,
    authorId: request.authorId,
    snippet: snippetOf(
      visiblePartOf(request.text, { subject: fields.subject, answers: true }).text,
      MESSAGE_LIMITS.snippet,
    ),
  };
  try {
    return await inTransaction(strapi, async (transaction) => {
      const id = await insertOutgoing(strapi, transaction, email);
      await linkLikeCase(strapi, id, request.caseId);
      await noteReply(strapi, transaction, request, {
        id,
        snippet: email.snippet,
        hasFiles: kept.attachments.length > 0,
        at,
      });
      return id;
    });
  } catch (error) {
    // Two requests with one key at the same moment: the other was first.
    const first =
      error instanceof DataError && error.kind === 'conflict'
        ? await findByIdempotencyKey(strapi, idempotencyKey)
        : null;
    if (first === null) throw error;
    return first.id;
  }
}

/** Whom an answer goes to unless somebody says otherwise: who wrote; or whom we wrote to, where nobody has answered yet. */
export function defaultRecipients(answered: EmailRecord | null): readonly Address[] {
  if (answered === null) return [];
  if (answered.direction === 'out') return answered.to.filter(({ address }) => isSendable(address));
  const asked = answered.replyTo.filter(({ address }) => isSendable(address));
  return asked.length > 0 ? asked : [answered.from].filter(({ address }) => isSendable(address));
}

function messageOf(request: ReplyRequest, answered: EmailRecord | null, caseNumber: number, keys: TokenKeys) {
  const { account } = request;
  const text = checkedText(request.text);
  const to = request.to === null ? defaultRecipients(answered) : checkedAddresses('to', request.to);
  return {
    ...tokenHeaders(account, keys, caseNumber, replySubject(answered?.subject ?? '')),
    to: checkedRecipients(to),
    cc: checkedAddresses('cc', request.cc),
    text: signedText(text, account),
    inReplyTo: answered?.messageId ?? null,
    references: answered === null ? [] : referencesForReply(answered),
  };
}

interface StoredReply {
  readonly id: number;
  readonly snippet: string;
  readonly hasFiles: boolean;
  readonly at: Date;
}

async function noteReply(
  strapi: Strapi,
  transaction: Transaction,
  request: ReplyRequest,
  reply: StoredReply,
): Promise<void> {
  await lockCases(transaction, [request.caseId]);
  const current = await findCase(strapi, { id: request.caseId });
  if (current === null) return;
  const base = { caseId: current.id, actorId: request.authorId, at: reply.at };
  const events: NewCaseEvent[] = [{ ...base, kind: 'email-sent', emailId: reply.id }];
  const change = statusChange(current, request.status);
  if (change !== null)
    events.push({
      ...base,
      kind: 'status-changed',
      details: change,
      reason: { code: 'status.answered', params: {} },
    });
  await updateCase(strapi, current.id, {
    now: reply.at,
    lastActivityAt: reply.at,
    snippet: reply.snippet,
    emailCount: current.emailCount + 1,
    hasAttachments: current.hasAttachments || reply.hasFiles,
    ...(current.firstResponseAt === null ? { firstResponseAt: reply.at } : {}),
    ...(change === null ? {} : { status: change.to }),
  });
  await addCaseEvents(strapi, events);
  // Who answers a case follows it (EspoCRM N1).
  const follow = { userId: request.authorId, contentType: CASE_TYPE, documentId: current.documentId };
  await addFollows(strapi, [follow], transaction);
}

const statusChange = (
  current: CaseRecord,
  to: CaseStatus | null,
): { readonly from: CaseStatus; readonly to: CaseStatus } | null =>
  to === null || to === current.status ? null : { from: current.status, to };
