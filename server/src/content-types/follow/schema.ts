/** A user follows a case or any record. */
import { contentType, index, string, toOne, unique } from '../schema';

export default contentType({
  singularName: 'follow',
  pluralName: 'follows',
  displayName: 'Follow',
  attributes: {
    user: toOne('admin::user'),
    contentType: string(),
    recordDocumentId: string(),
  },
  indexes: [
    unique('follows_once', ['user_id', 'content_type', 'record_document_id']),
    index('follows_record', ['content_type', 'record_document_id']),
  ],
});
