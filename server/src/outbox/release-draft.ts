/**
 * A draft whose time has come goes into the outbox: in one transaction it is gone and its mail is queued, so that whatever
 * dies in between, it is sent once or still waits. What forbids it now holds it, and its author is told.
 */
import { viewerOf } from '../access/viewer';
import { ACTIONS } from '../access/actions';
import { findCase } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { claimDraft, holdDraft } from '../data/draft-queue';
import { findDraft, type DraftRecord } from '../data/drafts';
import { DataError } from '../data/errors';
import { findUsers } from '../data/users';
import type { StreamNews } from '../domain/draft';
import type { Reason } from '../domain/reason';
import { isWithin } from '../domain/row-scope';
import { tell } from '../people/tell';
import type { BlobStore } from '../platform/blob-store';
import { draftPermission, mailOfDraft } from './draft-mail';
import { newsAgainst, reasonOf } from './held';
import { MailInvalid } from './outgoing-mail';
import { queueMail, type QueuedMail } from './queue-mail';

export type Release =
  | { readonly kind: 'queued'; readonly mail: QueuedMail }
  | { readonly kind: 'held'; readonly reason: Reason }
  /** taken back, changed, or released by somebody else */
  | { readonly kind: 'gone' };

/** Thrown in the transaction, which ends as if it had not begun. */
class NotNow extends Error {
  constructor(readonly why: 'gone' | { readonly news: readonly StreamNews[] }) {
    super('The draft does not go out');
  }
}

/** @param id of a draft; it goes out only when it waits and its time has come */
export async function releaseDraft(
  strapi: Strapi,
  blobs: BlobStore,
  id: number,
  now: Date,
): Promise<Release> {
  const draft = await findDraft(strapi, { id });
  if (draft === null || draft.state !== 'scheduled' || draft.sendAt === null || draft.sendAt > now)
    return { kind: 'gone' };
  try {
    return await attempt(strapi, blobs, draft);
  } catch (error) {
    if (error instanceof MailInvalid)
      return hold(strapi, draft, { code: 'held.not-sendable', params: { words: error.message } });
    // A database that is away comes back; the draft waits in it.
    if (error instanceof DataError) throw error;
    strapi.log.error(
      `[mailroom] a draft could not become a mail: ${error instanceof Error ? error.name : 'failed'}`,
    );
    return hold(strapi, draft, { code: 'held.fault', params: {} });
  }
}

async function attempt(strapi: Strapi, blobs: BlobStore, draft: DraftRecord): Promise<Release> {
  const author = (await findUsers(strapi, [draft.userId])).get(draft.userId);
  const viewer = await viewerOf(strapi, draft.userId);
  const permission = await draftPermission(strapi, viewer, draft);
  if (author?.active !== true || !permission.allowed)
    return hold(strapi, draft, { code: 'held.not-allowed', params: {} });
  const mail = await mailOfDraft(strapi, blobs, draft, permission);
  const caseId = permission.record?.id ?? null;
  try {
    const queued = await queueMail(strapi, blobs, mail, async () => {
      if (!(await claimDraft(strapi, draft))) throw new NotNow('gone');
      const chosen = draft.undoable ? null : draft.sendAt;
      const news = await newsAgainst(strapi, draft, caseId, chosen, draft.savedAt);
      if (news.length > 0) throw new NotNow({ news });
    });
    return { kind: 'queued', mail: queued };
  } catch (error) {
    if (!(error instanceof NotNow)) throw error;
    if (error.why === 'gone') return { kind: 'gone' };
    return hold(strapi, draft, await reasonOf(strapi, error.why.news));
  }
}

/** Keeps the draft, and tells its author why it did not go out. */
async function hold(strapi: Strapi, draft: DraftRecord, reason: Reason): Promise<Release> {
  const { userId } = draft;
  const caseId = await caseToTellOf(strapi, draft);
  return inTransaction(strapi, async (): Promise<Release> => {
    if (!(await holdDraft(strapi, draft, reason))) return { kind: 'gone' };
    const news = { kind: 'draft-held', userId, caseId, emailId: null, details: {} } as const;
    await tell(strapi, [news], new Date());
    return { kind: 'held', reason };
  });
}

/** The case, as long as the author may read it. */
async function caseToTellOf(strapi: Strapi, draft: DraftRecord): Promise<number | null> {
  const record = draft.caseId === null ? null : await findCase(strapi, { id: draft.caseId });
  if (record === null) return null;
  const scope = (await viewerOf(strapi, draft.userId)).scope(ACTIONS.readCases);
  const row = { ownerId: record.assigneeId, teamIds: record.teams.map(({ id }) => id) };
  return isWithin(scope, row) ? record.id : null;
}
