/** Files of drafts: rows that name bytes of the blob store. Drafts on their way keep the files that they have. */
import { inTransaction, insertRows, readInChunks, rowsOf, type Strapi } from './database';
import type { OutgoingAttachment } from './outbox';
import { UIDS } from './uids';

export interface DraftFileRecord extends OutgoingAttachment {
  readonly documentId: string;
  readonly draftId: number;
}

interface Row extends Omit<DraftFileRecord, 'draftId' | 'sha256'> {
  readonly draft: { readonly id: number } | null;
  readonly sha256: string | null;
}

/** Files of these drafts, in their order. */
export async function filesOfDrafts(
  strapi: Strapi,
  draftIds: readonly number[],
): Promise<readonly DraftFileRecord[]> {
  const rows = await readInChunks(draftIds, (chunk) =>
    rowsOf<Row>(strapi, UIDS.attachment).findMany({
      where: { draft: { id: { $in: chunk } } },
      populate: { draft: { select: ['id'] } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    }),
  );
  return rows.flatMap(({ documentId, draft, name, type, size, sha256, inline, contentId }) =>
    draft === null || sha256 === null
      ? []
      : [
          {
            documentId,
            draftId: draft.id,
            name: name ?? '',
            type: type ?? '',
            size: size ?? 0,
            sha256,
            contentId: contentId ?? null,
            inline: inline === true,
          },
        ],
  );
}

/** Adds files to a draft that is still being written; what the new ones are, or null when it no longer is. */
export async function addDraftFiles(
  strapi: Strapi,
  draftId: number,
  files: readonly OutgoingAttachment[],
): Promise<readonly DraftFileRecord[] | null> {
  return inTransaction(strapi, async () => {
    if (!(await lockOpenDraft(strapi, draftId))) return null;
    const before = (await filesOfDrafts(strapi, [draftId])).length;
    await insertRows(
      strapi,
      UIDS.attachment,
      files.map((file, index) => ({ ...file, draft: draftId, position: before + index })),
    );
    return (await filesOfDrafts(strapi, [draftId])).slice(before);
  });
}

/** Takes a file out of a draft that is still being written; false when it no longer is. */
export async function removeDraftFile(
  strapi: Strapi,
  { draftId, documentId }: Pick<DraftFileRecord, 'draftId' | 'documentId'>,
): Promise<boolean> {
  return inTransaction(strapi, async () => {
    if (!(await lockOpenDraft(strapi, draftId))) return false;
    await rowsOf(strapi, UIDS.attachment).deleteMany({ where: { draft_id: draftId, documentId } });
    return true;
  });
}

/** Holds the row, so that the draft does not go out between. */
async function lockOpenDraft(strapi: Strapi, draftId: number): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).updateMany({
    where: { id: draftId, state: { $in: ['draft', 'held'] } },
    data: { savedAt: new Date() },
  });
  return count === 1;
}
