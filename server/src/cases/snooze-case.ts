/**
 * Putting a case off: out of the lists of work until a time, or until the customer writes. A customer's mail wakes it where mail is
 * taken in; here are the agent and the clock.
 */
import { addCaseEvents, findCase, findCases, updateCase, type CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCases } from '../data/intake-reads';
import { dueSnoozes } from '../data/snoozed-cases';
import type { Reason } from '../domain/reason';
import { snoozeRefusal, type SnoozeRefusal } from '../domain/snooze';
import { tellOfWaking } from '../people/case-news';

/** Thrown with what is wrong with the wish, as a sentence for whoever wished it. */
export class SnoozeRefused extends Error {
  constructor(refusal: SnoozeRefusal) {
    const words: Readonly<Record<SnoozeRefusal, string>> = {
      'not-open': 'Only an open case can be snoozed. Reopen it first.',
      past: 'This time has passed. Choose a later one.',
      'too-far': 'Choose a time within the next two years.',
    };
    super(words[refusal]);
    this.name = 'SnoozeRefused';
  }
}

/**
 * Takes a case out of the lists of work. Snoozing it again moves the time.
 * @param until null: until the customer writes
 * @param userId null: an app, which has no user
 * @throws SnoozeRefused
 */
export async function snoozeCase(
  strapi: Strapi,
  caseId: number,
  { until, userId }: { readonly until: Date | null; readonly userId: number | null },
  because: Reason | null = null,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    await lockCases(transaction, [caseId]);
    const record = await findCase(strapi, { id: caseId });
    if (record === null) return;
    const now = new Date();
    const refusal = snoozeRefusal(record.status, until, now);
    if (refusal !== null) throw new SnoozeRefused(refusal);
    await updateCase(strapi, caseId, { snooze: { until, userId }, now });
    const details = { until: until?.toISOString() ?? null };
    await addCaseEvents(strapi, [
      { caseId, kind: 'snoozed', actorId: userId, reason: because, details, at: now },
    ]);
  });
}

/** Brings a case back into the lists by hand; does nothing when it is there. */
export async function wakeCase(
  strapi: Strapi,
  caseId: number,
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    const stored = (await lockCases(transaction, [caseId])).get(caseId);
    if (stored?.snoozed !== true) return;
    const now = new Date();
    await updateCase(strapi, caseId, { snooze: null, now });
    await addCaseEvents(strapi, [{ caseId, kind: 'woken', actorId, reason: because, at: now }]);
  });
}

/** Cases that one transaction wakes. */
const AT_ONCE = 100;

/** Wakes every case whose time has come, and tells who snoozed it and whose it is. @returns how many */
export async function wakeDueCases(strapi: Strapi, now: Date): Promise<number> {
  let woken = 0;
  for (;;) {
    const due = await wakeSome(strapi, now);
    woken += due;
    if (due < AT_ONCE) return woken;
  }
}

async function wakeSome(strapi: Strapi, now: Date): Promise<number> {
  return inTransaction(strapi, async (transaction) => {
    const ids = await dueSnoozes(transaction, now, AT_ONCE);
    if (ids.length === 0) return 0;
    await lockCases(transaction, ids);
    // What a customer or a colleague has woken meanwhile is awake.
    const cases = (await findCases(strapi, { id: { $in: [...ids] } })).filter((record) => isDue(record, now));
    for (const { id } of cases) await updateCase(strapi, id, { snooze: null, lastActivityAt: now, now });
    await addCaseEvents(
      strapi,
      cases.map(({ id }) => ({
        caseId: id,
        kind: 'woken' as const,
        actorId: null,
        reason: { code: 'woken.due' as const, params: {} },
        at: now,
      })),
    );
    await tellOfWaking(strapi, cases, now);
    return ids.length;
  });
}

const isDue = ({ snoozed, snoozedUntil }: CaseRecord, now: Date): boolean =>
  snoozed && snoozedUntil !== null && snoozedUntil <= now;
