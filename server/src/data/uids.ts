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
  folderCursor: 'plugin::mailroom.folder-cursor',
  groupAccount: 'plugin::mailroom.group-account',
  importRun: 'plugin::mailroom.import-run',
  inboxEntry: 'plugin::mailroom.inbox-entry',
  jobLease: 'plugin::mailroom.job-lease',
  mailbox: 'plugin::mailroom.mailbox',
  messageLocation: 'plugin::mailroom.message-location',
  notification: 'plugin::mailroom.notification',
  participant: 'plugin::mailroom.participant',
  pendingFlag: 'plugin::mailroom.pending-flag',
  personalAccount: 'plugin::mailroom.personal-account',
  recordLink: 'plugin::mailroom.record-link',
  team: 'plugin::mailroom.team',
  adminPermission: 'admin::permission',
  adminRole: 'admin::role',
  adminUser: 'admin::user',
} as const;

export type Uid = (typeof UIDS)[keyof typeof UIDS];
