/** A saved reply or automatic answer, in as many languages as there are, with placeholders. */
import { contentType, enumeration, json, string, toMany } from '../schema';

export default contentType({
  singularName: 'template',
  pluralName: 'templates',
  displayName: 'Template',
  attributes: {
    name: string(),
    kind: enumeration(['reply', 'auto-reply'], 'reply'),
    /** whose members may use it; none: everybody */
    teams: toMany('team'),
    /** see domain/template: by language, the first one where no other fits */
    versions: json(),
  },
});
