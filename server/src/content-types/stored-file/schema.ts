/** A file that an upload provider keeps for us, noted before it is sent: providers cannot say what they keep. */
import { bigInteger, contentType, datetime, enumeration, json, string, text, unique } from '../schema';

export default contentType({
  singularName: 'stored-file',
  pluralName: 'stored-files',
  displayName: 'Stored file',
  attributes: {
    /** sha256, with `.gz` for a source, or the name of a pack */
    name: string(),
    state: enumeration(['storing', 'stored', 'removing'], 'storing'),
    /** as the provider gave it; never readable without being signed */
    url: text(),
    /** what else the provider needs to find it */
    details: json(),
    /** bytes as they are stored */
    size: bigInteger(),
    /** sha256 of a pack's bytes */
    checksum: string(),
    /** when it was last put in: younger than a day, its row may still be to come */
    keptAt: datetime(),
    /** when it was read back and found right; null: never */
    verifiedAt: datetime(),
  },
  indexes: [unique('stored_files_name', ['name'])],
});
