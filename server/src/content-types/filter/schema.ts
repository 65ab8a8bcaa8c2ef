/** A rule over incoming mail: of admins for all or a group account, of users for their own account or inbox. */
import { boolean, contentType, enumeration, index, integer, json, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'filter',
  pluralName: 'filters',
  displayName: 'Filter',
  attributes: {
    name: string(),
    scope: enumeration(['global', 'group-account', 'personal-account', 'user']),
    groupAccount: toOne('group-account'),
    personalAccount: toOne('personal-account'),
    user: toOne('admin::user'),
    active: boolean(true),
    order: integer(0),
    from: text(),
    to: text(),
    subject: text(),
    bodyContains: json(),
    bodyContainsAll: json(),
    action: enumeration(['skip', 'move-to-folder', 'move-to-group-folder', 'none'], 'skip'),
    folder: toOne('folder'),
  },
  indexes: [index('filters_scope', ['scope', 'active', 'order'])],
});
