/** Single mails and their files, as far as a viewer may read them. */
import type { Viewer } from '../access/viewer';
import type { Strapi } from '../data/database';
import { findAttachment, findEmail, type AttachmentRecord, type EmailRecord } from '../data/emails';
import { reachableMails } from '../data/mail-reach';
import { linksOf } from '../data/record-links';
import { recordKey, type RecordReference } from '../domain/record';
import { readableRecords } from '../records/readable-records';
import { readingReach } from './mail-reach';

/** The mail, if the viewer may read it. */
export async function readEmail(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<EmailRecord | null> {
  const email = await findEmail(strapi, where);
  return email !== null && (await mayRead(strapi, viewer, email)) ? email : null;
}

/** The attachment, if the viewer may read its mail. */
export async function readAttachment(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<AttachmentRecord | null> {
  const attachment = await findAttachment(strapi, documentId);
  if (attachment === null) return null;
  return (await readEmail(strapi, viewer, { id: attachment.emailId })) === null ? null : attachment;
}

async function mayRead(strapi: Strapi, viewer: Viewer, email: EmailRecord): Promise<boolean> {
  const reach = await readingReach(strapi, viewer, await recordsOf(strapi, viewer, email));
  return (await reachableMails(strapi, reach, { ids: [email.id] })).length > 0;
}

/** Records to which a personal mail is linked by hand, one by one: a right with a condition is asked of the record itself. */
async function recordsOf(
  strapi: Strapi,
  viewer: Viewer,
  { id, personalAccountId, caseId }: EmailRecord,
): Promise<readonly RecordReference[]> {
  if (personalAccountId === null || caseId !== null || viewer.ability === undefined) return [];
  const links = (await linksOf(strapi, { email: id })).filter(({ rule }) => rule === 'hand');
  if (links.length === 0) return [];
  const readable = await readableRecords(strapi, viewer.ability, links, []);
  return links.filter((link) => readable.has(recordKey(link)));
}

/** The ids of those that the viewer may read, asked at once. */
export async function readableEmails(
  strapi: Strapi,
  viewer: Viewer,
  emailIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (emailIds.length === 0) return new Set();
  const reachable = await reachableMails(strapi, await readingReach(strapi, viewer), { ids: emailIds });
  return new Set(reachable.map(({ id }) => id));
}
