/** The text of a file that came with a mail, read once for all mails that hold it, so that it can be searched. */
import { contentType, enumeration, index, string, text, unique } from '../schema';

export default contentType({
  singularName: 'file-text',
  pluralName: 'file-texts',
  displayName: 'File text',
  attributes: {
    /** of the file's bytes */
    sha256: string(),
    /** `unreadable`: broken, protected, too large or hostile; it is not tried again */
    state: enumeration(['read', 'unreadable']),
    text: text(),
  },
  indexes: [unique('file_texts_file', ['sha_256']), index('file_texts_state', ['state'])],
});
