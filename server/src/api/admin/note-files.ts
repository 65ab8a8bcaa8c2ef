/** Files of notes and posts as the stream shows them, read at once for all entries. */
import type { CaseEventRecord } from '../../data/case-events';
import type { Strapi } from '../../data/database';
import { entryFilesOf } from '../../data/entry-files';
import type { AttachmentView } from '../contracts';

/** By the id of the entry. */
export async function noteFilesOf(
  strapi: Strapi,
  events: readonly CaseEventRecord[],
): Promise<ReadonlyMap<number, readonly AttachmentView[]>> {
  const notes = events.filter(({ kind }) => kind === 'note' || kind === 'post');
  const found = new Map<number, AttachmentView[]>();
  const files = await entryFilesOf(
    strapi,
    notes.map(({ id }) => id),
  );
  for (const { eventId, documentId, name, type, size } of files) {
    const view = {
      id: documentId,
      name,
      type,
      size,
      inline: false,
      contentId: null,
      available: true,
      deleted: false,
    };
    found.set(eventId, [...(found.get(eventId) ?? []), view]);
  }
  return found;
}
