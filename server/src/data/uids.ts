/** The uids of our content types. They are part of the database and of stored permissions, and are never renamed. */
export const UIDS = {
  attachment: 'plugin::mailroom.attachment',
  authorizationAttempt: 'plugin::mailroom.authorization-attempt',
  case: 'plugin::mailroom.case',
  caseEvent: 'plugin::mailroom.case-event',
  correspondent: 'plugin::mailroom.correspondent',
  counter: 'plugin::mailroom.counter',
  delivery: 'plugin::mailroom.delivery',
  email: 'plugin::mailroom.email',
