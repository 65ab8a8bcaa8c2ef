/** Files of a mail as files of a draft: the same bytes, never uploaded again; what is still on the mail server is fetched. */
import type { AttachmentRecord } from '../data/emails';
import type { Strapi } from '../data/database';
import { fetchFile, FileUnavailable } from '../mailboxes/remote-file';
import type { BlobStore } from '../platform/blob-store';
import type { MailFile } from './mail-content';
import { MailInvalid } from './outgoing-mail';

/**
 * @param largest bytes of a whole mail, beyond which nothing is fetched
 * @throws MailInvalid naming a file that cannot be had
 */
export async function draftFilesOf(
  strapi: Strapi,
  blobs: BlobStore,
  files: readonly AttachmentRecord[],
  largest: number,
): Promise<readonly MailFile[]> {
  const kept: MailFile[] = [];
  for (const file of files) {
    const { name, type, contentId, inline } = file;
    try {
      // One after the other: each may be large, and they lie on one server.
      kept.push({ ...(await fetchFile(strapi, blobs, file, largest)), name, type, contentId, inline });
    } catch (error) {
      if (!(error instanceof FileUnavailable)) throw error;
      throw new MailInvalid('files', `"${name}" cannot be taken along: ${error.message}`);
    }
  }
  return kept;
}
