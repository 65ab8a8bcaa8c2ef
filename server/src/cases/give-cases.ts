/**
 * Gives several cases to somebody at once: the cases, their streams, inboxes, followers and news. To whom is decided
 * before; one case that an agent changes is cases/change-case.
 */
import { fillInboxes, storeAssignments } from '../data/awaiting-cases';
import { addCaseEvents, type CaseRecord } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { statusAfterAssignment } from '../domain/case-state';
import type { CaseDraft } from '../domain/intake-plan';
import { tellOfAssignments } from '../people/assignment-news';

export interface Giving {
  readonly record: CaseRecord;
  readonly assignment: CaseDraft['assignment'];
  /** somebody is to be found later */
  readonly awaiting: boolean;
}

/** Stores and tells. Cases whose assignee stays only keep the new reason. Joins the caller's transaction. */
export async function giveCases(
  strapi: Strapi,
  transaction: Transaction,
  givings: readonly Giving[],
  { actorId, at }: { readonly actorId: number | null; readonly at: Date },
): Promise<void> {
  await storeAssignments(
    transaction,
    givings.map(({ record, assignment: { userId, reason, awaitingTeamId }, awaiting }) => ({
      id: record.id,
      assigneeId: userId,
      status: statusAfterAssignment(record.status, userId !== null),
      reason,
      awaiting,
      awaitingTeamId: awaiting ? (awaitingTeamId ?? null) : null,
    })),
    at,
  );
  // A deleted user is nobody any more, and a case of nobody that stays so has no news.
  const changed = givings.filter(({ record, assignment }) => assignment.userId !== record.assigneeId);
  await addCaseEvents(
    strapi,
    changed.map(({ record, assignment: { userId, reason } }) => ({
      caseId: record.id,
      kind: 'assigned',
      actorId,
      details: { from: record.assigneeId, to: userId },
      reason,
      at,
    })),
  );
  const given = changed.flatMap(({ record, assignment: { userId } }) =>
    userId === null
      ? []
      : [
          {
            id: record.id,
            documentId: record.documentId,
            teamIds: record.teams.map(({ id }) => id),
            assigneeId: userId,
          },
        ],
  );
  await fillInboxes(
    transaction,
    given.map(({ id, assigneeId }) => ({ caseId: id, userId: assigneeId })),
  );
  await tellOfAssignments(strapi, transaction, given, { actorId, at });
}
