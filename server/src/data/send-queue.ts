/**
 * The queue of outgoing mail: who is due, claims, what came of an attempt (invariant 4). Mail of one account is one queue,
 * with one holder at a time; an account that is gone has the number NO_ACCOUNT. It sends nothing.
 */
import type { Knex } from 'knex';
import { addressHash } from '../domain/identity';
import { relayIds } from '../domain/relay-ids';
import { noteChanges, type ChangeNote } from './changes';
import { inTransaction, read, rowsOf, toDate, type Connection, type Strapi } from './database';
import { noteEvents, type EventNote } from './domain-events';
import { storeReferences } from './message-references';
import { dateEntries } from './inbox-entries';
import { requestAnswered } from './pending-flags';
import { UIDS } from './uids';

/** Stands for the mailbox of mail whose account was deleted: it can only be said to have failed. */
export const NO_ACCOUNT = 0;

export interface QueuedEmail {
  readonly id: number;
  readonly caseId: number | null;
  /** the mail that it answers */
  readonly answersId: number | null;
  readonly mailboxId: number;
  readonly sourceHash: string;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly from: string;
}

interface QueuedRow {
  readonly id: number;
  readonly sourceHash: string;
  readonly attempts: number | null;
  readonly createdAt: string;
  readonly queuedAt: string | null;
  readonly envelope: { readonly from: string };
  readonly case: { readonly id: number } | null;
  readonly answers: { readonly id: number } | null;
}

/**
 * Accounts that have something to send now, or left something unfinished: mail of an inactive account waits, that of a
 * deleted one is due, so that it can be said to have failed.
 */
export async function accountsToSend(strapi: Strapi, now: Date): Promise<readonly number[]> {
  const due: { mailboxId: number | null }[] = await read(strapi, (knex, table) =>
    withMailbox(knex, table)
      .where('email.state', 'queued')
      .andWhere((query) =>
        query.whereNull('email.next_attempt_at').orWhere('email.next_attempt_at', '<=', now),
      )
      .andWhere((query) => query.whereNull('mailbox.id').orWhere('mailbox.active', true))
      .distinct('mailbox.id as mailboxId'),
  );
  const begun = (await mailsBeingSent(strapi)).map(({ claim }) => accountOfClaim(claim));
  return [...new Set([...due.map(({ mailboxId }) => mailboxId ?? NO_ACCOUNT), ...begun])];
}

/** Mails with the mailbox of the account that sends them; no mailbox where the account is gone. */
export const withMailbox = (knex: Knex, table: Connection['table']): Knex.QueryBuilder =>
  knex(`${table(UIDS.email)} as email`)
    .leftJoin(`${table(UIDS.groupAccount)} as shared`, 'shared.id', 'email.group_account_id')
    .leftJoin(`${table(UIDS.personalAccount)} as own`, 'own.id', 'email.personal_account_id')
    .joinRaw('left join ?? as ?? on ?? = coalesce(??, ??)', [
      table(UIDS.mailbox),
      'mailbox',
      'mailbox.id',
      'shared.mailbox_id',
      'own.mailbox_id',
    ]);

/** Mails of one account that are due, oldest first. */
export async function queuedEmails(
  strapi: Strapi,
  mailboxId: number,
  now: Date,
  limit: number,
): Promise<readonly QueuedEmail[]> {
  const rows = await rowsOf<QueuedRow>(strapi, UIDS.email).findMany({
    select: ['id', 'sourceHash', 'attempts', 'createdAt', 'queuedAt', 'envelope'],
    where: {
      state: 'queued',
      $and: [
        { $or: [{ nextAttemptAt: { $null: true } }, { nextAttemptAt: { $lte: now } }] },
        ofAccount(mailboxId),
      ],
    },
    populate: { case: { select: ['id'] }, answers: { select: ['id'] } },
    orderBy: { id: 'asc' },
    limit,
  });
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case?.id ?? null,
    answersId: row.answers?.id ?? null,
    mailboxId,
    sourceHash: row.sourceHash,
    attempts: row.attempts ?? 0,
    queuedAt: toDate(row.queuedAt) ?? toDate(row.createdAt) ?? new Date(0),
    from: row.envelope.from,
  }));
}

const ofAccount = (mailboxId: number): object => {
  if (mailboxId === NO_ACCOUNT)
    return {
      groupAccount: { mailbox: { id: { $null: true } } },
      personalAccount: { mailbox: { id: { $null: true } } },
    };
  const mailbox = { id: mailboxId, active: true };
  return { $or: [{ groupAccount: { mailbox } }, { personalAccount: { mailbox } }] };
};

/**
 * Takes a queued mail for sending; false when somebody else has taken it. Committed before anything is sent.
 *
 * @param claim of `newClaim`
 */
export async function claimEmail(strapi: Strapi, email: QueuedEmail, claim: string): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.email).updateMany({
    where: { id: email.id, state: 'queued' },
    data: { state: 'sending', claim, attempts: email.attempts + 1 },
  });
  return count === 1;
}

