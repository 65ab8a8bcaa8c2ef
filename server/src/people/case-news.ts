/**
 * Who is told what colleagues and the clock do to a case. Mail that comes in tells its users where it is filed. Nobody is
 * told of what they did themselves, nor of cases that they may not read.
 */
import type { CaseRecord } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { followersOf } from '../data/follows';
import { isWithin } from '../domain/row-scope';
import type { AutoFollow, NoticeKind } from '../domain/preferences';
import { CASE_TYPE, recordKey } from '../domain/record';
import { followBecause } from './auto-follow';
import { reachOf } from './reach';
import { tell, type News } from './tell';

type Case = Pick<CaseRecord, 'id' | 'documentId' | 'assigneeId' | 'teams'>;

/** Who writes in a case, or is given it, follows it, unless they have chosen otherwise. Joins the caller's transaction. */
export async function followCase(
  strapi: Strapi,
  transaction: Transaction,
  record: Pick<Case, 'documentId'>,
  userId: number,
  why: keyof AutoFollow = 'authored',
): Promise<void> {
  await followBecause(strapi, transaction, why, [{ userId, documentId: record.documentId }]);
}

/**
 * Tells those who are mentioned, and the assignee and the followers, that a colleague wrote a note or post; nobody twice
 * (EspoCRM N8). Joins the caller's transaction.
 */
export async function tellOfNote(
  strapi: Strapi,
  record: Case,
  note: { readonly actorId: number; readonly mentions: readonly number[]; readonly at: Date },
): Promise<void> {
  const { actorId, mentions, at } = note;
  const mentioned = new Set(mentions);
  const concerned = new Set(await concernedBy(strapi, record));
  const ofKind = (kind: NoticeKind, userIds: readonly number[]): readonly CaseNews[] =>
    userIds.filter((userId) => userId !== actorId).map((userId) => ({ kind, userId, actorId }));
  await tellOfCase(
    strapi,
    record,
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
  const news = { kind: 'case-assigned', userId: assigneeId, actorId } as const;
  await tellOfCase(strapi, { ...record, assigneeId }, [news], at);
}

/** Tells who snoozed these cases, and whose they are, that they are there again. Joins the caller's transaction. */
export async function tellOfWaking(
  strapi: Strapi,
  cases: readonly (Case & Pick<CaseRecord, 'snoozedById'>)[],
  at: Date,
): Promise<void> {
  for (const record of cases) {
    const concerned = new Set([record.assigneeId, record.snoozedById].filter((id) => id !== null));
    const news = [...concerned].map((userId) => ({ kind: 'case-woken', userId, actorId: null }) as const);
    await tellOfCase(strapi, record, news, at);
  }
}

/** The assignee and the followers of a case. */
async function concernedBy(strapi: Strapi, record: Case): Promise<readonly number[]> {
  const reference = { contentType: CASE_TYPE, documentId: record.documentId };
  const followers = (await followersOf(strapi, [reference])).get(recordKey(reference)) ?? [];
  return [...(record.assigneeId === null ? [] : [record.assigneeId]), ...followers];
}

interface CaseNews {
  readonly kind: NoticeKind;
  readonly userId: number;
  /** null: nobody but Mailroom */
  readonly actorId: number | null;
  readonly emailId?: number;
}

/** Tells those of these users who may read the case. Joins the caller's transaction. */
export async function tellOfCase(
  strapi: Strapi,
  record: Case,
  news: readonly CaseNews[],
  at: Date,
): Promise<void> {
  if (news.length === 0) return;
  const reach = await reachOf(
    strapi,
    news.map(({ userId }) => userId),
  );
  const row = { ownerId: record.assigneeId, teamIds: record.teams.map(({ id }) => id) };
  const permitted = news.filter(({ userId }) => isWithin(reach.get(userId)?.cases ?? { kind: 'none' }, row));
  await tell(
    strapi,
    permitted.map(({ kind, userId, actorId, emailId = null }): News => ({
      kind,
      userId,
      caseId: record.id,
      emailId,
      details: actorId === null ? {} : { actorId },
    })),
    at,
  );
}
