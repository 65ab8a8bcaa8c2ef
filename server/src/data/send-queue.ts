/** The queue of outgoing mail: who is due, claims, what came of an attempt. It sends nothing (invariant 4). */
import { addressHash } from '../domain/identity';
import { inTransaction, rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface QueuedEmail {
  readonly id: number;
  readonly caseId: number | null;
  readonly mailboxId: number | null;
  readonly sourceHash: string;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly from: string;
}

interface QueuedRow {
  readonly id: number;
  readonly sourceHash: string;
  readonly attempts: number | null;
  readonly createdAt: string;
  readonly envelope: { readonly from: string };
  readonly case: { readonly id: number } | null;
  readonly groupAccount: { readonly mailbox: { readonly id: number } | null } | null;
}

/** Mails that are due, oldest first, of accounts that are active. */
export async function queuedEmails(
  strapi: Strapi,
  now: Date,
  limit: number,
): Promise<readonly QueuedEmail[]> {
  const rows = await rowsOf<QueuedRow>(strapi, UIDS.email).findMany({
    select: ['id', 'sourceHash', 'attempts', 'createdAt', 'envelope'],
    where: {
      state: 'queued',
      $and: [
        { $or: [{ nextAttemptAt: { $null: true } }, { nextAttemptAt: { $lte: now } }] },
        // Mail of an inactive account waits; that of a deleted one is due, so that it can be said to have failed.
        { $or: [{ groupAccount: { id: { $null: true } } }, { groupAccount: { mailbox: { active: true } } }] },
      ],
    },
    populate: {
      case: { select: ['id'] },
      groupAccount: { select: ['id'], populate: { mailbox: { select: ['id'] } } },
    },
    orderBy: { id: 'asc' },
    limit,
  });
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case?.id ?? null,
    mailboxId: row.groupAccount?.mailbox?.id ?? null,
    sourceHash: row.sourceHash,
    attempts: row.attempts ?? 0,
    createdAt: toDate(row.createdAt) ?? new Date(0),
    from: row.envelope.from,
  }));
}

/** Takes a queued mail for sending; false when somebody else has taken it. Committed before anything is sent. */
export async function claimEmail(strapi: Strapi, email: QueuedEmail, claim: string): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.email).updateMany({
    where: { id: email.id, state: 'queued' },
    data: { state: 'sending', claim, attempts: email.attempts + 1 },
  });
  return count === 1;
}

/** Recipients that have neither taken nor refused the mail. */
export async function openRecipients(strapi: Strapi, emailId: number): Promise<readonly string[]> {
  const rows = await rowsOf<{ address: string }>(strapi, UIDS.delivery).findMany({
    select: ['address'],
    where: { email: emailId, state: { $in: ['pending', 'deferred'] } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ address }) => address);
}

export interface SendResult {
  readonly state: 'sent' | 'queued' | 'failed' | 'uncertain';
  readonly response: string;
  readonly nextAttemptAt: Date | null;
  readonly recipients: readonly {
    readonly address: string;
    readonly state: string;
    readonly response: string;
  }[];
}

/** Stores what came of an attempt, for the claim under which it was made. */
export async function storeSendResult(
  strapi: Strapi,
  email: QueuedEmail,
  claim: string,
  result: SendResult,
  now: Date,
): Promise<void> {
  await inTransaction(strapi, async () => {
    const { count } = await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: email.id, state: 'sending', claim },
      data: {
        state: result.state,
        response: result.response,
        nextAttemptAt: result.nextAttemptAt,
        ...(result.state === 'sent' ? { sentAt: now } : {}),
      },
    });
    if (count !== 1) return;
    for (const { address, state, response } of result.recipients) {
      await rowsOf(strapi, UIDS.delivery).updateMany({
        where: { email_id: email.id, addressHash: addressHash(address) },
        data: { state, response, at: now },
      });
    }
    if (email.caseId !== null) await markDeliveryProblem(strapi, email.caseId, result);
  });
}

/** A case shows that its newest answer did not get through, until one does. */
async function markDeliveryProblem(
  strapi: Strapi,
  caseId: number,
  { state, recipients }: SendResult,
): Promise<void> {
  if (state === 'queued') return;
  const deliveryProblem = state !== 'sent' || recipients.some((recipient) => recipient.state === 'refused');
  await rowsOf(strapi, UIDS.case).updateMany({ where: { id: caseId }, data: { deliveryProblem } });
}

/**
 * Mails that a process was sending when it died: whether the server has them cannot be known, so they are not sent again.
 * Only the holder of the `send` lease may call this.
 */
export async function markAbandonedUncertain(strapi: Strapi): Promise<number> {
  const abandoned = await rowsOf<{ id: number; case: { id: number } | null }>(strapi, UIDS.email).findMany({
    select: ['id'],
    where: { state: 'sending' },
    populate: { case: { select: ['id'] } },
  });
  if (abandoned.length === 0) return 0;
  await rowsOf(strapi, UIDS.email).updateMany({
    where: { id: { $in: abandoned.map(({ id }) => id) }, state: 'sending' },
    data: { state: 'uncertain', response: '' },
  });
  const cases = abandoned.flatMap((email) => (email.case === null ? [] : [email.case.id]));
  await rowsOf(strapi, UIDS.case).updateMany({
    where: { id: { $in: cases } },
    data: { deliveryProblem: true },
  });
  return abandoned.length;
}

/** Queues a failed or uncertain mail once more, for the recipients that have not taken it. False when it is neither. */
export async function requeue(strapi: Strapi, emailId: number): Promise<boolean> {
  return inTransaction(strapi, async () => {
    const { count } = await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: emailId, state: { $in: ['failed', 'uncertain'] } },
      data: { state: 'queued', attempts: 0, nextAttemptAt: null, response: '' },
    });
    if (count !== 1) return false;
    await rowsOf(strapi, UIDS.delivery).updateMany({
      where: { email_id: emailId, state: 'refused' },
      data: { state: 'pending', response: '' },
    });
    return true;
  });
}
