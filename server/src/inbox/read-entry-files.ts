/** Files of notes and posts, as far as a viewer may read the case whose stream shows them. */
import type { Viewer } from '../access/viewer';
import { findCases } from '../data/cases';
import { connectionOf, type Strapi } from '../data/database';
import { findEntryFile, type EntryFile } from '../data/entry-files';
import { mergedEnds } from '../data/merged-cases';
import { readCase } from './read-cases';

/** @returns null too for files of mails, which are read with their mail */
export async function readEntryFile(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<EntryFile | null> {
  const found = await findEntryFile(strapi, documentId);
  if (found === null) return null;
  // The stream of the case that goes on shows what was written in those that were merged into it.
  const ends = await mergedEnds(connectionOf(strapi), [found.caseId]);
  const cases = await findCases(strapi, { id: { $in: [found.caseId, ...ends.values()] } });
  for (const record of cases)
    if ((await readCase(strapi, viewer, record.documentId)) !== null) return found.file;
  return null;
}
