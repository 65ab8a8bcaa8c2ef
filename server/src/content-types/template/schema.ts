/** A saved reply or automatic answer in one language, with placeholders. */
import { contentType, enumeration, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'template',
  pluralName: 'templates',
  displayName: 'Template',
  attributes: {
    name: string(),
    kind: enumeration(['reply', 'auto-reply'], 'reply'),
    language: string(),
    subject: text(),
    text: text(),
    html: text(),
    groupAccount: toOne('group-account'),
  },
});
