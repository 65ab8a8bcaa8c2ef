/**
 * Two cases that are one: the mails of the first go to the second, which goes on, and its stream shows what happened in both. Nothing is
 * rewritten, and what the merge brought is kept with it, so that undoing it brings back just that.
 */
import { fillInboxes } from '../data/awaiting-cases';
import { addCaseEvents, findCase, updateCase, type CaseRecord, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi, type Transaction } from '../data/database';
import { lockCaseNumber, lockCases } from '../data/intake-reads';
import { mergedEnds } from '../data/merged-cases';
import { countsOfCase, emailsOfCase, emailsWithin, setCaseOfEmails, storeCounts } from '../data/move-email';
import { CASE_STATUSES, isOpen, statusAfterCustomerMail, type CaseStatus } from '../domain/case-state';
import { carryHold } from './hold-case';
import { bring, lastMerge, takeBack } from './merged-belongings';

export type MergeRefusal = 'same' | 'merged-already' | 'circle' | 'not-merged';

/** Thrown with what is wrong, as a sentence for whoever asked. */
export class MergeRefused extends Error {
  constructor(readonly refusal: MergeRefusal) {
    const words: Readonly<Record<MergeRefusal, string>> = {
      same: 'A case cannot be merged into itself. Choose another one.',
      'merged-already': 'This case was merged already. Undo that before you merge it into another one.',
      circle: 'That case was merged into this one. Undo that first to merge the other way round.',
      'not-merged': 'This case is not merged into another one.',
    };
    super(words[refusal]);
    this.name = 'MergeRefused';
  }
}

interface Merging {
  readonly source: CaseRecord;
  readonly target: CaseRecord;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Merges a case into another; where that one was merged itself, into the one that goes on in its place.
 * @throws MergeRefused
 */
export async function mergeCases(
  strapi: Strapi,
  sourceId: number,
  targetId: number,
  actorId: number,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    // Mail that comes in stands in line behind this lock: it finds the case before or after the merge.
    await lockCaseNumber(transaction);
    if (sourceId === targetId) throw new MergeRefused('same');
    const endId = (await mergedEnds(transaction, [targetId])).get(targetId) ?? targetId;
    if (endId === sourceId) throw new MergeRefused('circle');
    await lockCases(transaction, [sourceId, endId]);
    const source = await findCase(strapi, { id: sourceId });
    const target = await findCase(strapi, { id: endId });
    if (source === null || target === null) return;
    if (source.mergedIntoId !== null) throw new MergeRefused('merged-already');
    await merge(strapi, transaction, { source, target, actorId, now: new Date() });
  });
}

async function merge(strapi: Strapi, transaction: Transaction, merging: Merging): Promise<void> {
  const { source, target, actorId, now } = merging;
  const emails = await emailsOfCase(transaction, source.id);
  await setCaseOfEmails(transaction, emails, target.id);
  const brought = await bring(strapi, transaction, source, target);
  await recount(strapi, transaction, [source.id, target.id]);
  await updateCase(strapi, source.id, { status: 'duplicate', mergedIntoId: target.id, now });
  const details = { ...brought, emails, status: source.status };
  await addCaseEvents(strapi, [
    merged(merging, source, { number: target.number, into: true, ...details }),
    ...restated(merging, source, 'duplicate'),
    merged(merging, target, { number: source.number, into: false }),
    ...(await takenUp(strapi, merging)),
    ...(await carryHold(strapi, source, target, merging)),
  ]);
  if (target.assigneeId !== null && target.assigneeId !== actorId)
    await fillInboxes(transaction, [{ caseId: target.id, userId: target.assigneeId }]);
}

/** Where somebody waits in the merged case, somebody waits in the one that goes on. */
async function takenUp(strapi: Strapi, merging: Merging): Promise<readonly NewCaseEvent[]> {
  const { source, target, actorId, now } = merging;
  const waits = isOpen(source.status) && source.status !== 'pending' && !source.snoozed;
  if (!waits) return [];
  const status = statusAfterCustomerMail(target.status, target.assigneeId !== null);
  await updateCase(strapi, target.id, {
    ...(status === target.status ? {} : { status }),
    ...(target.snoozed ? { snooze: null } : {}),
    now,
  });
  const woken: NewCaseEvent = { caseId: target.id, kind: 'woken', actorId, at: now };
  return [...restated(merging, target, status), ...(target.snoozed ? [woken] : [])];
}

/**
 * Makes a merged case one of its own again, with the mails that it brought and that are still where they went.
 * @throws MergeRefused
 */
export async function unmergeCase(strapi: Strapi, sourceId: number, actorId: number): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    await lockCaseNumber(transaction);
    const endId = (await mergedEnds(transaction, [sourceId])).get(sourceId);
    if (endId === undefined) throw new MergeRefused('not-merged');
    await lockCases(transaction, [sourceId, endId]);
    const source = await findCase(strapi, { id: sourceId });
    const target = await findCase(strapi, { id: endId });
    if (source === null || target === null) return;
    await unmerge(strapi, transaction, { source, target, actorId, now: new Date() });
  });
}

async function unmerge(strapi: Strapi, transaction: Transaction, merging: Merging): Promise<void> {
  const { source, target, now } = merging;
  const brought = await lastMerge(strapi, source.id);
  const emails = await emailsWithin(transaction, brought.emails, [target.id]);
  await setCaseOfEmails(transaction, emails, source.id);
  const into = await findCase(strapi, { id: source.mergedIntoId });
  if (into !== null) await takeBack(strapi, transaction, into, brought);
  await recount(strapi, transaction, [source.id, target.id]);
  const status = CASE_STATUSES.find((known) => known === brought.status) ?? 'new';
  await updateCase(strapi, source.id, { status, mergedIntoId: null, now });
  await addCaseEvents(strapi, [
    { ...merged(merging, source, { number: target.number, into: true }), kind: 'unmerged' },
    ...restated(merging, source, status),
    { ...merged(merging, target, { number: source.number, into: false }), kind: 'unmerged' },
    ...(await carryHold(strapi, target, source, merging)),
  ]);
}

async function recount(strapi: Strapi, transaction: Transaction, caseIds: readonly number[]): Promise<void> {
  for (const id of caseIds) await storeCounts(strapi, id, await countsOfCase(transaction, id));
}

const merged = (
  { actorId, now }: Merging,
  { id }: CaseRecord,
  details: NonNullable<NewCaseEvent['details']>,
): NewCaseEvent => ({ caseId: id, kind: 'merged', actorId, details, at: now });

const restated = (
  { actorId, now }: Merging,
  { id, status }: CaseRecord,
  to: CaseStatus,
): readonly NewCaseEvent[] =>
  status === to
    ? []
    : [
        {
          caseId: id,
          kind: 'status-changed',
          actorId,
          details: { from: status, to },
          reason: { code: 'status.merged', params: {} },
          at: now,
        },
      ];
