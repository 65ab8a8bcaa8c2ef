/** An email or case belongs to a record of any content type, by a rule or by hand. */
import { contentType, index, string, text, toOne, unique } from '../schema';

export default contentType({
  singularName: 'record-link',
  pluralName: 'record-links',
  displayName: 'Record link',
  attributes: {
    email: toOne('email'),
    case: toOne('case'),
    contentType: string(),
    recordDocumentId: string(),
    rule: string(),
    /** the address or number that was found */
    matched: text(),
    label: text(),
    linkedBy: toOne('admin::user'),
  },
  indexes: [
    index('record_links_record', ['content_type', 'record_document_id']),
    unique('record_links_email', ['email_id', 'content_type', 'record_document_id']),
    unique('record_links_case_once', ['case_id', 'content_type', 'record_document_id']),
  ],
});
