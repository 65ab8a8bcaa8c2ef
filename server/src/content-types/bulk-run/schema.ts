/** One action that a user has begun on many cases or mails: how far it is, and how it is taken back. */
import { boolean, contentType, datetime, enumeration, index, integer, json, toOne } from '../schema';

export default contentType({
  singularName: 'bulk-run',
  pluralName: 'bulk-runs',
  displayName: 'Bulk run',
  attributes: {
    user: toOne('admin::user'),
    subject: enumeration(['cases', 'mails']),
    state: enumeration(['running', 'done', 'cancelled'], 'running'),
    /** its user wants it to end */
    cancelled: boolean(false),
    total: integer(0),
    done: integer(0),
    changed: integer(0),
    unchanged: integer(0),
    /** words and how often */
    refusals: json(),
    /** rows with what brings them back, in the reverse order; null once it is taken back */
    undo: json(),
    startedAt: datetime(),
    /** when it last said how far it is */
    seenAt: datetime(),
  },
  indexes: [index('bulk_runs_user', ['user_id', 'started_at'])],
});
