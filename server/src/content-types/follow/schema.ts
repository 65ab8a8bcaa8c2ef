/** A user follows a case or any record, or has stopped. */
import { boolean, contentType, index, string, toOne, unique } from '../schema';

export default contentType({
  singularName: 'follow',
  pluralName: 'follows',
  displayName: 'Follow',
  attributes: {
    user: toOne('admin::user'),
    contentType: string(),
    recordDocumentId: string(),
    /** stopped by hand: nothing but the user begins it again */
    muted: boolean(false),
  },
  indexes: [
    unique('follows_once', ['user_id', 'content_type', 'record_document_id']),
    index('follows_record', ['content_type', 'record_document_id']),
  ],
});
