/** Links of mails and cases to records of any content type, as they are stored. */
import { recordKey, type LinkDraft, type LinkRule, type RecordReference } from '../domain/record';
import type { Filed } from '../domain/intake-plan';
import { insertRows, readInChunks, rowsOf, type NewRow, type Strapi } from './database';
import { UIDS } from './uids';

/** What a link hangs on. */
export type LinkOwner = { readonly email: number } | { readonly case: number };

export interface RecordLink extends LinkDraft {
  readonly id: number;
  /** of the link itself */
  readonly linkDocumentId: string;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly contentType: string;
  readonly recordDocumentId: string;
  readonly rule: LinkRule | null;
  readonly matched: string | null;
  readonly label: string | null;
  readonly email?: { readonly id: number } | null;
  readonly case?: { readonly id: number } | null;
}

const linkFromRow = (row: Row): RecordLink => ({
  id: row.id,
  linkDocumentId: row.documentId,
  contentType: row.contentType,
  documentId: row.recordDocumentId,
  label: row.label ?? '',
  rule: row.rule ?? 'hand',
  matched: row.matched ?? '',
});

/** Links of one mail or case, oldest first. */
export async function linksOf(strapi: Strapi, owner: LinkOwner): Promise<readonly RecordLink[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.recordLink).findMany({
    where: owner,
    orderBy: [{ id: 'asc' }],
  });
  return rows.map(linkFromRow);
}

/** Links of many mails or cases, by the owner's id, in one statement. */
export async function linksOfAll(
  strapi: Strapi,
  kind: 'email' | 'case',
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly LinkDraft[]>> {
  const found = new Map<number, LinkDraft[]>();
  const rows = await readInChunks([...new Set(ids)], (chunk) =>
    rowsOf<Row>(strapi, UIDS.recordLink).findMany({
      where: { [kind]: { $in: chunk } },
      populate: { [kind]: { select: ['id'] } },
      orderBy: [{ id: 'asc' }],
    }),
  );
  for (const row of rows) {
    const { contentType, documentId, label, rule, matched } = linkFromRow(row);
    const owner = row[kind]?.id;
    if (owner === undefined) continue;
    const links = found.get(owner) ?? [];
    links.push({ contentType, documentId, label, rule, matched });
    found.set(owner, links);
  }
  return found;
}

const linkRow = (owner: LinkOwner, link: LinkDraft, userId: number | null): NewRow => ({
  email: null,
  case: null,
  ...owner,
  contentType: link.contentType,
  recordDocumentId: link.documentId,
  rule: link.rule,
  matched: link.matched,
  label: link.label,
  linkedBy: userId,
});

/**
 * Stores the links of filed mails, and of the cases that they open. Joins the caller's transaction.
 * @param knownIds of mails that were stored before and may have some of these links
 */
export async function storeLinks(
  strapi: Strapi,
  filed: readonly Filed[],
  knownIds: readonly number[],
): Promise<void> {
  const known = new Map(
    [...(await linksOfAll(strapi, 'email', knownIds))].map(([id, links]) => [
      id,
      new Set(links.map(recordKey)),
    ]),
  );
  const isNew = (emailId: number, link: LinkDraft) => known.get(emailId)?.has(recordKey(link)) !== true;
  const rows = filed.flatMap(({ email, case: target, opensCase, links }) => [
    ...links
      .filter((link) => isNew(email.id ?? 0, link))
      .map((link) => linkRow({ email: email.id ?? 0 }, link, null)),
    ...(opensCase ? links.map((link) => linkRow({ case: target?.id ?? 0 }, link, null)) : []),
  ]);
  await insertRows(strapi, UIDS.recordLink, rows);
}

/**
 * Links by hand; one that a rule has found is somebody's from then on, and one by hand stays as it is.
 * @returns whether there is a new one
 */
export async function addLink(
  strapi: Strapi,
  owner: LinkOwner,
  link: LinkDraft,
  userId: number | null,
): Promise<boolean> {
  const { contentType, documentId } = link;
  const there = await rowsOf<Row>(strapi, UIDS.recordLink).findOne({
    select: ['id', 'rule'],
    where: { ...owner, contentType, recordDocumentId: documentId },
  });
  if (there === null) {
    await insertRows(strapi, UIDS.recordLink, [linkRow(owner, link, userId)]);
    return true;
  }
  if (there.rule !== 'hand')
    await rowsOf<Row>(strapi, UIDS.recordLink).update({
      where: { id: there.id },
      data: { rule: link.rule, matched: link.matched, linkedBy: userId },
    });
  return false;
}

/**
 * Stores the links of a case that is opened by hand. Joins the caller's transaction.
 * @param links each record once
 */
export async function linkNewCase(
  strapi: Strapi,
  caseId: number,
  links: readonly LinkDraft[],
  userId: number | null,
): Promise<void> {
  const rows = links.map((link) => linkRow({ case: caseId }, link, link.rule === 'hand' ? userId : null));
  await insertRows(strapi, UIDS.recordLink, rows);
}

/** Gives a case links that another one has, as they are. Joins the caller's transaction. */
export async function copyLinks(strapi: Strapi, caseId: number, links: readonly LinkDraft[]): Promise<void> {
  await insertRows(
    strapi,
    UIDS.recordLink,
    links.map((link) => linkRow({ case: caseId }, link, null)),
  );
}

/** Gives an answer of ours the links of its case. Joins the caller's transaction. */
export async function linkLikeCase(strapi: Strapi, emailId: number, caseId: number): Promise<void> {
  const links = await linksOf(strapi, { case: caseId });
  await insertRows(
    strapi,
    UIDS.recordLink,
    links.map((link) => linkRow({ email: emailId }, { ...link, rule: 'case' }, null)),
  );
}

export async function removeLink(strapi: Strapi, { id }: RecordLink): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.recordLink).delete({ where: { id } });
}

/** As columns, for raw reads of the links of one record. */
export const linkColumns = ({ contentType, documentId }: RecordReference) => ({
  content_type: contentType,
  record_document_id: documentId,
});
