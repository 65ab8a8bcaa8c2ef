/**
 * A case of which nothing is to be deleted: rules of accounts pass it over, and deleting by hand asks first. The hold goes along where
 * mails of the case go. Who may hold and release is asked before.
 */
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCases } from '../data/intake-reads';
import type { Reason } from '../domain/reason';

/**
 * Holds a case, or releases it; does nothing when that is how it is.
 * @param actorId null: an app, which has no user
 * @returns whether anything was changed
 */
export async function setHold(
  strapi: Strapi,
  caseId: number,
  held: boolean,
  actorId: number | null,
  because: Reason | null = null,
): Promise<boolean> {
  return inTransaction(strapi, async (transaction) => {
    // What deletes stands in line behind this lock, and finds the hold.
    await lockCases(transaction, [caseId]);
    const record = await findCase(strapi, { id: caseId });
    if (record === null || (record.held !== null) === held) return false;
    const now = new Date();
    await updateCase(strapi, caseId, { hold: held ? { at: now, byId: actorId } : null, now });
    const kind = held ? 'held' : 'released';
    await addCaseEvents(strapi, [{ caseId, kind, actorId, reason: because, at: now }]);
    return true;
  });
}

/**
 * Mails of one case are in another one now: where the first is held, so is the other. Joins the caller's transaction.
 * @returns what its stream is to say of it
 */
export async function carryHold(
  strapi: Strapi,
  from: Pick<CaseRecord, 'held' | 'number'> | null,
  to: Pick<CaseRecord, 'id' | 'held'>,
  { actorId, now }: { readonly actorId: number | null; readonly now: Date },
): Promise<readonly NewCaseEvent[]> {
  if (from === null || from.held === null || to.held !== null) return [];
  await updateCase(strapi, to.id, { hold: from.held, now });
  const reason: Reason = { code: 'hold.mails-of-held', params: { number: from.number } };
  return [{ caseId: to.id, kind: 'held', actorId, reason, at: now }];
}
