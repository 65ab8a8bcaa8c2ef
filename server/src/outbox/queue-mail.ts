/**
 * Puts a finished mail into the outbox: bytes and Message-ID are fixed first, then everything that it means is stored in one
 * transaction. What it says is decided before (queue-reply, start-case, release-draft); it is sent afterwards, by the
 * `send` task.
 */
import { randomBytes } from 'node:crypto';
import { openCaseByHand, takeCaseNumber } from '../cases/open-by-hand';
import type { GroupAccount } from '../data/accounts';
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import type { EmailRecord } from '../data/emails';
import { DataError } from '../data/errors';
import { lockCases } from '../data/intake-reads';
import { findByIdempotencyKey, insertOutgoing, type OutgoingAttachment } from '../data/outbox';
import { addLink, linkLikeCase } from '../data/record-links';
import { domainOf } from '../domain/addresses';
import type { CaseStatus } from '../domain/case-state';
import { hashOf } from '../domain/identity';
import type { Address } from '../domain/message';
import type { LinkDraft } from '../domain/record';
import type { Reason } from '../domain/reason';
import { replyAddress, signedMessageId, type TokenKeys } from '../domain/reply-token';
import { withCaseNumber } from '../domain/subject';
import { referencesForReply } from '../domain/threading';
import { followCase } from '../people/case-news';
import type { BlobStore } from '../platform/blob-store';
import { tokenKeysOf } from '../platform/token-keys';
import type { MailBody } from './mail-body';
import { keepSource, senderOf } from './outgoing-mail';
import { fromOf, referenceTo, type SendingAccount } from './sending-account';

/** Where a mail belongs. */
export type MailPlace =
  | {
      readonly kind: 'case';
      readonly record: CaseRecord;
      /** its group account, to which answers come back; null: it has none */
      readonly account: GroupAccount | null;
      /** what the case becomes; null: it stays */
      readonly status: CaseStatus | null;
    }
  | {
      readonly kind: 'new-case';
      readonly account: GroupAccount;
      /** false: given to whom the account distributes it to */
      readonly assignToAuthor: boolean;
      /** where it was written from; null: from no record */
      readonly link: LinkDraft | null;
    }
  | { readonly kind: 'no-case'; readonly link: LinkDraft | null };

export interface MailToQueue {
  /** null: an app, which has no user */
  readonly authorId: number | null;
  /** said in the stream; null: its author says all */
  readonly because?: Reason | null;
  readonly sending: SendingAccount;
  readonly place: MailPlace;
  /** the mail that it answers; null: it begins a conversation */
  readonly answered: EmailRecord | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly body: MailBody;
  readonly files: readonly OutgoingAttachment[];
  /** of one mail; the second one with it is the first */
  readonly idempotencyKey: string;
}

export interface QueuedMail {
  readonly emailId: number;
  readonly caseId: number | null;
  readonly authorId: number | null;
}

/**
 * @param permit runs in the transaction, when the case is locked and nothing is stored yet; what it throws ends everything
 * @returns the mail that is queued; the first one when the same is handed in again
 */
export async function queueMail(
  strapi: Strapi,
  blobs: BlobStore,
  mail: MailToQueue,
  permit: (transaction: Transaction) => Promise<void> = () => Promise.resolve(),
): Promise<QueuedMail> {
  const { idempotencyKey } = mail;
  const earlier = await earlierMail(strapi, idempotencyKey);
  if (earlier !== null) return earlier;
  const composed = await compose(strapi, blobs, mail);
  try {
    return await inTransaction(strapi, async (transaction) => {
      if (mail.place.kind === 'case') await lockCases(transaction, [mail.place.record.id]);
      await permit(transaction);
      return store(strapi, transaction, mail, composed);
    });
  } catch (error) {
    // Two requests with one key at the same moment: the other was first.
    const first =
      error instanceof DataError && error.kind === 'conflict'
        ? await earlierMail(strapi, idempotencyKey)
        : null;
    if (first === null) throw error;
    return first;
  }
}

/** The mail that was handed in under this key; null: none. */
export async function earlierMail(strapi: Strapi, idempotencyKey: string): Promise<QueuedMail | null> {
  const found = await findByIdempotencyKey(strapi, idempotencyKey);
  return found === null ? null : { emailId: found.id, caseId: found.caseId, authorId: found.authorId };
}

interface Composed {
  /** of the case that is opened; 0 when none is */
  readonly number: number;
  readonly headers: ReturnType<typeof headersOf>;
  readonly sourceHash: string;
  readonly size: number;
}

/** The bytes, kept before anything is stored of the mail: each attempt sends these. */
async function compose(strapi: Strapi, blobs: BlobStore, mail: MailToQueue): Promise<Composed> {
  const number = mail.place.kind === 'new-case' ? await takeCaseNumber(strapi) : 0;
  const headers = headersOf(mail, number, tokenKeysOf(strapi));
  const { text, sentHtml } = mail.body;
  const message = { ...headers, text, ...(sentHtml === undefined ? {} : { sentHtml }) };
  return { number, headers, ...(await keepSource(blobs, message, mail.files)) };
}