/**
 * A claim names the account under whose lease it was made: when the account is deleted meanwhile, whoever sends for
 * deleted accounts must not take the mail for abandoned.
 */
export const newClaim = (mailboxId: number, unique: string): string => `${mailboxId}:${unique}`;
const accountOfClaim = (claim: string | null): number => Number.parseInt(claim ?? '', 10) || NO_ACCOUNT;

/** One recipient as it stands. */
export interface RecipientState {
  readonly address: string;
  readonly state: 'pending' | 'deferred' | 'accepted' | 'refused' | 'bounced';
  readonly response: string;
}

/** Every recipient of a mail; those `pending` and `deferred` are still to be asked. */
export async function recipientsOf(strapi: Strapi, emailId: number): Promise<readonly RecipientState[]> {
  const rows = await rowsOf<RecipientState>(strapi, UIDS.delivery).findMany({
    select: ['address', 'state', 'response'],
    where: { email: emailId },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ address, state, response }) => ({ address, state, response: response ?? '' }));
}

/** What is to become of the copy of a mail in the Sent folder; `skipped`: the provider files it. data/sent-copies goes on. */
export type SentCopyIntent = 'none' | 'skipped' | 'pending';

export interface SendResult {
  readonly state: 'sent' | 'queued' | 'failed' | 'uncertain';
  readonly response: string;
  readonly nextAttemptAt: Date | null;
  /** those about whom something was learnt */
  readonly recipients: readonly RecipientState[];
  /** of all recipients, in this attempt or before */
  readonly someAccepted: boolean;
  readonly someRefused: boolean;
}

/**
 * Stores what came of an attempt, for the claim under which it was made. That holds too when the mail was taken for
 * abandoned meanwhile: who made the attempt knows better.
 *
 * @param copy what is to become of the copy in the Sent folder when the mail is sent
 */
export async function storeSendResult(
  strapi: Strapi,
  email: QueuedEmail,
  claim: string,
  result: SendResult,
  copy: SentCopyIntent,
  now: Date,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    const { count } = await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: email.id, state: { $in: ['sending', 'uncertain'] }, claim },
      data: {
        state: result.state,
        response: result.response,
        nextAttemptAt: result.nextAttemptAt,
        sentCopy: copyAfter(result, copy),
        sentCopyTries: 0,
        sentCopyNextAt: null,
        sentCopyProblem: null,
        ...(result.state === 'sent' ? { sentAt: now } : {}),
      },
    });
    if (count !== 1) return;
    if (result.state === 'sent') await dateEntries(transaction, [email.id]);
    const known = [email.from, ...result.recipients.map(({ address }) => address)];
    if (result.someAccepted)
      await storeReferences(strapi, [
        { emailId: email.id, ids: relayIds(result.response, known), kind: 'alias' },
      ]);
    await storeRecipients(strapi, email.id, result.recipients, now);
    if (email.caseId !== null && result.state !== 'queued')
      await markDeliveryProblem(strapi, email.caseId, result.state !== 'sent' || result.someRefused);
    if (email.answersId !== null && result.recipients.some(({ state }) => state === 'accepted'))
      await requestAnswered(transaction, { mailboxId: email.mailboxId, emailId: email.answersId });
    await noteEvents(strapi, notesOf(email.id, result), now);
    await noteChanges(strapi, [mailChanged(email.id), ...caseChanged(email.caseId)]);
  });
}

const mailChanged = (id: number): ChangeNote => ({ kind: 'email', id });
const caseChanged = (id: number | null): readonly ChangeNote[] => (id === null ? [] : [{ kind: 'case', id }]);

/** Sent when somebody has it and nobody is left to ask; a recipient that a server refuses has not got it, as if it bounced. */
function notesOf(emailId: number, { state, recipients }: SendResult): readonly EventNote[] {
  if (state !== 'sent' && state !== 'failed') return [];
  const refused = recipients.filter((recipient) => recipient.state === 'refused').length;
  return [
    ...(state === 'sent' ? [{ name: 'mailroom.email.sent', emailId } as const] : []),
    ...(refused > 0 ? [{ name: 'mailroom.email.bounced', emailId, recipients: refused } as const] : []),
  ];
}

/**
 * Mail whose fate is unknown is looked for in the Sent folder, unless somebody has it already: then a copy there says
 * nothing of the others.
 */
function copyAfter({ state, someAccepted }: SendResult, copy: SentCopyIntent): SentCopyIntent {
  if (state === 'sent') return copy;
  return state === 'uncertain' && !someAccepted ? 'pending' : 'none';
}

/** Recipients with the same answer are written together. */
async function storeRecipients(
  strapi: Strapi,
  emailId: number,
  recipients: readonly RecipientState[],
  now: Date,
): Promise<void> {
  const groups = new Map<string, RecipientState[]>();
  for (const recipient of recipients) {
    const key = `${recipient.state} ${recipient.response}`;
    groups.set(key, [...(groups.get(key) ?? []), recipient]);
  }
  for (const group of groups.values()) {
    const [{ state, response }] = group as [RecipientState];
    await rowsOf(strapi, UIDS.delivery).updateMany({
      where: { email_id: emailId, addressHash: { $in: group.map(({ address }) => addressHash(address)) } },
      data: { state, response, at: now },
    });
  }
}

