/**
 * Outgoing mails for which the Sent folder is to be looked at: sent ones whose copy is to be there, and ones whose fate is
 * unknown, which the provider may have filed itself. It has its own state and schedule, apart from sending.
 */
import { noteChanges } from './changes';
import { inTransaction, read, rowsOf, toDate, type Strapi } from './database';
import { noteEvents } from './domain-events';
import { requestAnswered } from './pending-flags';
import { markDeliveryProblem, withMailbox } from './send-queue';
import { UIDS } from './uids';

export interface PendingCopy {
  readonly id: number;
  /** `uncertain`: it is looked for, and never stored */
  readonly state: 'sent' | 'uncertain';
  readonly messageId: string;
  readonly sourceHash: string;
  readonly sentAt: Date;
  readonly tries: number;
  readonly caseId: number | null;
  readonly answersId: number | null;
}

const STATES = ['sent', 'uncertain'] as const;

/** Mailboxes whose Sent folder is to be looked at now; those that wait for a person are left alone. */
export async function mailboxesWithCopies(strapi: Strapi, now: Date): Promise<readonly number[]> {
  const rows: { id: number }[] = await read(strapi, (knex, table) =>
    withMailbox(knex, table)
      .where('email.sent_copy', 'pending')
      .whereIn('email.state', [...STATES])
      .andWhere((query) =>
        query.whereNull('email.sent_copy_next_at').orWhere('email.sent_copy_next_at', '<=', now),
      )
      .where('mailbox.active', true)
      .whereNotIn('mailbox.state', ['needs-attention', 'needs-authorization'])
      .distinct('mailbox.id as id'),
  );
  return rows.map(({ id }) => id);
}

interface Row {
  readonly id: number;
  readonly state: PendingCopy['state'];
  readonly messageId: string;
  readonly sourceHash: string;
  readonly sentAt: string | null;
  readonly sentCopyTries: number | null;
  readonly case: { readonly id: number } | null;
  readonly answers: { readonly id: number } | null;
}

/** What is to be done in one mailbox's Sent folder now, oldest first. */
export async function pendingCopies(
  strapi: Strapi,
  mailboxId: number,
  now: Date,
  limit: number,
): Promise<readonly PendingCopy[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.email).findMany({
    select: ['id', 'state', 'messageId', 'sourceHash', 'sentAt', 'sentCopyTries'],
    where: {
      sentCopy: 'pending',
      state: { $in: [...STATES] },
      $and: [
        { $or: [{ groupAccount: { mailbox: mailboxId } }, { personalAccount: { mailbox: mailboxId } }] },
        { $or: [{ sentCopyNextAt: { $null: true } }, { sentCopyNextAt: { $lte: now } }] },
      ],
    },
    populate: { case: { select: ['id'] }, answers: { select: ['id'] } },
    orderBy: { id: 'asc' },
    limit,
  });
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    messageId: row.messageId,
    sourceHash: row.sourceHash,
    sentAt: toDate(row.sentAt) ?? now,
    tries: row.sentCopyTries ?? 0,
    caseId: row.case?.id ?? null,
    answersId: row.answers?.id ?? null,
  }));
}

export type CopyState =
  | { readonly kind: 'stored' | 'none' }
  /** it is tried again at that time */
  | { readonly kind: 'pending'; readonly nextAt: Date; readonly problem: string }
  /** it is given up */
  | { readonly kind: 'failed'; readonly problem: string };

/** Notes one try, unless the mail has been put back into the queue meanwhile. */
export async function storeCopyState(strapi: Strapi, copy: PendingCopy, state: CopyState): Promise<void> {
  await rowsOf(strapi, UIDS.email).updateMany({
    where: { id: copy.id, state: copy.state, sentCopy: 'pending' },
    data: {
      sentCopy: state.kind,
      sentCopyTries: copy.tries + 1,
      sentCopyNextAt: state.kind === 'pending' ? state.nextAt : null,
      sentCopyProblem: state.kind === 'pending' || state.kind === 'failed' ? state.problem : null,
    },
  });
}

/**
 * A mail whose fate was unknown lies in the Sent folder, where only its server can have put it: it was sent.
 *
 * @param folder where it was found, stored as the reason
 */
export async function confirmSent(
  strapi: Strapi,
  copy: PendingCopy,
  mailboxId: number,
  folder: string,
  now: Date,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    const { count } = await rowsOf(strapi, UIDS.email).updateMany({
      where: { id: copy.id, state: 'uncertain', sentCopy: 'pending' },
      data: {
        state: 'sent',
        sentCopy: 'stored',
        sentCopyNextAt: null,
        reason: 'sent.found-in-folder',
        reasonParams: { folder },
      },
    });
    if (count !== 1) return;
    await rowsOf(strapi, UIDS.delivery).updateMany({
      where: { email_id: copy.id, state: { $in: ['pending', 'deferred'] } },
      data: { state: 'accepted', response: '', at: now },
    });
    const refused = await rowsOf(strapi, UIDS.delivery).count({
      where: { email: copy.id, state: 'refused' },
    });
    if (copy.caseId !== null) await markDeliveryProblem(strapi, copy.caseId, refused > 0);
    if (copy.answersId !== null) await requestAnswered(transaction, { mailboxId, emailId: copy.answersId });
    await noteEvents(strapi, [{ name: 'mailroom.email.sent', emailId: copy.id }], now);
    await noteChanges(strapi, [
      { kind: 'email', id: copy.id },
      ...(copy.caseId === null ? [] : [{ kind: 'case', id: copy.caseId } as const]),
    ]);
  });
}
