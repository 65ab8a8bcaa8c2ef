/** Asks a server once more for a message that it did not deliver, when somebody wants it tried again. It files nothing. */
import { findCursorById } from '../data/cursors';
import type { Strapi } from '../data/database';
import type { Mailbox } from '../data/mailboxes';
import type { QuarantineRecord } from '../data/quarantine';
import type { IncomingMessage } from '../domain/incoming';
import type { IncomingFiles } from '../platform/incoming-files';
import { imapSettingsOf, withImapSession } from './imap-session';
import { Suspects } from './isolation';
import { withFolder, type OpenFolder } from './open-folder';
import { largestLiteral, readMessages, type ReadBatch, type ReadLimits } from './read-messages';

/**
 * @param use what is done with the message; its temporary file is gone afterwards
 * @returns null when it lies there no more, or is not delivered again
 * @throws MailboxError, and what `use` throws
 */
export async function readAgain<Result>(
  strapi: Strapi,
  mailbox: Mailbox,
  { folderId, uid, uidValidity }: QuarantineRecord,
  how: { readonly files: IncomingFiles; readonly limits: ReadLimits },
  use: (message: IncomingMessage) => Promise<Result>,
): Promise<Result | null> {
  const cursor = folderId === null ? null : await findCursorById(strapi, folderId);
  if (mailbox.imap === null || cursor === null || cursor.uidValidity !== uidValidity) return null;
  const session = { largestMessage: largestLiteral(how.limits) };
  const batch = await withImapSession(await imapSettingsOf(strapi, mailbox), session, (client) =>
    withFolder(client, cursor.path, { readOnly: true }, async (folder) =>
      isOfFolder(folder, uidValidity) ? readOne(folder, uid, how) : null,
    ),
  );
  if (batch === null) return null;
  try {
    const [message] = batch.messages;
    return message === undefined ? null : await use(message);
  } finally {
    await batch.release();
  }
}

/** Below zero stand the epochs that we count where a server has no UIDVALIDITY. */
const isOfFolder = ({ snapshot }: OpenFolder, uidValidity: number): boolean =>
  snapshot.uidValidity === (uidValidity < 0 ? null : uidValidity);

async function readOne(
  folder: OpenFolder,
  uid: number,
  { files, limits }: { readonly files: IncomingFiles; readonly limits: ReadLimits },
): Promise<ReadBatch | null> {
  const batches = readMessages({
    folder,
    files,
    limits,
    uids: [uid],
    wanted: async (page) => page,
    choose: () => 'file',
    labels: false,
    screen: null,
    suspects: new Suspects(),
    onEnding: async () => undefined,
  });
  for await (const batch of batches) return batch;
  return null;
}
