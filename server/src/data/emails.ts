/** Mails for reading: whole ones for the stream, rows for lists. Nothing here loads a body where a row will do. */
import type { Knex } from 'knex';
import type { Authentication, MailWarning } from '../domain/authentication';
import type { Classification } from '../domain/classification';
import type { Address } from '../domain/message';
import type { Reason } from '../domain/reason';
import type { Invitation } from '../domain/invitation';
import type { Report } from '../domain/report';
import { partsIn, type RemovablePart } from '../domain/retention';
import type { Fold, ForwardedMail } from '../domain/visible-part';
import { noteChanges } from './changes';
import { read, readInChunks, rowsOf, toDate, type Strapi } from './database';
import { plainRows } from './plain-rows';
import { UIDS } from './uids';

export interface AttachmentRecord {
  readonly documentId: string;
  readonly emailId: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** null: the file is still on the mail server */
  readonly sha256: string | null;
  /** body part on the server, of a file that was left there */
  readonly part: string | null;
  readonly contentId: string | null;
  readonly inline: boolean;
}

/** Whether the file is here or on the mail server: not one that was deleted. */
export const isKept = ({ sha256, part }: Pick<AttachmentRecord, 'sha256' | 'part'>): boolean =>
  sha256 !== null || part !== null;

/** Parts of a mail that were deleted, while the mail itself was kept. */
export interface RemovedParts {
  readonly parts: readonly RemovablePart[];
  readonly at: Date;
  /** the account by whose rule; null: a person was anonymised */
  readonly by: string | null;
}

export interface EmailRecord {
  readonly id: number;
  readonly documentId: string;
  readonly direction: 'in' | 'out';
  readonly state: string;
  readonly messageId: string | null;
  readonly references: readonly string[];
  /** key of its conversation; null for mail stored before there were any */
  readonly threadHash: string | null;
  /** among ourselves: no customer sees it */
  readonly internal: boolean;
  /** a case that it may belong to, although nothing proves it */
  readonly suggestion: { readonly caseId: number; readonly reason: Reason } | null;
  readonly from: Address;
  /** the domain that it came through, see domain/via; null: none, or not known */
  readonly via: string | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  /** of incoming mail: the automatic answer that it got, or why it got none; null: the account answers nothing */
  readonly autoReply: Reason | null;
  /** of outgoing mail: written by Mailroom, not by a person */
  readonly automatic: boolean;
  readonly subject: string;
  readonly text: string;
  /** null: never looked for, as in mail that was written here */
  readonly folds: readonly Fold[] | null;
  readonly forwarded: ForwardedMail | null;
  readonly html: string | null;
  readonly snippet: string;
  readonly classification: Classification;
  readonly classificationSignals: readonly string[];
  readonly authentication: Authentication | null;
  readonly warnings: readonly MailWarning[];
  readonly report: Report | null;
  readonly invitation: Invitation | null;
  /** as the mail says; verified by nobody */
  readonly signed: 'pgp' | 'smime' | null;
  readonly encrypted: 'pgp' | 'smime' | null;
  readonly sentAt: Date;
  readonly reason: Reason | null;
  readonly caseId: number | null;
  readonly groupAccountId: number | null;
  readonly personalAccountId: number | null;
  readonly sourceHash: string | null;
  readonly sourcePlace: string | null;
  /** what was deleted of it since it came; null: nothing */
  readonly removed: RemovedParts | null;
  /** larger than the limit: what is kept as source are its headers, and its files are fetched on demand */
  readonly incomplete: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly response: string;
  readonly sentCopy: 'none' | 'pending' | 'stored' | 'skipped' | 'failed';
  /** the server's words when the copy in the Sent folder could not be stored */
  readonly sentCopyProblem: string;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly direction: 'in' | 'out';
  readonly state: string;
  readonly messageId: string | null;
  readonly references: readonly string[] | null;
  readonly threadHash: string | null;
  readonly internal: boolean | null;
  readonly suggestedCase?: { readonly id: number } | null;
  readonly suggestionReason: Reason['code'] | null;
  readonly suggestionReasonParams: Reason['params'] | null;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
  readonly via: string | null;
  readonly replyTo: readonly Address[] | null;
  readonly to: readonly Address[] | null;
  readonly cc: readonly Address[] | null;
  readonly bcc: readonly Address[] | null;
  readonly autoReplyReason: Reason['code'] | null;
  readonly autoReplyReasonParams: Reason['params'] | null;
  readonly automatic: boolean | null;
  readonly subject: string | null;
  readonly text: string | null;
  readonly folds: readonly Fold[] | null;
  readonly forwarded: ForwardedMail | null;
  readonly html: string | null;
  readonly snippet: string | null;
  readonly classification: Classification;
  readonly classificationSignals: readonly string[] | null;
  readonly authentication: Authentication | null;
  readonly warnings: readonly MailWarning[] | null;
  readonly report: Report | null;
  readonly invitation: Invitation | null;
  readonly signed: 'pgp' | 'smime' | null;
  readonly encrypted: 'pgp' | 'smime' | null;
  readonly sentAt: string | null;
  readonly reason: Reason['code'] | null;
  readonly reasonParams: Reason['params'] | null;
  readonly case?: { readonly id: number } | null;
  readonly groupAccount?: { readonly id: number } | null;
  readonly personalAccount?: { readonly id: number } | null;
  readonly sourceHash: string | null;
  readonly sourcePlace: string | null;
  readonly removedParts: number | null;
  readonly removedAt: string | null;
  readonly removedBy: string | null;
  readonly incomplete: boolean | null;
  readonly attempts: number | null;
  readonly nextAttemptAt: string | null;
  readonly response: string | null;
  readonly sentCopy: EmailRecord['sentCopy'] | null;
  readonly sentCopyProblem: string | null;
}

