/**
 * An agent's answer to a case: checked, composed, stored as queued with its entry in the stream. It is sent afterwards,
 * by the `send` task; what is stored here is not lost whatever the server says.
 */
import { randomBytes } from 'node:crypto';
import { CASE_TYPE } from '../domain/record';
import { addFollows } from '../data/follows';
import { createReadStream } from 'node:fs';
import { domainOf, isSendable, uniqueAddresses } from '../domain/addresses';
import type { CaseStatus } from '../domain/case-state';
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS, type Address } from '../domain/message';
import { replyAddress, signedMessageId, type TokenKeys } from '../domain/reply-token';
import { replySubject, withCaseNumber } from '../domain/subject';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import { singleLine, snippetOf, storableText, truncate } from '../domain/text';
import { referencesForReply } from '../domain/threading';
import type { GroupAccount } from '../data/accounts';
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { lockCases } from '../data/intake-reads';
import { DataError } from '../data/errors';
import { mailToAnswer, type EmailRecord } from '../data/emails';
import { findByIdempotencyKey, insertOutgoing, type OutgoingAttachment } from '../data/outbox';
import { linkLikeCase } from '../data/record-links';
import type { BlobStore } from '../platform/blob-store';
import { tokenKeysOf } from '../platform/token-keys';
import { composeMessage, withSignature, type OutgoingFile } from './compose';

export interface ReplyRequest {
  readonly caseId: number;
  readonly account: GroupAccount;
  readonly authorId: number;
  readonly text: string;
  /** null: whoever wrote the answered mail */
  readonly to: readonly string[] | null;
  readonly cc: readonly string[];
  /** `path`: where it lies until the request is answered */
  readonly files: readonly { readonly name: string; readonly type: string; readonly path: string }[];
  readonly idempotencyKey: string;
  /** null: the status stays */
  readonly status: CaseStatus | null;
}

/** Thrown when an answer cannot be sent as it is; `field` says where, the message what to do. */
export class ReplyInvalid extends Error {
  constructor(
    readonly field: 'text' | 'to' | 'cc',
    message: string,
  ) {
    super(message);
    this.name = 'ReplyInvalid';
  }
}

/**
 * @returns the id of the queued mail; of the first one when the same answer is handed in again
 * @throws ReplyInvalid
 */
export async function queueReply(strapi: Strapi, blobs: BlobStore, request: ReplyRequest): Promise<number> {
  const idempotencyKey = hashOf(String(request.authorId), String(request.caseId), request.idempotencyKey);
  const earlier = await findByIdempotencyKey(strapi, idempotencyKey);
  if (earlier !== null) return earlier.id;
  const answered = await mailToAnswer(strapi, request.caseId);
  const target = await findCase(strapi, { id: request.caseId });
  const message = messageOf(request, answered, target?.number ?? 0, tokenKeysOf(strapi));
  const attachments = await keepFiles(blobs, request.files);
  const source = await blobs.putSourceStream(
    composeMessage({ ...message, attachments: await openFiles(blobs, attachments) }),
  );
  const { date: at, ...fields } = message;
  const email = {
    ...fields,
    attachments,
    at,
    idempotencyKey,
    sourceHash: source.sha256,
    size: source.size,
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
        hasFiles: attachments.length > 0,
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

/** Whom an answer goes to unless somebody says otherwise. */
export function defaultRecipients(answered: EmailRecord | null): readonly Address[] {
  if (answered === null) return [];
  const asked = answered.replyTo.filter(({ address }) => isSendable(address));
  return asked.length > 0 ? asked : [answered.from].filter(({ address }) => isSendable(address));
}

/** The group account's address with the name that customers see; without one, the address alone. */
export function senderOf(account: GroupAccount): Address {
  return { name: singleLine(account.fromName), address: account.mailbox.address };
}

function messageOf(request: ReplyRequest, answered: EmailRecord | null, caseNumber: number, keys: TokenKeys) {
  const text = storableText(request.text).trim();
  if (text === '') throw new ReplyInvalid('text', 'Write something before sending.');
  const to = request.to === null ? defaultRecipients(answered) : checked('to', request.to);
  if (to.length === 0) throw new ReplyInvalid('to', 'Add at least one recipient.');
  const from = senderOf(request.account);
  const { plusAddressing, subjectTag } = request.account.threading;
  const scope = { kind: 'case', caseNumber } as const;
  return {
    messageId: signedMessageId(keys, scope, randomBytes(20).toString('hex'), domainOf(from.address)),
    date: new Date(),
    from,
    replyTo: [plusAddressing ? { ...from, address: replyAddress(keys, scope, from.address) } : from],
    to,
    cc: checked('cc', request.cc),
    subject: withCaseNumber(replySubject(answered?.subject ?? ''), subjectTag, caseNumber),
    text: withSignature(text, request.account.signature),
    inReplyTo: answered?.messageId ?? null,
    references: answered === null ? [] : referencesForReply(answered),
  };
}

function checked(field: 'to' | 'cc', addresses: readonly string[]): readonly Address[] {
  const trimmed = addresses.map((address) => address.trim()).filter((address) => address !== '');
  const wrong = trimmed.find((address) => !isSendable(address));
  if (wrong !== undefined)
    throw new ReplyInvalid(field, `"${truncate(wrong, 80)}" is not an e-mail address.`);
  return uniqueAddresses(trimmed.map((address) => ({ name: '', address })));
}

async function keepFiles(
  blobs: BlobStore,
  files: ReplyRequest['files'],
): Promise<readonly OutgoingAttachment[]> {
  const kept: OutgoingAttachment[] = [];
  for (const { name, type, path } of files) {
    const stored = await blobs.putStream(createReadStream(path));
    kept.push({ ...stored, type, name: truncate(singleLine(name), MESSAGE_LIMITS.fileName) });
  }
  return kept;
}

const openFiles = (
  blobs: BlobStore,
  files: readonly OutgoingAttachment[],
): Promise<readonly OutgoingFile[]> =>
  Promise.all(
    files.map(async ({ name, type, sha256 }) => ({ name, type, content: await blobs.open(sha256) })),
  );

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
