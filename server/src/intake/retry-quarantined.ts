/** Tries a quarantined mail again from its kept source: after a fault of ours was mended, it is filed as if it came now. */
import type { Strapi } from '../data/database';
import { findCursorById } from '../data/ledger';
import { countQuarantineTry, removeQuarantined, type QuarantineRecord } from '../data/quarantine';
import type { BlobStore } from '../platform/blob-store';
import type { MailReader } from './mail-reader';
import { fileKept } from './filing';

export interface RetryResult {
  readonly filed: boolean;
  /** why not; empty when it was filed */
  readonly reason: string;
}

/** Files the mail if it can be read now; else counts the try. Of oversized mail only the headers are kept, so it stays. */
export async function retryQuarantined(
  strapi: Strapi,
  { blobs, reader }: { readonly blobs: BlobStore; readonly reader: MailReader },
  mail: QuarantineRecord,
): Promise<RetryResult> {
  const cursor = mail.folderId === null ? null : await findCursorById(strapi, mail.folderId);
  if (mail.sourceHash === null || cursor === null || mail.reason === 'too-large')
    return { filed: false, reason: mail.reason };
  const source = await blobs.readSource(mail.sourceHash);
  const [read] = await reader.read([{ kind: 'bytes', bytes: source }]);
  const parsed = read?.parsed;
  if (parsed === undefined) return { filed: false, reason: mail.reason };
  if (parsed.kind === 'unparsable') {
    await countQuarantineTry(strapi, mail, parsed.reason, parsed.detail);
    return { filed: false, reason: parsed.reason };
  }
  const { uid, size, receivedAt, sourceHash } = mail;
  await fileKept(
    { strapi, reader, cursor, since: new Date(0), handling: { kind: 'live' } },
    { uid, size, receivedAt, sourceHash, parsed },
    async () => {
      await removeQuarantined(strapi, mail.id);
    },
  );
  return { filed: true, reason: '' };
}