const RELATIONS = ['case', 'suggestedCase', 'groupAccount', 'personalAccount'] as const;
const POPULATE = Object.fromEntries(RELATIONS.map((relation) => [relation, { select: ['id'] }]));

function emailFromRow(row: Row): EmailRecord {
  return {
    ...row,
    references: row.references ?? [],
    internal: row.internal === true,
    suggestion: suggestionFromRow(row),
    from: { name: row.fromName ?? '', address: row.fromAddress ?? '' },
    via: row.via ?? null,
    replyTo: row.replyTo ?? [],
    to: row.to ?? [],
    cc: row.cc ?? [],
    bcc: row.bcc ?? [],
    autoReply:
      row.autoReplyReason === null
        ? null
        : { code: row.autoReplyReason, params: row.autoReplyReasonParams ?? {} },
    automatic: row.automatic === true,
    subject: row.subject ?? '',
    text: row.text ?? '',
    snippet: row.snippet ?? '',
    classificationSignals: row.classificationSignals ?? [],
    authentication: row.authentication ?? null,
    warnings: row.warnings ?? [],
    report: row.report ?? null,
    invitation: row.invitation ?? null,
    signed: row.signed ?? null,
    encrypted: row.encrypted ?? null,
    sentAt: toDate(row.sentAt) ?? new Date(0),
    reason: row.reason === null ? null : { code: row.reason, params: row.reasonParams ?? {} },
    caseId: row.case?.id ?? null,
    groupAccountId: row.groupAccount?.id ?? null,
    personalAccountId: row.personalAccount?.id ?? null,
    removed: removedFromRow(row),
    incomplete: row.incomplete === true,
    attempts: row.attempts ?? 0,
    nextAttemptAt: toDate(row.nextAttemptAt),
    response: row.response ?? '',
    sentCopy: row.sentCopy ?? 'none',
    sentCopyProblem: row.sentCopyProblem ?? '',
  };
}

function removedFromRow({ removedParts, removedAt, removedBy }: Row): RemovedParts | null {
  if (removedParts === null || removedParts === undefined) return null;
  return {
    parts: partsIn(removedParts),
    at: toDate(removedAt) ?? new Date(0),
    by: removedBy === '' ? null : removedBy,
  };
}

function suggestionFromRow(row: Row): EmailRecord['suggestion'] {
  const { suggestedCase, suggestionReason: code, suggestionReasonParams: params } = row;
  if (suggestedCase === null || suggestedCase === undefined || code === null) return null;
  return { caseId: suggestedCase.id, reason: { code, params: params ?? {} } };
}

export async function findEmail(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<EmailRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.email).findOne({ where, populate: POPULATE });
  return row === null ? null : emailFromRow(row);
}

/** A mail without what it says, which may be large. */
export type EmailHead = Omit<EmailRecord, 'text' | 'folds' | 'html'>;

/** All columns of a `Row` but those of the body, and what is filled in from relations. */
const HEAD_COLUMNS: readonly (keyof Row)[] = [
  ...(['id', 'documentId', 'direction', 'state', 'messageId', 'references', 'threadHash'] as const),
  ...(['internal', 'suggestionReason', 'suggestionReasonParams', 'fromName', 'fromAddress', 'via'] as const),
  ...(['replyTo', 'to', 'cc', 'bcc', 'autoReplyReason', 'autoReplyReasonParams', 'automatic'] as const),
  ...(['subject', 'forwarded', 'snippet', 'classification', 'classificationSignals'] as const),
  ...(['authentication', 'warnings', 'report', 'invitation', 'signed', 'encrypted', 'sentAt'] as const),
  ...(['reason', 'reasonParams', 'sourceHash', 'sourcePlace', 'incomplete', 'attempts'] as const),
  ...(['removedParts', 'removedAt', 'removedBy'] as const),
  ...(['nextAttemptAt', 'response', 'sentCopy', 'sentCopyProblem'] as const),
];

/** Mails by id, without their bodies. */
export async function findEmailHeads(strapi: Strapi, ids: readonly number[]): Promise<readonly EmailHead[]> {
  const rows = await readInChunks<number, Row>(ids, (chunk) =>
    plainRows<Row>(strapi, UIDS.email, [...HEAD_COLUMNS, ...RELATIONS], (mails) =>
      mails.whereIn('plain.id', chunk),
    ),
  );
  return rows.map(emailFromRow);
}

