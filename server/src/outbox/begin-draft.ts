/** Begins a draft, or finds the one that its author has begun before, on whatever machine that was. */
import type { CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { addDraftFiles } from '../data/draft-files';
import { newestEventId } from '../data/draft-queue';
import { findDrafts, insertDraft, markDraftSeen, type DraftSource } from '../data/drafts';
import { mailToAnswer, type EmailRecord } from '../data/emails';
import { lockCases } from '../data/intake-reads';
import type { Viewer } from '../access/viewer';
import type { DraftKind } from '../domain/draft';
import type { BlobStore } from '../platform/blob-store';
import { draftContent } from './draft-defaults';
import { referenceTo, sendersFor } from './sending-account';

export interface DraftOccasion {
  readonly kind: DraftKind;
  /** the case that it belongs to; null: it belongs to none, or opens one */
  readonly record: CaseRecord | null;
  /** the mail that it answers or forwards; null: the newest of the case that can be answered, or none */
  readonly mail: EmailRecord | null;
  /** of a new mail: what it is written from */
  readonly link: DraftSource | null;
  readonly to: readonly string[];
}

/** @returns the draft's id. @throws MailInvalid naming what is no address */
export async function beginDraft(
  strapi: Strapi,
  blobs: BlobStore,
  viewer: Viewer,
  occasion: DraftOccasion,
): Promise<number> {
  const known = await begunBefore(strapi, viewer, occasion);
  if (known !== null) return known;
  const { kind, record } = occasion;
  const isAnswer = kind !== 'new';
  const mail = isAnswer
    ? (occasion.mail ?? (record === null ? null : await mailToAnswer(strapi, record.id)))
    : null;
  const [sender = null] = await sendersFor(strapi, viewer, record ?? mail);
  const content = await draftContent(strapi, blobs, {
    kind,
    mail,
    subject: record?.subject ?? '',
    sender,
    authorId: viewer.userId,
    to: occasion.to,
  });
  return inTransaction(strapi, async (transaction) => {
    // Of two machines that begin at once, one begins.
    if (record !== null) await lockCases(transaction, [record.id]);
    const meanwhile = await begunBefore(strapi, viewer, occasion);
    if (meanwhile !== null) return meanwhile;
    const { files, ...columns } = content;
    const id = await insertDraft(
      strapi,
      {
        ...columns,
        userId: viewer.userId,
        kind,
        caseId: record?.id ?? null,
        answersId: mail?.id ?? null,
        sender: sender === null ? null : referenceTo(sender),
        bcc: [],
        record: occasion.link,
        seenEventId: record === null ? 0 : await newestEventId(strapi, record.id),
      },
      new Date(),
    );
    if (files.length > 0) await addDraftFiles(strapi, id, files);
    return id;
  });
}

/** New mails of one user that are looked through, from the one that was saved last. */
const MOST_NEW = 20;

async function begunBefore(
  strapi: Strapi,
  viewer: Viewer,
  { kind, record, mail, link, to }: DraftOccasion,
): Promise<number | null> {
  const own = {
    user: viewer.userId,
    kind,
    state: { $in: ['draft', 'held'] },
    case: record === null ? { id: { $null: true } } : record.id,
  };
  if (kind === 'new') {
    // Beside a record one goes on with what was kept there; elsewhere only with what nobody has written in yet.
    const drafts = await findDrafts(strapi, link === null ? { ...own, version: 1 } : own, MOST_NEW);
    const same = drafts.find((draft) =>
      link === null
        ? draft.record === null && draft.to.map(({ address }) => address).join() === to.join()
        : draft.record?.documentId === link.documentId && draft.record.contentType === link.contentType,
    );
    return same?.id ?? null;
  }
  // Without a mail any of the case will do: a newer one of the customer must not hide what is half written.
  const [draft] = await findDrafts(strapi, { ...own, ...(mail === null ? {} : { answers: mail.id }) }, 1);
  if (draft === undefined) return null;
  if (record !== null) await markDraftSeen(strapi, draft.id, await newestEventId(strapi, record.id));
  return draft.id;
}
