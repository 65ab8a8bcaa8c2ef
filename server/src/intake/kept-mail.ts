/**
 * A mail reader whose threads write into a folder from which a store takes what they wrote: reading is done when the store
 * has it for good, so that blobs come before the transaction (invariant 1). Upload providers live in the main thread.
 */
import { packName, sourceName } from '../platform/store/file-names';
import type { FileStore } from '../platform/store/file-store';
import { readPlace } from '../domain/source-place';
import type { MailReader } from './mail-reader';
import type { ReadMail } from './read-mail';

/** @param keep of the store into whose folder the reader writes */
export function keepingReader(reader: MailReader, keep: FileStore['keep']): MailReader {
  return {
    ...reader,
    async read(mails) {
      const read = await reader.read(mails);
      await keep(read.flatMap(namesOf));
      return read;
    },
    async keepUnread(mail, reason, detail) {
      const read = await reader.keepUnread(mail, reason, detail);
      await keep(namesOf(read));
      return read;
    },
  };
}

/** The files of a mail, as they are stored. */
export function namesOf({ sourceHash, sourcePlace, parsed }: ReadMail): readonly string[] {
  const pack = sourcePlace === null ? undefined : readPlace(sourcePlace)?.pack;
  const files = parsed.kind === 'parsed' ? parsed.message.attachments : [];
  return [
    pack === undefined ? sourceName(sourceHash) : packName(pack),
    ...files.flatMap(({ sha256 }) => (sha256 === null || sha256 === '' ? [] : [sha256])),
  ];
}
