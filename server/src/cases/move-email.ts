/**
 * An agent moves a mail to the case it belongs to. Nothing is lost by it: moving it back undoes it, and an emptied case keeps its
 * number as a duplicate.
 */
import { fillInboxes } from '../data/awaiting-cases';
import { isOpen, statusAfterCustomerMail, type CaseStatus } from '../domain/case-state';
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { findEmail, type EmailRecord } from '../data/emails';
import type { Reason } from '../domain/reason';
import { lockCases } from '../data/intake-reads';
import { mergedEnds } from '../data/merged-cases';
import { countsOfCase, hasStreamEntry, setCaseOfEmails, storeCounts } from '../data/move-email';
import { carryHold } from './hold-case';

interface Move {
  readonly email: EmailRecord;
  readonly from: CaseRecord | null;
  readonly to: CaseRecord;
  /** null: the app's own code */
  readonly actorId: number | null;
  /** said of each entry; null: who did it says all */
  readonly because: Reason | null;
  readonly now: Date;
}

/** Moves a mail, of another case or of none; does nothing when it is there already, or when either is gone. */
export async function moveEmail(
  strapi: Strapi,
  emailId: number,
  targetCaseId: number,
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    const before = await findEmail(strapi, { id: emailId });
    // What was merged is worked on elsewhere.
    const endId = (await mergedEnds(transaction, [targetCaseId])).get(targetCaseId) ?? targetCaseId;
    await lockCases(transaction, [endId, ...(before?.caseId == null ? [] : [before.caseId])]);
    const email = await findEmail(strapi, { id: emailId });
    const to = await findCase(strapi, { id: endId });
    if (
      email === null ||
      to === null ||
      to.mergedIntoId !== null ||
      email.caseId === to.id ||
      email.caseId !== before?.caseId
    )
      return;
    const from = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
    await move(strapi, transaction, { email, from, to, actorId, because, now: new Date() });
  });
}

async function move(strapi: Strapi, transaction: Transaction, moving: Move): Promise<void> {
  const { email, from, to, actorId } = moving;
  const events: NewCaseEvent[] = [];
  if (!(await hasStreamEntry(transaction, email.id)))
    events.push({
      caseId: to.id,
      kind: email.direction === 'out' ? 'email-sent' : 'email-received',
      actorId: null,
      emailId: email.id,
      at: email.sentAt,
    });
  await setCaseOfEmails(transaction, [email.id], to.id);
  events.push(...(await arrived(strapi, transaction, moving)));
  if (from !== null) events.push(...(await left(strapi, transaction, moving, from)));
  events.push(...(await carryHold(strapi, from, to, moving)));
  await addCaseEvents(strapi, events);
  if (to.assigneeId !== null && to.assigneeId !== actorId)
    await fillInboxes(transaction, [{ caseId: to.id, userId: to.assigneeId }]);
}

const moved = ({ from, to, actorId, because, now }: Move, caseId: number): NewCaseEvent => ({
  caseId,
  kind: 'email-moved',
  actorId,
  reason: because,
  details: { from: from?.number ?? null, to: to.number },
  at: now,
});

const restated = ({ actorId, because, now }: Move, of: CaseRecord, to: CaseStatus): NewCaseEvent => ({
  caseId: of.id,
  kind: 'status-changed',
  actorId,
  reason: because,
  details: { from: of.status, to },
  at: now,
});

/** A case that was emptied by a move and gets mail again is worked on again; a customer's mail opens it as it would have by itself. */
async function arrived(strapi: Strapi, transaction: Transaction, moving: Move): Promise<NewCaseEvent[]> {
  const { email, to, now } = moving;
  const wasEmpty = to.emailCount === 0 && to.status === 'duplicate';
  const hasAssignee = to.assigneeId !== null;
  const status =
    wasEmpty || email.direction === 'in'
      ? statusAfterCustomerMail(wasEmpty ? 'closed' : to.status, hasAssignee)
      : to.status;
  await storeCounts(strapi, to.id, await countsOfCase(transaction, to.id));
  if (status === to.status) return [moved(moving, to.id)];
  await updateCase(strapi, to.id, { status, now });
  return [moved(moving, to.id), restated(moving, to, status)];
}

/** A case without any mail is the duplicate of the one its mail went to. */
async function left(
  strapi: Strapi,
  transaction: Transaction,
  moving: Move,
  from: CaseRecord,
): Promise<NewCaseEvent[]> {
  const counts = await countsOfCase(transaction, from.id);
  await storeCounts(strapi, from.id, counts);
  if (counts.emailCount > 0 || !isOpen(from.status)) return [moved(moving, from.id)];
  await updateCase(strapi, from.id, { status: 'duplicate', now: moving.now });
  return [moved(moving, from.id), restated(moving, from, 'duplicate')];
}