/** A case shows that its newest answer did not get through, until one does. Joins the caller's transaction. */
export async function markDeliveryProblem(
  strapi: Strapi,
  caseId: number,
  deliveryProblem: boolean,
): Promise<void> {
  await rowsOf(strapi, UIDS.case).updateMany({ where: { id: caseId }, data: { deliveryProblem } });
}

/** The server of an account cannot be used: what is due waits as well, instead of asking it again mail by mail. */
export async function postponeAccount(strapi: Strapi, mailboxId: number, until: Date): Promise<void> {
  for (;;) {
    const due = await queuedEmails(strapi, mailboxId, new Date(), POSTPONED_AT_ONCE);
    await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: { $in: due.map(({ id }) => id) }, state: 'queued' },
      data: { nextAttemptAt: until },
    });
    if (due.length < POSTPONED_AT_ONCE) return;
  }
}

/** The account can be used again: whatever of it waits for a next attempt is due now. */
export async function hastenAccount(strapi: Strapi, mailboxId: number): Promise<void> {
  for (;;) {
    const waiting = await rowsOf<{ readonly id: number }>(strapi, UIDS.email).findMany({
      select: ['id'],
      where: { state: 'queued', nextAttemptAt: { $notNull: true }, ...ofAccount(mailboxId) },
      limit: POSTPONED_AT_ONCE,
    });
    await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: { $in: waiting.map(({ id }) => id) }, state: 'queued' },
      data: { nextAttemptAt: null },
    });
    if (waiting.length < POSTPONED_AT_ONCE) return;
  }
}

const POSTPONED_AT_ONCE = 500;

interface BeingSent {
  readonly id: number;
  readonly claim: string | null;
  readonly case: { readonly id: number } | null;
}

const mailsBeingSent = (strapi: Strapi): Promise<BeingSent[]> =>
  rowsOf<BeingSent>(strapi, UIDS.email).findMany({
    select: ['id', 'claim'],
    where: { state: 'sending' },
    populate: { case: { select: ['id'] } },
  });

/**
 * Mails of one account that a process was sending when it died: whether the server has them cannot be known, so they are
 * not sent again. Only the holder of the account's lease may call this, before it sends.
 *
 * @returns their ids
 */
export async function markAbandonedUncertain(strapi: Strapi, mailboxId: number): Promise<readonly number[]> {
  const abandoned = (await mailsBeingSent(strapi)).filter(({ claim }) => accountOfClaim(claim) === mailboxId);
  const ids = abandoned.map(({ id }) => id);
  if (ids.length === 0) return [];
  await inTransaction(strapi, async () => {
    const partly = new Set(await partlyAccepted(strapi, ids));
    const mark = (chosen: readonly number[], sentCopy: SentCopyIntent) =>
      rowsOf(strapi, UIDS.email).updateMany({
        where: { id: { $in: chosen }, state: 'sending' },
        data: { state: 'uncertain', response: '', sentCopy, sentCopyTries: 0, sentCopyNextAt: null },
      });
    await mark(
      ids.filter((id) => partly.has(id)),
      'none',
    );
    await mark(
      ids.filter((id) => !partly.has(id)),
      'pending',
    );
    await rowsOf(strapi, UIDS.case).updateMany({
      where: { id: { $in: abandoned.flatMap((email) => (email.case === null ? [] : [email.case.id])) } },
      data: { deliveryProblem: true },
    });
    await noteChanges(
      strapi,
      abandoned.flatMap((email) => [mailChanged(email.id), ...caseChanged(email.case?.id ?? null)]),
    );
  });
  return ids;
}

/** Which of these mails some recipient has. */
async function partlyAccepted(strapi: Strapi, emailIds: readonly number[]): Promise<readonly number[]> {
  const rows = await rowsOf<{ email: { id: number } }>(strapi, UIDS.delivery).findMany({
    select: ['id'],
    where: { email: { $in: [...emailIds] }, state: 'accepted' },
    populate: { email: { select: ['id'] } },
  });
  return rows.map(({ email }) => email.id);
}

/** Queues a failed or uncertain mail once more, for the recipients that have not taken it. False when it is neither. */
export async function requeue(strapi: Strapi, emailId: number): Promise<boolean> {
  return inTransaction(strapi, async () => {
    const { count } = await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: emailId, state: { $in: ['failed', 'uncertain'] }, sourceHash: { $notNull: true } },
      data: {
        state: 'queued',
        attempts: 0,
        queuedAt: new Date(),
        nextAttemptAt: null,
        response: '',
        sentCopy: 'none',
      },
    });
    if (count !== 1) return false;
    await rowsOf(strapi, UIDS.delivery).updateMany({
      where: { email_id: emailId, state: 'refused' },
      data: { state: 'pending', response: '' },
    });
    await noteChanges(strapi, [mailChanged(emailId)]);
    return true;
  });
}
