/** A mailbox of a team: whom its mail is for, whether it opens cases and who gets them. */
import {
  boolean,
  contentType,
  enumeration,
  index,
  integer,
  json,
  string,
  text,
  toMany,
  toOne,
} from '../schema';
import { CLOSED_CASE_POLICIES } from '../../domain/threading-settings';

export default contentType({
  singularName: 'group-account',
  pluralName: 'group-accounts',
  displayName: 'Group account',
  attributes: {
    name: string(),
    mailbox: toOne('mailbox'),
    teams: toMany('team'),
    fromName: string(),
    shared: boolean(true),
    createCase: boolean(false),
    /** `none`, `direct-assignment`, `round-robin`, `least-busy`, or `custom:` and the name of a rule of the app's own */
    distribution: string('none'),
    directAssignee: toOne('admin::user'),
    targetTeam: toOne('team'),
    /** who got the last case by distribution, and the place in the team's order (for a member who has left) */
    lastAssignee: toOne('admin::user'),
    lastAssigneePosition: integer(),
    replyTo: string(),
    autoReply: boolean(false),
    autoReplyTemplate: toOne('template'),
    /** see domain/auto-reply; null: the usual limits */
    autoReplyLimits: json(),
    /** notifications to users are sent from here; of one account at most */
    sendsNotifications: boolean(false),
    /** answers go to everybody in the conversation unless the author says otherwise */
    replyAllByDefault: boolean(false),
    closedCasePolicy: enumeration(CLOSED_CASE_POLICIES, 'reopen'),
    closedCaseDays: integer(),
    /** answers come back to `name+token@domain` */
    plusAddressing: boolean(false),
    /** before the case's number in subjects; empty: none */
    subjectTag: string(),
    sameSubjectDays: integer(),
    /** numbers of other systems, see domain/threading-settings */
    foreignReferences: json(),
    /** months after which parts of its mail go, see domain/retention; null: never */
    retention: json(),
    signature: text(),
    storeSent: boolean(false),
  },
  indexes: [index('group_accounts_mailbox', ['mailbox_id'])],
});
