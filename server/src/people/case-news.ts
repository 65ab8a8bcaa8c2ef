/**
 * Who is told what colleagues and the clock do to a case. Mail that comes in tells its users where it is filed. Nobody is
 * told of what they did themselves, nor of cases that they may not read.
 */
import type { CaseRecord } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { followersOf } from '../data/follows';
import { isWithin } from '../domain/row-scope';
import type { AutoFollow, NoticeKind } from '../domain/preferences';
import { CASE_TYPE, recordKey, type RecordReference } from '../domain/record';
import { followBecause } from './auto-follow';
import { reachOf } from './reach';
import { tell, type News } from './tell';

type Case = Pick<CaseRecord, 'id' | 'documentId' | 'assigneeId' | 'teams'>;

/**
 * Who writes in a case, or is given it, follows it, unless they have chosen otherwise. An app has no user (`userId` null) and
 * follows nothing. Joins the caller's transaction.
 */
export async function followCase(
  strapi: Strapi,
  transaction: Transaction,
  record: Pick<Case, 'documentId'>,
  userId: number | null,
  why: keyof AutoFollow = 'authored',
): Promise<void> {
  if (userId === null) return;
  await followBecause(strapi, transaction, why, [{ userId, documentId: record.documentId }]);
}

/**
 * Tells those who are mentioned, and the assignee and the followers, that a colleague wrote a note or post; nobody twice
 * (EspoCRM N8). Joins the caller's transaction.
 */
export async function tellOfNote(
  strapi: Strapi,
  record: Case,
  note: { readonly actorId: number | null; readonly mentions: readonly number[]; readonly at: Date },
): Promise<void> {
  const { actorId, mentions, at } = note;
  const mentioned = new Set(mentions);
  const concerned = new Set(await concernedBy(strapi, record));
  const ofKind = (kind: NoticeKind, userIds: readonly number[]): readonly CaseNews[] =>
    userIds.filter((userId) => userId !== actorId).map((userId) => ({ kind, record, userId, actorId }));
  await tellOfCases(
    strapi,
    [
      ...ofKind('mentioned', [...mentioned]),
      ...ofKind(
        'note-added',
        [...concerned].filter((userId) => !mentioned.has(userId)),
      ),
    ],
    at,
  );
}

/** Tells somebody that a colleague gave the case to them. Joins the caller's transaction. */
export async function tellOfAssignment(
  strapi: Strapi,
  record: Case,
  assigneeId: number,
  actorId: number | null,
  at: Date,
): Promise<void> {
  if (assigneeId === actorId) return;
  const news = {
    kind: 'case-assigned',
    record: { ...record, assigneeId },
    userId: assigneeId,
    actorId,
  } as const;
  await tellOfCases(strapi, [news], at);
}

/** Tells who snoozed these cases, whose they are and who follows them that they are there again. Joins the caller's transaction. */
export async function tellOfWaking(
  strapi: Strapi,
  cases: readonly (Case & Pick<CaseRecord, 'snoozedById'>)[],
  at: Date,
): Promise<void> {
  const following = await followersOf(strapi, cases.map(referenceOf));
  const news = cases.flatMap((record) => {
    const followers = following.get(recordKey(referenceOf(record))) ?? [];
    const concerned = new Set([record.assigneeId, record.snoozedById, ...followers]);
    return [...concerned].flatMap((userId) =>
      userId === null ? [] : [{ kind: 'case-woken', record, userId, actorId: null } as const],
    );
  });
  await tellOfCases(strapi, news, at);
}

const referenceOf = ({ documentId }: Pick<Case, 'documentId'>): RecordReference => ({
  contentType: CASE_TYPE,
  documentId,
});

/** The assignee and the followers of a case. */
async function concernedBy(strapi: Strapi, record: Case): Promise<readonly number[]> {
  const reference = referenceOf(record);
  const followers = (await followersOf(strapi, [reference])).get(recordKey(reference)) ?? [];
  return [...(record.assigneeId === null ? [] : [record.assigneeId]), ...followers];
}

export interface CaseNews {
  readonly kind: NoticeKind;
  readonly record: Pick<Case, 'id' | 'assigneeId'> & { readonly teams: readonly { readonly id: number }[] };
  readonly userId: number;
  /** null: nobody but Mailroom */
  readonly actorId: number | null;
  readonly emailId?: number;
}

/** Tells those of these users who may read the case. Rights are read once for all. Joins the caller's transaction. */
export async function tellOfCases(strapi: Strapi, news: readonly CaseNews[], at: Date): Promise<void> {
  if (news.length === 0) return;
  const reach = await reachOf(strapi, [...new Set(news.map(({ userId }) => userId))]);
  const permitted = news.filter(({ userId, record: { assigneeId, teams } }) =>
    isWithin(reach.get(userId)?.cases ?? { kind: 'none' }, {
      ownerId: assigneeId,
      teamIds: teams.map(({ id }) => id),
    }),
  );
  await tell(
    strapi,
    permitted.map(({ kind, userId, actorId, record, emailId = null }): News => ({
      kind,
      userId,
      caseId: record.id,
      emailId,
      details: actorId === null ? {} : { actorId },
    })),
    at,
  );
}
