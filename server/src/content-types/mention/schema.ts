/** A user whom a note or post of a case mentions, and whether the user has looked at the case since. */
import { boolean, contentType, datetime, index, toOne } from '../schema';

export default contentType({
  singularName: 'mention',
  pluralName: 'mentions',
  displayName: 'Mention',
  attributes: {
    user: toOne('admin::user'),
    case: toOne('case'),
    /** the note or post */
    event: toOne('case-event'),
    seen: boolean(false),
    at: datetime(),
  },
  indexes: [
    index('mentions_user', ['user_id', 'seen', 'case_id']),
    index('mentions_case', ['case_id', 'user_id']),
  ],
});
