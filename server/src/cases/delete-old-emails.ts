/** Deletes mails that an account's rule keeps no longer. Their cases stay, and the streams say how many went and why. */
import { addCaseEvents } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { deleteEmailRows, hasDeliveryProblem } from '../data/deletions';
import { lockCaseNumber, lockCases } from '../data/intake-reads';
import { countsOfCase, storeCounts } from '../data/move-email';
import { stillTouchable, type OldMail } from '../data/old-mail';
import { markDeliveryProblem } from '../data/send-queue';
import { DeletionRefused } from './deletion-refused';

/**
 * Joins the caller's transaction.
 * @returns the ids of those that are gone
 * @throws DeletionRefused when one of them is on its way out; nothing is deleted then
 */
export async function deleteOldEmails(
  strapi: Strapi,
  transaction: Transaction,
  mails: readonly OldMail[],
  { account, now }: { readonly account: string; readonly now: Date },
): Promise<readonly number[]> {
  // Mail that comes in stands in line behind this lock.
  await lockCaseNumber(transaction);
  await lockCases(transaction, caseIdsOf(mails));
  const ids = new Set(await stillTouchable(transaction, mails, now));
  const gone = mails.filter(({ id }) => ids.has(id));
  if (!(await deleteEmailRows(strapi, transaction, [...ids]))) throw new DeletionRefused('being-sent');
  for (const caseId of caseIdsOf(gone)) {
    const count = gone.filter((mail) => mail.caseId === caseId).length;
    // What happened last in it stays what it was: nobody has done anything.
    await storeCounts(strapi, caseId, { ...(await countsOfCase(transaction, caseId)), newestAt: null });
    await markDeliveryProblem(strapi, caseId, await hasDeliveryProblem(transaction, caseId));
    const reason = { code: 'mail.kept-no-longer', params: { account, count } } as const;
    await addCaseEvents(strapi, [{ caseId, kind: 'email-deleted', actorId: null, reason, at: now }]);
  }
  return [...ids];
}

const caseIdsOf = (mails: readonly OldMail[]): readonly number[] => [
  ...new Set(mails.flatMap(({ caseId }) => caseId ?? [])),
];
