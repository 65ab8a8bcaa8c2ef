/** A word that mails and cases are marked with, by filters or by hand; one for all teams. */
import { contentType, string, text, unique } from '../schema';

export default contentType({
  singularName: 'tag',
  pluralName: 'tags',
  displayName: 'Tag',
  attributes: {
    name: text(),
    /** hash of the name as it is compared, see domain/filters/tag-name */
    nameHash: string(),
  },
  indexes: [unique('tags_name', ['name_hash'])],
});
