/**
 * Who follows a case by working on it, and who is told what colleagues do to it. Mail that comes in tells its users
 * where it is filed. Nobody is told of what they did themselves, nor of cases that they may not read.
 */
import type { CaseRecord } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { addFollows, followersOf } from '../data/follows';
import { addNotifications } from '../data/notifications';
import { isWithin } from '../domain/row-scope';
import { CASE_TYPE, recordKey } from '../domain/record';
import { reachOf } from './reach';

type Case = Pick<CaseRecord, 'id' | 'documentId' | 'assigneeId' | 'teams'>;

/** Who writes in a case, or is given it, follows it (EspoCRM N1). Joins the caller's transaction. */
export async function followCase(
  strapi: Strapi,
  transaction: Transaction,
  record: Pick<Case, 'documentId'>,
  userId: number,
): Promise<void> {
  const follow = { userId, contentType: CASE_TYPE, documentId: record.documentId };
  await addFollows(strapi, [follow], transaction);
}

/** Tells the assignee and the followers that a colleague wrote a note. Joins the caller's transaction. */
export async function tellOfNote(strapi: Strapi, record: Case, actorId: number, at: Date): Promise<void> {
  const reference = { contentType: CASE_TYPE, documentId: record.documentId };
  const followers = (await followersOf(strapi, [reference])).get(recordKey(reference)) ?? [];
  const concerned = new Set([...followers, ...(record.assigneeId === null ? [] : [record.assigneeId])]);
  concerned.delete(actorId);
  await tell(strapi, 'note-added', record, [...concerned], actorId, at);
}

/** Tells somebody that a colleague gave the case to them. Joins the caller's transaction. */
export async function tellOfAssignment(
  strapi: Strapi,
  record: Case,
  assigneeId: number,
  actorId: number,
  at: Date,
): Promise<void> {
  if (assigneeId === actorId) return;
  await tell(strapi, 'case-assigned', { ...record, assigneeId }, [assigneeId], actorId, at);
}

/** Tells who snoozed these cases, and whose they are, that they are there again. Joins the caller's transaction. */
export async function tellOfWaking(
  strapi: Strapi,
  cases: readonly (Case & Pick<CaseRecord, 'snoozedById'>)[],
  at: Date,
): Promise<void> {
  for (const record of cases) {
    const concerned = new Set([record.assigneeId, record.snoozedById].filter((id) => id !== null));
    await tell(strapi, 'case-woken', record, [...concerned], null, at);
  }
}

async function tell(
  strapi: Strapi,
  kind: 'note-added' | 'case-assigned' | 'case-woken',
  record: Case,
  userIds: readonly number[],
  actorId: number | null,
  at: Date,
): Promise<void> {
  if (userIds.length === 0) return;
  const reach = await reachOf(strapi, userIds);
  const row = { ownerId: record.assigneeId, teamIds: record.teams.map(({ id }) => id) };
  await addNotifications(
    strapi,
    userIds
      .filter((userId) => isWithin(reach.get(userId)?.cases ?? { kind: 'none' }, row))
      .map((userId) => ({
        kind,
        userId,
        caseId: record.id,
        emailId: null,
        details: actorId === null ? {} : { actorId },
        at,
      })),
  );
}
