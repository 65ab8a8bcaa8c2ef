/**
 * Deletes a case for everybody and for good: its mails, its stream, drafts of answers, and what was merged into it. Its number is
 * not used again, and the mail server keeps its copies. Who may do that is asked before.
 */
import { findCase } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { deleteCaseRows, deleteEmailRows } from '../data/deletions';
import { heldAmong } from '../data/held-cases';
import { lockCaseNumber, lockCases } from '../data/intake-reads';
import { casesWithin } from '../data/merged-cases';
import { emailsOfCase } from '../data/move-email';
import { DeletionRefused } from './deletion-refused';

/**
 * Does nothing when the case is gone.
 * @param evenIfHeld somebody who may hold cases was asked
 * @throws DeletionRefused `merged` for a part of another case; `held` where it, or what was merged into it, is; `being-sent` while an
 *   answer is on its way out
 */
export async function deleteCase(strapi: Strapi, caseId: number, evenIfHeld = false): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    // Mail that comes in stands in line behind this lock: it finds the case, or that it is gone.
    await lockCaseNumber(transaction);
    const caseIds = [caseId, ...(await casesWithin(strapi, caseId))];
    await lockCases(transaction, caseIds);
    const record = await findCase(strapi, { id: caseId });
    if (record === null) return;
    if (record.mergedIntoId !== null) throw new DeletionRefused('merged');
    if (!evenIfHeld && (await heldAmong(transaction, caseIds)).length > 0) throw new DeletionRefused('held');
    const emailIds: number[] = [];
    for (const id of caseIds) emailIds.push(...(await emailsOfCase(transaction, id)));
    const deleted =
      (await deleteEmailRows(strapi, transaction, emailIds)) &&
      (await deleteCaseRows(strapi, transaction, caseIds));
    if (!deleted) throw new DeletionRefused('being-sent');
  });
}
