/** Why a mail is not to go out now: what others did in its case since it was begun. It is the author's to decide then. */
import type { Strapi } from '../data/database';
import { newsOfCase } from '../data/draft-queue';
import type { DraftRecord } from '../data/drafts';
import { findUsers } from '../data/users';
import { isSentLater, newsThatHolds, type StreamNews } from '../domain/draft';
import type { Reason } from '../domain/reason';

/**
 * What has come since the author last saw the stream, as far as it holds the draft back. Inside a transaction that has
 * locked the case nothing can come after it.
 *
 * @param caseId where the draft's mail goes
 * @param sendAt when it goes out; null: now, but for the seconds in which it can be taken back
 * @param now when that was decided
 */
export async function newsAgainst(
  strapi: Strapi,
  draft: Pick<DraftRecord, 'userId' | 'seenEventId'>,
  caseId: number | null,
  sendAt: Date | null,
  now: Date,
): Promise<readonly StreamNews[]> {
  if (caseId === null) return [];
  const news = await newsOfCase(strapi, caseId, draft.seenEventId);
  return newsThatHolds(news, draft.userId, sendAt !== null && isSentLater(sendAt, now));
}

export async function reasonOf(strapi: Strapi, news: readonly StreamNews[]): Promise<Reason> {
  const byUs = news.find(({ kind }) => kind !== 'email-received');
  if (byUs === undefined) return { code: 'held.customer', params: {} };
  const { actorId, sender } = byUs;
  const name = actorId === null ? undefined : (await findUsers(strapi, [actorId])).get(actorId)?.name;
  return { code: 'held.colleague', params: { agent: name ?? (sender || 'REST') } };
}