/**
 * Headers by which what comes back finds its case: the signed Message-ID, and the group account's address as Reply-To
 * whoever sends (EspoCRM says so and does not, S9), where the account wants them with a token and the case's number.
 */
function headersOf(mail: MailToQueue, newNumber: number, keys: TokenKeys) {
  const { sending, place, answered, to, cc, bcc } = mail;
  const from = fromOf(sending);
  const account = place.kind === 'no-case' ? null : place.account;
  const caseNumber = place.kind === 'case' ? place.record.number : newNumber;
  const scope = { kind: 'case', caseNumber } as const;
  const ofCase = place.kind !== 'no-case';
  const random = randomBytes(20).toString('hex');
  return {
    // Without a case there is nothing to sign for: an answer is known by the id itself.
    messageId: signedMessageId(ofCase ? keys : [], scope, random, domainOf(from.address)),
    date: new Date(),
    from,
    replyTo: [account === null ? from : answersTo(account, keys, scope)],
    to,
    cc,
    bcc,
    subject:
      account === null
        ? mail.subject
        : withCaseNumber(mail.subject, account.threading.subjectTag, caseNumber),
    inReplyTo: answered?.messageId ?? null,
    references: answered === null ? [] : referencesForReply(answered),
  };
}

function answersTo(
  account: GroupAccount,
  keys: TokenKeys,
  scope: { readonly kind: 'case'; readonly caseNumber: number },
): Address {
  const address = senderOf(account);
  return account.threading.plusAddressing
    ? { ...address, address: replyAddress(keys, scope, address.address) }
    : address;
}

async function store(
  strapi: Strapi,
  transaction: Transaction,
  mail: MailToQueue,
  composed: Composed,
): Promise<QueuedMail> {
  const { place, authorId, body, answered, because = null } = mail;
  const { headers, sourceHash, size } = composed;
  const caseId =
    place.kind === 'case'
      ? place.record.id
      : place.kind === 'new-case'
        ? (await openFor(strapi, transaction, mail, place, composed)).id
        : null;
  const { date: at, ...fields } = headers;
  const emailId = await insertOutgoing(strapi, transaction, {
    ...fields,
    at,
    sourceHash,
    size,
    caseId,
    authorId,
    text: body.text,
    html: body.html,
    snippet: body.snippet,
    sender: referenceTo(mail.sending),
    attachments: mail.files,
    idempotencyKey: mail.idempotencyKey,
    answersId: answered?.id ?? null,
    threadHash: answered?.threadHash ?? hashOf('thread', headers.messageId),
  });
  if (caseId !== null) await linkLikeCase(strapi, emailId, caseId);
  if (place.kind === 'case') await noteSent(strapi, transaction, mail, place, { id: emailId, at });
  else if (caseId !== null)
    await addCaseEvents(strapi, [
      { caseId, kind: 'email-sent', actorId: authorId, reason: because, emailId, at },
    ]);
  else if (place.kind === 'no-case' && place.link !== null)
    await addLink(strapi, { email: emailId }, place.link, authorId);
  return { emailId, caseId, authorId };
}

const openFor = (
  strapi: Strapi,
  transaction: Transaction,
  mail: MailToQueue,
  place: Extract<MailPlace, { kind: 'new-case' }>,
  { number, headers }: Composed,
): Promise<CaseRecord> =>
  openCaseByHand(strapi, transaction, {
    number,
    subject: mail.subject,
    snippet: mail.body.snippet,
    hasAttachments: hasFiles(mail),
    account: place.account,
    actorId: mail.authorId,
    because: mail.because ?? null,
    assignToActor: place.assignToAuthor,
    recipients: [...mail.to, ...mail.cc],
    record: place.link,
    at: headers.date,
  });

const hasFiles = ({ files }: MailToQueue): boolean => files.some(({ inline }) => !inline);

/** What an answer means for its case: its stream, its state, and that its author follows it (EspoCRM N1). */
async function noteSent(
  strapi: Strapi,
  transaction: Transaction,
  mail: MailToQueue,
  place: Extract<MailPlace, { kind: 'case' }>,
  { id, at }: { readonly id: number; readonly at: Date },
): Promise<void> {
  const { authorId, body, because = null } = mail;
  const current = await findCase(strapi, { id: place.record.id });
  if (current === null) return;
  const base = { caseId: current.id, actorId: authorId, at };
  const events: NewCaseEvent[] = [{ ...base, kind: 'email-sent', reason: because, emailId: id }];
  const status = place.status === null || place.status === current.status ? null : place.status;
  if (status !== null)
    events.push({
      ...base,
      kind: 'status-changed',
      details: { from: current.status, to: status },
      reason: because ?? { code: 'status.answered', params: {} },
    });
  await updateCase(strapi, current.id, {
    now: at,
    lastActivityAt: at,
    snippet: body.snippet,
    emailCount: current.emailCount + 1,
    hasAttachments: current.hasAttachments || hasFiles(mail),
    ...(current.firstResponseAt === null ? { firstResponseAt: at } : {}),
    ...(status === null ? {} : { status }),
  });
  await addCaseEvents(strapi, events);
  await followCase(strapi, transaction, current, authorId);
}
