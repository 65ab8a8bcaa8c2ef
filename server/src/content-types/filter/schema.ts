/** A rule over incoming mail: of admins for all or an account, of users for their own account or inbox. See domain/filter. */
import {
  boolean,
  contentType,
  datetime,
  enumeration,
  index,
  integer,
  json,
  string,
  text,
  toOne,
} from '../schema';

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
    stop: boolean(true),
    from: text(),
    to: text(),
    cc: text(),
    subject: text(),
    bodyContains: json(),
    bodyContainsAll: json(),
    /** as text, since a boolean cannot say "either" in every database the same way */
    hasAttachment: enumeration(['yes', 'no']),
    classifications: json(),
    actions: json(),
    /** counts changes, so that nobody overwrites what somebody else has saved meanwhile */
    version: integer(1),
    hits: integer(0),
    lastHitAt: datetime(),
  },
  indexes: [index('filters_scope', ['scope', 'active', 'order'])],
});
