/** How one admin user works: when away, how many cases at once, how they write and how they are told of news. */
import { boolean, contentType, datetime, integer, json, string, text, toOne, unique } from '../schema';

export default contentType({
  singularName: 'agent-profile',
  pluralName: 'agent-profiles',
  displayName: 'Agent profile',
  attributes: {
    user: toOne('admin::user'),
    awayFrom: datetime(),
    /** null with `awayFrom`: until further notice */
    awayUntil: datetime(),
    /** open cases above which distribution gives no more; null: no limit */
    capacity: integer(),
    /** HTML */
    signature: text(),
    undoSeconds: integer(),
    afterSending: string(),
    /** see domain/preferences; null: the usual */
    autoFollow: json(),
    notify: json(),
    density: string(),
    shortcuts: boolean(true),
    guideDismissed: boolean(false),
    /** why notifications are no longer sent by mail; null: they are */
    mailSuspendedReason: text(),
  },
  indexes: [unique('agent_profiles_user', ['user_id'])],
});
