/** Sending a draft: it is checked, and put off until its time, which is seconds away where sending can be undone. */
import type { Strapi } from '../data/database';
import { newestEventId, scheduleDraft } from '../data/draft-queue';
import type { DraftRecord } from '../data/drafts';
import { newsAgainst } from './held';

export interface SendingWish {
  /** chosen by the author; null: now */
  readonly sendAt: Date | null;
  /** seconds in which sending can be undone */
  readonly undoSeconds: number;
  /** the author knows of what has come meanwhile */
  readonly anyway: boolean;
}

export type SendingDecision =
  | { readonly kind: 'scheduled'; readonly sendAt: Date; readonly undoable: boolean }
  /** ids of the entries of the stream for which it is held */
  | { readonly kind: 'held'; readonly news: readonly number[] }
  /** it was saved elsewhere, or is on its way */
  | { readonly kind: 'changed' };

/**
 * The caller has checked that the author may send it, and that it can be sent as it is.
 *
 * @param caseId where its mail goes
 */
export async function sendDraft(
  strapi: Strapi,
  draft: DraftRecord,
  caseId: number | null,
  { sendAt: chosen, undoSeconds, anyway }: SendingWish,
  now: Date,
): Promise<SendingDecision> {
  const later = chosen !== null && chosen > now ? chosen : null;
  const newest = caseId === null ? 0 : await newestEventId(strapi, caseId);
  if (!anyway) {
    const news = await newsAgainst(strapi, draft, caseId, later, now);
    if (news.length > 0) return { kind: 'held', news: news.map(({ id }) => id) };
  }
  const sendAt = later ?? new Date(now.getTime() + undoSeconds * 1000);
  const undoable = later === null;
  const seenEventId = anyway ? newest : draft.seenEventId;
  const done = await scheduleDraft(strapi, draft, { sendAt, undoable, seenEventId }, now);
  return done ? { kind: 'scheduled', sendAt, undoable } : { kind: 'changed' };
}
