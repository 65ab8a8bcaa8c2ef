/** For one user: what happened, read or not. */
import { boolean, contentType, datetime, enumeration, index, json, string, toOne } from '../schema';

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
    /** false: the user wants it by mail alone, so the panel does not show it */
    shown: boolean(true),
    /** whether it is sent by mail too */
    mailState: enumeration(['none', 'pending', 'sent', 'failed'], 'none'),
    mailDueAt: datetime(),
    /** the outgoing mail that tells of it */
    mail: toOne('email'),
  },
  indexes: [
    index('notifications_mail', ['mail_state', 'mail_due_at']),
    index('notifications_email', ['email_id']),
    index('notifications_case', ['case_id']),
    index('notifications_sent', ['mail_id']),
    index('notifications_user', ['user_id', 'read_at', 'at']),
    index('notifications_kind', ['kind', 'id']),
    index('notifications_read', ['read_at']),
    index('notifications_list', ['user_id', 'at', 'id']),
  ],
});
