/**
 * What the requester of a case may read of it: their cases, the messages that they wrote or got, and files of those. The one
 * place that says so, for lists, single cases, messages and files alike.
 */
import { findCase, findCases, type CaseRecord } from '../data/cases';
import { connectionOf, type Strapi } from '../data/database';
import { findAttachment, type AttachmentRecord } from '../data/emails';
import { findEntryFile, type EntryFile } from '../data/entry-files';
import { casesWithin, mergedEnds } from '../data/merged-cases';
import {
  caseOfMail,
  casesOfCorrespondent,
  correspondentOf,
  messagesFor,
  type MessagePlace,
  type RequesterList,
} from '../data/requester-cases';
import type { Requester } from '../domain/portal';

/** A case as its requester reaches it. */
export interface OwnCase {
  readonly record: CaseRecord;
  /** where its mail is: the case itself, or what it was merged into, even if that is somebody else's */
  readonly workedOn: CaseRecord;
  readonly requesterId: number;
}

/** A page of somebody's cases. */
export async function readOwnCases(
  strapi: Strapi,
  requester: Requester,
  list: RequesterList,
): Promise<{ readonly cases: readonly CaseRecord[]; readonly total: number }> {
  const requesterId = await correspondentOf(strapi, requester.address);
  return requesterId === null ? { cases: [], total: 0 } : casesOfCorrespondent(strapi, requesterId, list);
}

/**
 * The case, if it is the requester's; one that was merged into another of theirs is that other one.
 * @param where by id or documentId
 */
export async function readOwnCase(
  strapi: Strapi,
  requester: Requester,
  where: { readonly id: number } | { readonly documentId: string },
): Promise<OwnCase | null> {
  const [requesterId, record] = await Promise.all([
    correspondentOf(strapi, requester.address),
    findCase(strapi, where),
  ]);
  if (requesterId === null || record === null || record.requesterId !== requesterId) return null;
  const workedOn = await endOf(strapi, record);
  return { record: workedOn.requesterId === requesterId ? workedOn : record, workedOn, requesterId };
}

async function endOf(strapi: Strapi, record: CaseRecord): Promise<CaseRecord> {
  if (record.mergedIntoId === null) return record;
  const end = (await mergedEnds(connectionOf(strapi), [record.id])).get(record.id);
  return (end === undefined ? null : await findCase(strapi, { id: end })) ?? record;
}

/** Messages of the case that its requester may read, oldest first. */
export async function readOwnMessages(
  strapi: Strapi,
  { record, workedOn, requesterId }: OwnCase,
): Promise<readonly MessagePlace[]> {
  const within = await findCases(strapi, { id: { $in: [...(await casesWithin(strapi, record.id))] } });
  const ownWithin = within.filter((merged) => merged.requesterId === requesterId);
  return messagesFor(strapi, {
    correspondentId: requesterId,
    mailOf: workedOn.id,
    postsOf: [record.id, ...ownWithin.map(({ id }) => id)],
  });
}

export type OwnFile =
  | { readonly kind: 'of-mail'; readonly file: AttachmentRecord }
  | { readonly kind: 'of-post'; readonly file: EntryFile };

/** A file of a message that its requester may read; null too for files of drafts. */
export async function readOwnFile(
  strapi: Strapi,
  requester: Requester,
  documentId: string,
): Promise<OwnFile | null> {
  const ofEntry = await findEntryFile(strapi, documentId);
  if (ofEntry !== null) {
    const { eventId: id, caseId, file } = ofEntry;
    return (await mayRead(strapi, requester, caseId, { kind: 'post', id }))
      ? { kind: 'of-post', file }
      : null;
  }
  const file = await findAttachment(strapi, documentId);
  const caseId = file === null ? null : await caseOfMail(strapi, file.emailId);
  if (file === null || caseId === null) return null;
  return (await mayRead(strapi, requester, caseId, { kind: 'mail', id: file.emailId }))
    ? { kind: 'of-mail', file }
    : null;
}

/** Mail of a case is reached by way of any case that was merged into it, too. */
async function mayRead(
  strapi: Strapi,
  requester: Requester,
  caseId: number,
  message: Pick<MessagePlace, 'kind' | 'id'>,
): Promise<boolean> {
  for (const id of [caseId, ...(await casesWithin(strapi, caseId))]) {
    const own = await readOwnCase(strapi, requester, { id });
    if (own === null) continue;
    const messages = await readOwnMessages(strapi, own);
    if (messages.some(({ kind, id: one }) => kind === message.kind && one === message.id)) return true;
  }
  return false;
}
