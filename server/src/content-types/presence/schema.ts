/** Who has a case open now, in which page of a browser, and what for. A lease: it ends unless it is renewed. */
import { contentType, datetime, enumeration, index, string, toOne, unique } from '../schema';

export default contentType({
  singularName: 'presence',
  pluralName: 'presences',
  displayName: 'Presence',
  attributes: {
    user: toOne('admin::user'),
    case: toOne('case'),
    /** made up by the page */
    page: string(),
    doing: enumeration(['looking', 'writing-answer', 'writing-note']),
    until: datetime(),
  },
  indexes: [unique('presences_once', ['user_id', 'case_id', 'page']), index('presences_until', ['until'])],
});
