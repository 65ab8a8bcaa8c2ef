/** Files of notes and posts, as far as a viewer may read the case. */
import type { Viewer } from '../access/viewer';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEntryFile, type EntryFile } from '../data/entry-files';
import { readCase } from './read-cases';

/** @returns null too for files of mails, which are read with their mail */
export async function readEntryFile(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string,
): Promise<EntryFile | null> {
  const found = await findEntryFile(strapi, documentId);
  if (found === null) return null;
  const record = await findCase(strapi, { id: found.caseId });
  if (record === null || (await readCase(strapi, viewer, record.documentId)) === null) return null;
  return found.file;
}
