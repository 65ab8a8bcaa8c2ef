/** Files that were left on a mail server: where their mail lies, and what becomes of the row once they are here. */
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** A message in a folder of a server. */
export interface RemotePlace {
  readonly mailboxId: number;
  readonly folder: string;
  readonly uidValidity: number;
  readonly uid: number;
}

interface Row {
  readonly uidValidity: string;
  readonly uid: string;
  readonly mailbox: { readonly id: number } | null;
  readonly folder: { readonly path: string; readonly kind: string | null } | null;
}

/** Where a mail lies on servers, as far as is known; the newest place first. */
export async function placesOnServers(strapi: Strapi, emailId: number): Promise<readonly RemotePlace[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.messageLocation).findMany({
    where: { email: emailId, outcome: 'filed', goneAt: { $null: true } },
    populate: { mailbox: { select: ['id'] }, folder: { select: ['path', 'kind'] } },
    orderBy: [{ id: 'desc' }],
  });
  return rows.flatMap(({ mailbox, folder, uidValidity, uid }) =>
    mailbox === null || folder === null || folder.kind === 'import'
      ? []
      : [
          {
            mailboxId: mailbox.id,
            folder: folder.path,
            uidValidity: Number(uidValidity),
            uid: Number(uid),
          },
        ],
  );
}

/** Notes that a file is in the blob store now, with its real size in bytes. */
export async function storeFetchedFile(
  strapi: Strapi,
  attachmentId: string,
  file: { readonly sha256: string; readonly size: number },
): Promise<void> {
  await rowsOf(strapi, UIDS.attachment).updateMany({ where: { documentId: attachmentId }, data: file });
}
