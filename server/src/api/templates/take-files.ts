/** Gives a draft the files of the saved reply that is put into it: the same bytes, never uploaded again. */
import type { Strapi } from '../../data/database';
import { addDraftFiles, filesOfDrafts, type DraftFileRecord } from '../../data/draft-files';
import { filesOfTemplates } from '../../data/template-files';
import { runtimeOf } from '../../runtime';
import { mailOnItsWay, requireSize } from '../http';

/**
 * @returns those that the draft did not have: the same reply may be put in twice
 * @throws ValidationError when they are too large together, Conflict when the draft is no longer written
 */
export async function takeTemplateFiles(
  strapi: Strapi,
  draftId: number,
  templateId: number,
): Promise<readonly DraftFileRecord[]> {
  const present = await filesOfDrafts(strapi, [draftId]);
  const added = (await filesOfTemplates(strapi, [templateId])).filter(
    ({ name, sha256 }) => !present.some((file) => file.name === name && file.sha256 === sha256),
  );
  if (added.length === 0) return [];
  requireSize(
    [...present, ...added].reduce((sum, { size }) => sum + size, 0),
    runtimeOf(strapi).config.send.largestFiles,
  );
  const files = added.map(({ name, type, size, sha256 }) => ({
    ...{ name, type, size, sha256 },
    contentId: null,
    inline: false,
  }));
  const stored = await addDraftFiles(strapi, draftId, files);
  if (stored === null) throw mailOnItsWay();
  return stored;
}