/** Whole mails by id. */
export async function findEmails(strapi: Strapi, ids: readonly number[]): Promise<readonly EmailRecord[]> {
  if (ids.length === 0) return [];
  const rows = await rowsOf<Row>(strapi, UIDS.email).findMany({
    where: { id: { $in: [...ids] } },
    populate: POPULATE,
  });
  return rows.map(emailFromRow);
}

/**
 * The mail that an answer to a case answers: the newest that came in and was not automatic; else the newest that we
 * sent, as in a case that begins with our own; else the newest of all.
 */
export async function mailToAnswer(strapi: Strapi, caseId: number): Promise<EmailRecord | null> {
  const id = await idToAnswer(strapi, caseId);
  return id === null ? null : ((await findEmails(strapi, [id]))[0] ?? null);
}

/** The same without its body, for who only wants to know whom an answer goes to. */
export async function headToAnswer(strapi: Strapi, caseId: number): Promise<EmailHead | null> {
  const id = await idToAnswer(strapi, caseId);
  return id === null ? null : ((await findEmailHeads(strapi, [id]))[0] ?? null);
}

/** Found first and loaded then: the query engine sorts all mails of the case with what they say. */
async function idToAnswer(strapi: Strapi, caseId: number): Promise<number | null> {
  const newest = async (narrow: (mails: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<number | null> => {
    const [row]: { readonly id: number }[] = await read(strapi, (knex, table) =>
      narrow(knex(table(UIDS.email)).where('case_id', caseId))
        .andWhere((own) => own.where('internal', false).orWhereNull('internal'))
        .orderBy('id', 'desc')
        .limit(1)
        .select('id'),
    );
    return row?.id ?? null;
  };
  return (
    (await newest((mails) =>
      mails.where('direction', 'in').whereNotIn('classification', [...WRITTEN_BY_MACHINES]),
    )) ??
    (await newest((mails) => mails.where('direction', 'out'))) ??
    (await newest((mails) => mails.where('direction', 'in')))
  );
}

const WRITTEN_BY_MACHINES = ['auto-reply', 'bounce', 'delivery-notice', 'receipt', 'complaint'] as const;

type AttachmentRow = Omit<AttachmentRecord, 'emailId'> & { readonly email: { readonly id: number } };
const ATTACHMENT_COLUMNS = [
  ...(['documentId', 'email', 'name', 'type', 'size', 'sha256', 'part', 'contentId', 'inline'] as const),
];

/** Files of these mails, each mail's in its order. */
export async function attachmentsOf(
  strapi: Strapi,
  emailIds: readonly number[],
): Promise<readonly AttachmentRecord[]> {
  const rows = await readInChunks(emailIds, (chunk) =>
    plainRows<AttachmentRow>(strapi, UIDS.attachment, ATTACHMENT_COLUMNS, (attachments) =>
      attachments.whereIn('plain.email_id', chunk).orderBy(['plain.position', 'plain.id']),
    ),
  );
  return rows.map(({ email, ...rest }) => ({ ...rest, emailId: email.id, inline: rest.inline === true }));
}

export async function findAttachment(strapi: Strapi, documentId: string): Promise<AttachmentRecord | null> {
  const row = await rowsOf<Omit<AttachmentRecord, 'emailId'> & { email: { id: number } | null }>(
    strapi,
    UIDS.attachment,
  ).findOne({
    where: { documentId },
    populate: { email: { select: ['id'] } },
  });
  return row === null || row.email === null ? null : { ...row, emailId: row.email.id };
}

export async function markEmailRead(strapi: Strapi, emailId: number, userId: number): Promise<void> {
  const { count } = await rowsOf(strapi, UIDS.inboxEntry).updateMany({
    where: { user_id: userId, email_id: emailId, unread: true },
    data: { unread: false },
  });
  if (count > 0) await noteChanges(strapi, [{ kind: 'lists', userId }]);
}

/** A stored mail in a few words, without its text. */
export interface EmailName {
  /** documentId */
  readonly id: string;
  readonly messageId: string | null;
  readonly subject: string;
  readonly from: Address;
  readonly case: { readonly id: string; readonly number: number } | null;
}

/** In the order in which they were stored. */
export async function namesOfEmails(strapi: Strapi, ids: readonly number[]): Promise<readonly EmailName[]> {
  const rows = await readInChunks(ids, (chunk) =>
    rowsOf<{
      readonly documentId: string;
      readonly messageId: string | null;
      readonly subject: string | null;
      readonly fromName: string | null;
      readonly fromAddress: string | null;
      readonly case: { readonly documentId: string; readonly number: number } | null;
    }>(strapi, UIDS.email).findMany({
      select: ['documentId', 'messageId', 'subject', 'fromName', 'fromAddress'],
      where: { id: { $in: chunk } },
      populate: { case: { select: ['documentId', 'number'] } },
      orderBy: { id: 'asc' },
    }),
  );
  return rows.map(({ documentId, messageId, subject, fromName, fromAddress, case: record }) => ({
    id: documentId,
    messageId,
    subject: subject ?? '',
    from: { name: fromName ?? '', address: fromAddress ?? '' },
    case: record === null ? null : { id: record.documentId, number: record.number },
  }));
}
