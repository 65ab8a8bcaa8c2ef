/** A tag on one email or on one case. */
import { contentType, index, toOne, unique } from '../schema';

export default contentType({
  singularName: 'tagging',
  pluralName: 'taggings',
  displayName: 'Tagging',
  attributes: {
    tag: toOne('tag'),
    email: toOne('email'),
    case: toOne('case'),
  },
  indexes: [
    unique('taggings_email', ['email_id', 'tag_id']),
    unique('taggings_case', ['case_id', 'tag_id']),
    index('taggings_tag', ['tag_id']),
  ],
});
