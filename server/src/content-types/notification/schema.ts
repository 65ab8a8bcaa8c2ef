/** For one user: what happened, read or not. */
import { contentType, datetime, index, json, string, toOne } from '../schema';

export default contentType({
  singularName: 'notification',
  pluralName: 'notifications',
  displayName: 'Notification',
  attributes: {
    user: toOne('admin::user'),
    kind: string(),
    case: toOne('case'),
    email: toOne('email'),
    details: json(),
    at: datetime(),
    readAt: datetime(),
  },
  indexes: [index('notifications_user', ['user_id', 'read_at', 'at'])],
});
