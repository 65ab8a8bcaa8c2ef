/**
 * Deletes one mail for everybody and for good; its case stays, and its stream says that a mail was deleted and by whom. The mail
 * server keeps its copy. Who may do that is asked before.
 */
import { addCaseEvents } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { deleteEmailRows, hasDeliveryProblem } from '../data/deletions';
import { findEmail } from '../data/emails';
import { heldAmong } from '../data/held-cases';
import { lockCaseNumber, lockCases } from '../data/intake-reads';
import { countsOfCase, storeCounts } from '../data/move-email';
import type { Reason } from '../domain/reason';
import { markDeliveryProblem } from '../data/send-queue';
import { DeletionRefused } from './deletion-refused';

export interface DeletedBy {
  readonly actorId: number | null;
  readonly because?: Reason | null;
  readonly evenIfHeld?: boolean;
}

/**
 * Does nothing when the mail is gone.
 * @param by.actorId null: the app's own code
 * @param by.evenIfHeld somebody who may hold cases was asked
 * @throws DeletionRefused `held` where its case is; `being-sent` while it is on its way out
 */
export async function deleteEmail(
  strapi: Strapi,
  emailId: number,
  { actorId, because = null, evenIfHeld = false }: DeletedBy,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    // Another copy of it that comes in stands in line behind this lock.
    await lockCaseNumber(transaction);
    const before = await findEmail(strapi, { id: emailId });
    if (before?.caseId != null) await lockCases(transaction, [before.caseId]);
    // In which case it is once nobody can move it any more.
    const email = await findEmail(strapi, { id: emailId });
    if (email === null) return;
    const held = email.caseId === null ? [] : await heldAmong(transaction, [email.caseId]);
    if (!evenIfHeld && held.length > 0) throw new DeletionRefused('held');
    if (!(await deleteEmailRows(strapi, transaction, [email.id]))) throw new DeletionRefused('being-sent');
    if (email.caseId !== null) await tellCase(strapi, transaction, email.caseId, { actorId, because });
  });
}

async function tellCase(
  strapi: Strapi,
  transaction: Transaction,
  caseId: number,
  { actorId, because }: { readonly actorId: number | null; readonly because: Reason | null },
): Promise<void> {
  await storeCounts(strapi, caseId, await countsOfCase(transaction, caseId));
  await markDeliveryProblem(strapi, caseId, await hasDeliveryProblem(transaction, caseId));
  await addCaseEvents(strapi, [{ caseId, kind: 'email-deleted', actorId, reason: because, at: new Date() }]);
}
