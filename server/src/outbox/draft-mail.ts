/** The mail that a draft stands for: checked, in the forms in which it is sent, and where it belongs. */
import type { Viewer } from '../access/viewer';
import { ACTIONS } from '../access/actions';
import { findGroupAccounts } from '../data/accounts';
import { findCase, type CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { filesOfDrafts } from '../data/draft-files';
import type { DraftRecord } from '../data/drafts';
import { findEmail } from '../data/emails';
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS } from '../domain/message';
import type { LinkDraft } from '../domain/record';
import { isWithin } from '../domain/row-scope';
import { singleLine, truncate } from '../domain/text';
import type { BlobStore } from '../platform/blob-store';
import { contentOf } from './mail-content';
import { checkedPeople, checkedRecipients } from './outgoing-mail';
import type { MailPlace, MailToQueue } from './queue-mail';
import { mayOpenCase, senderPermission, type SendingAccount } from './sending-account';
import { checkedSubject } from './start-case';

/** Key of the one mail that a draft becomes. */
export const keyOfDraft = (documentId: string): string => hashOf('draft', documentId);

export type DraftPermission =
  | { readonly allowed: true; readonly sending: SendingAccount; readonly record: CaseRecord | null }
  | { readonly allowed: false; readonly code: 'no-account' | 'no-smtp' | 'not-shared' | 'forbidden' };

/** Whether a draft's author may send it now: from this account, in this case, with this state after it. */
export async function draftPermission(
  strapi: Strapi,
  viewer: Viewer,
  draft: DraftRecord,
): Promise<DraftPermission> {
  const permission = await senderPermission(strapi, viewer, draft.sender);
  if (!permission.allowed) return permission;
  const { sending } = permission;
  const record = draft.caseId === null ? null : await caseOfDraft(strapi, draft.caseId);
  const forbidden = { allowed: false, code: 'forbidden' } as const;
  if (record !== null) {
    if (!may(viewer, ACTIONS.readCases, record)) return forbidden;
    if (draft.caseStatus !== null && !may(viewer, ACTIONS.workCases, record)) return forbidden;
  } else if (draft.kind === 'new' && sending.kind === 'group') {
    if (!mayOpenCase(viewer, sending.account, draft.assignToAuthor ? viewer.userId : null)) return forbidden;
  }
  return { allowed: true, sending, record };
}

/** A case that was merged into another goes on there. */
async function caseOfDraft(strapi: Strapi, caseId: number): Promise<CaseRecord | null> {
  const record = await findCase(strapi, { id: caseId });
  if (record === null || record.mergedIntoId === null) return record;
  return (await findCase(strapi, { id: record.mergedIntoId })) ?? record;
}

const may = (viewer: Viewer, action: Parameters<Viewer['scope']>[0], record: CaseRecord): boolean =>
  isWithin(viewer.scope(action), { ownerId: record.assigneeId, teamIds: record.teams.map(({ id }) => id) });

/**
 * @param permission of `draftPermission`
 * @param largest bytes of all its files together
 * @throws MailInvalid saying what is missing, and where
 */
export async function mailOfDraft(
  strapi: Strapi,
  blobs: BlobStore,
  draft: DraftRecord,
  { sending, record }: Extract<DraftPermission, { allowed: true }>,
  largest = Number.POSITIVE_INFINITY,
): Promise<MailToQueue> {
  const subject =
    draft.kind === 'new'
      ? checkedSubject(draft.subject)
      : truncate(singleLine(draft.subject), MESSAGE_LIMITS.subject);
  const addresses = recipientsOf(draft);
  const written = { html: draft.html, files: await filesOfDrafts(strapi, [draft.id]) };
  const { files, ...body } = await contentOf(blobs, written, largest);
  const answersMail = draft.kind === 'reply' || draft.kind === 'reply-all';
  return {
    authorId: draft.userId,
    sending,
    place: await placeOf(strapi, draft, sending, record),
    answered:
      answersMail && draft.answersId !== null ? await findEmail(strapi, { id: draft.answersId }) : null,
    ...addresses,
    subject,
    body,
    files: files.map(({ name, type, size, sha256, contentId, inline }) => ({
      name,
      type,
      size,
      sha256,
      contentId,
      inline,
    })),
    idempotencyKey: keyOfDraft(draft.documentId),
  };
}

const recipientsOf = ({ to, cc, bcc }: DraftRecord): Pick<MailToQueue, 'to' | 'cc' | 'bcc'> => ({
  to: checkedRecipients(checkedPeople('to', to)),
  cc: checkedPeople('cc', cc),
  bcc: checkedPeople('bcc', bcc),
});

async function placeOf(
  strapi: Strapi,
  draft: DraftRecord,
  sending: SendingAccount,
  record: CaseRecord | null,
): Promise<MailPlace> {
  if (record !== null) {
    const account =
      record.groupAccountId === null
        ? undefined
        : (await findGroupAccounts(strapi, { id: record.groupAccountId }))[0];
    // Answers to an account that is switched off would come to nobody.
    const answersTo = account?.mailbox.active === true ? account : null;
    return { kind: 'case', record, account: answersTo, status: draft.caseStatus };
  }
  const link: LinkDraft | null =
    draft.record === null ? null : { ...draft.record, rule: 'hand', matched: '' };
  return draft.kind === 'new' && sending.kind === 'group'
    ? { kind: 'new-case', account: sending.account, assignToAuthor: draft.assignToAuthor, link }
    : { kind: 'no-case', link };
}
