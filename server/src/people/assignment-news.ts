/** What becomes known when several cases are given to users at once: they follow them and are told. */
import type { Strapi, Transaction } from '../data/database';
import { isWithin } from '../domain/row-scope';
import { followBecause } from './auto-follow';
import { reachOf } from './reach';
import { tell, type News } from './tell';

export interface GivenCase {
  readonly id: number;
  readonly documentId: string;
  readonly teamIds: readonly number[];
  readonly assigneeId: number;
}

/**
 * Lets assignees follow their new cases and tells them, apart from who did it themselves or may not read the case. Joins
 * the caller's transaction.
 * @param actorId null: nobody did it, a rule did
 */
export async function tellOfAssignments(
  strapi: Strapi,
  transaction: Transaction,
  given: readonly GivenCase[],
  { actorId, at }: { readonly actorId: number | null; readonly at: Date },
): Promise<void> {
  const follows = given.map(({ documentId, assigneeId }) => ({ userId: assigneeId, documentId }));
  await followBecause(strapi, transaction, 'assigned', follows);
  const told = given.filter(({ assigneeId }) => assigneeId !== actorId);
  if (told.length === 0) return;
  const reach = await reachOf(strapi, [...new Set(told.map(({ assigneeId }) => assigneeId))]);
  await tell(
    strapi,
    told
      .filter(({ assigneeId, teamIds }) =>
        isWithin(reach.get(assigneeId)?.cases ?? { kind: 'none' }, { ownerId: assigneeId, teamIds }),
      )
      .map(({ id, assigneeId }): News => ({
        kind: 'case-assigned',
        userId: assigneeId,
        caseId: id,
        emailId: null,
        details: actorId === null ? {} : { actorId },
      })),
    at,
  );
}
