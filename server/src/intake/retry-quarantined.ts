/** Tries quarantined mail again from its kept source: after a fault of ours was mended, it is filed as if it came now. */
import type { Strapi } from '../data/database';
import { findCursorById } from '../data/cursors';
import { DataError } from '../data/errors';
import {
  beginQuarantineTry,
  noteQuarantineReason,
  quarantinedAfter,
  removeQuarantined,
  type QuarantineRecord,
} from '../data/quarantine';
import type { BlobStore } from '../platform/blob-store';
import { fileKept } from './filing';
import type { MailReader } from './mail-reader';

/** What keeps sources and what reads them. */
export interface KeptMailTools {
  readonly blobs: BlobStore;
  readonly reader: MailReader;
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
  { blobs, reader }: KeptMailTools,
  mail: QuarantineRecord,
): Promise<RetryResult> {
  await beginQuarantineTry(strapi, mail);
  const cursor = mail.folderId === null ? null : await findCursorById(strapi, mail.folderId);
  if (mail.sourceHash === null || cursor === null || mail.reason === 'too-large')
    return { filed: false, reason: mail.reason };
  const source = await blobs.readSource(mail.sourceHash, mail.sourcePlace);
  const [read] = await reader.read([{ kind: 'bytes', bytes: source }]);
  const parsed = read?.parsed;
  if (parsed === undefined) return { filed: false, reason: mail.reason };
  if (parsed.kind === 'unparsable') {
    await noteQuarantineReason(strapi, mail.id, parsed.reason, parsed.detail);
    return { filed: false, reason: parsed.reason };
  }
  const { uid, size, receivedAt, sourceHash, sourcePlace } = mail;
  try {
    await fileKept(
      { strapi, reader, cursor, handling: { kind: 'live' }, sent: cursor.role === 'sent' },
      { uid, size, receivedAt, flags: [], sourceHash, sourcePlace, parsed },
      async () => {
        if (!(await removeQuarantined(strapi, mail.id))) throw new HandledElsewhere();
      },
    );
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
  tools: KeptMailTools,
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
