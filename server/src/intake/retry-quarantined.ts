/**
 * Tries quarantined mail again, from its kept source or, where none was delivered, from the server: after a fault was
 * mended, it is filed as if it came now.
 */
import type { Strapi } from '../data/database';
import { findCursorById, type FolderCursor } from '../data/cursors';
import { DataError } from '../data/errors';
import {
  beginQuarantineTry,
  keepDelivered,
  noteQuarantineReason,
  quarantinedAfter,
  removeQuarantined,
  type QuarantineRecord,
} from '../data/quarantine';
import type { IncomingMessage } from '../domain/incoming';
import type { IntakeItem } from '../domain/intake-plan';
import type { BlobStore } from '../platform/blob-store';
import { fileKept } from './filing';
import type { MailReader } from './mail-reader';

/** What keeps sources and what reads them. */
export interface KeptMailTools {
  readonly blobs: BlobStore;
  readonly reader: MailReader;
}

export interface RetryTools extends KeptMailTools {
  /**
   * Asks the server for a message that it did not deliver, and hands it on.
   * @returns null when it is not to be had now
   */
  askServer<Result>(
    mail: QuarantineRecord,
    use: (message: IncomingMessage) => Promise<Result>,
  ): Promise<Result | null>;
}

export interface RetryResult {
  readonly filed: boolean;
  /** why not; empty when it was filed */
  readonly reason: string;
}

/**
 * Files the mail if it can be read now. The try is counted before: a mail that ends the process counts too.
 * Of a mail that an older version found too large only the headers are kept, so it stays.
 * @throws DataError (unavailable)
 */
export async function retryQuarantined(
  strapi: Strapi,
  tools: RetryTools,
  mail: QuarantineRecord,
): Promise<RetryResult> {
  await beginQuarantineTry(strapi, mail);
  const cursor = mail.folderId === null ? null : await findCursorById(strapi, mail.folderId);
  const stays = { filed: false, reason: mail.reason };
  if (cursor === null || mail.reason === 'too-large') return stays;
  if (mail.sourceHash !== null) {
    const bytes = await tools.blobs.readSource(mail.sourceHash, mail.sourcePlace);
    const [read] = await tools.reader.read([{ kind: 'bytes', bytes }]);
    if (read === undefined) return stays;
    const { uid, size, receivedAt, sourceHash, sourcePlace } = mail;
    return fileAgain(strapi, tools, mail, cursor, {
      ...{ uid, size, receivedAt, flags: [], sourceHash, sourcePlace },
      parsed: read.parsed,
    });
  }
  const asked = await tools.askServer(mail, async (message) => {
    const [read] = await tools.reader.read([message.content]);
    if (read === undefined) return stays;
    const { uid, size, receivedAt, flags } = message;
    return fileAgain(strapi, tools, mail, cursor, { uid, size, receivedAt, flags, ...read });
  });
  return asked ?? stays;
}

async function fileAgain(
  strapi: Strapi,
  { reader }: KeptMailTools,
  mail: QuarantineRecord,
  cursor: FolderCursor,
  item: IntakeItem,
): Promise<RetryResult> {
  const { parsed, sourceHash, sourcePlace, size, receivedAt } = item;
  if (parsed.kind === 'unparsable') {
    const { subject, sender, reason, detail } = parsed;
    if (mail.sourceHash === null && sourceHash !== null)
      await keepDelivered(strapi, mail.id, { sourceHash, sourcePlace, size, receivedAt, subject, sender });
    await noteQuarantineReason(strapi, mail.id, reason, detail);
    return { filed: false, reason };
  }
  const filing = {
    strapi,
    reader,
    cursor,
    handling: { kind: 'live' },
    sent: cursor.role === 'sent',
  } as const;
  try {
    await fileKept(filing, item, async () => {
      if (!(await removeQuarantined(strapi, mail.id))) throw new HandledElsewhere();
    });
  } catch (error) {
    if (error instanceof HandledElsewhere) return { filed: true, reason: '' };
    if (!(error instanceof DataError && error.kind === 'invalid')) throw error;
    await noteQuarantineReason(strapi, mail.id, 'malformed', `database: ${error.code}`);
    return { filed: false, reason: 'malformed' };
  }
  return { filed: true, reason: '' };
}

/** Somebody else has taken the mail out of quarantine meanwhile; it must not be filed beside that. */
class HandledElsewhere extends Error {}

/** Rows read at once; their sources are read one by one. */
const PAGE = 50;

/**
 * Tries all of them, oldest first, each in a transaction of its own: one that fails again costs nothing but itself.
 *
 * @param options.byOtherVersions leave out what this version has decided or tried
 * @throws DataError (unavailable)
 */
export async function retryAllQuarantined(
  strapi: Strapi,
  tools: RetryTools,
  options: { readonly signal: AbortSignal; readonly byOtherVersions?: boolean },
): Promise<{ readonly filed: number; readonly kept: number }> {
  let filed = 0;
  let kept = 0;
  for (let after = 0; ;) {
    const page = await quarantinedAfter(strapi, after, PAGE, options.byOtherVersions === true);
    for (const mail of page) {
      if (options.signal.aborted) return { filed, kept };
      // A source that cannot be read from the disk is one mail's trouble, too.
      const result = await retryQuarantined(strapi, tools, mail).catch((error: unknown) => {
        if (error instanceof DataError && error.kind === 'unavailable') throw error;
        return { filed: false };
      });
      if (result.filed) filed += 1;
      else kept += 1;
    }
    const last = page.at(-1);
    if (last === undefined) return { filed, kept };
    after = last.id;
  }
}
