/** A customer's matter: opened by a mail, worked by one agent of a team, until it is closed. */
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
  toMany,
  toOne,
  unique,
} from '../schema';

export default contentType({
  singularName: 'case',
  pluralName: 'cases',
  displayName: 'Case',
  attributes: {
    number: integer(),
    subject: text(),
    status: enumeration(['new', 'assigned', 'pending', 'closed', 'rejected', 'duplicate'], 'new'),
    /** false for closed, rejected and duplicate; kept so that lists need one indexed column */
    open: boolean(true),
    priority: enumeration(['low', 'normal', 'high', 'urgent'], 'normal'),
    type: string(),
    assignee: toOne('admin::user'),
    assignmentReason: string(),
    assignmentReasonParams: json(),
    teams: toMany('team'),
    groupAccount: toOne('group-account'),
    requester: toOne('correspondent'),
    requesterName: text(),
    snippet: text(),
    emailCount: integer(0),
    hasAttachments: boolean(false),
    deliveryProblem: boolean(false),
    lastActivityAt: datetime(),
    lastCustomerMessageAt: datetime(),
    firstResponseAt: datetime(),
    closedAt: datetime(),
    /** the closed case that it goes on from, whose customer has written again */
    previousCase: toOne('case'),
    /** it is worked on in that one; its mail went there, and undoing the merge brings it back */
    mergedInto: toOne('case'),
    /** out of sight until then; null: not, or until the customer writes */
    snoozedUntil: datetime(),
    snoozed: boolean(false),
    snoozedBy: toOne('admin::user'),
    /** nothing of it is deleted by rules, and nothing by hand without asking */
    held: boolean(false),
    heldAt: datetime(),
    /** null while it is held: an app did it, or that user is gone */
    heldBy: toOne('admin::user'),
    /** it found nobody, or lost its assignee: the task `distribute` gives it to somebody */
    awaitingAgent: boolean(false),
    /** the team among whose members somebody is to be found; null: the account's target team */
    awaitingTeam: toOne('team'),
    /** the first mail was ours: nobody has waited for a first answer */
    startedByUs: boolean(false),
    /** automatic answers sent for it */
    automaticAnswers: integer(0),
  },
  indexes: [
    unique('cases_number', ['number']),
    index('cases_activity', ['last_activity_at', 'id']),
    index('cases_open', ['open', 'last_activity_at', 'id']),
    index('cases_assignee', ['assignee_id', 'open', 'last_activity_at', 'id']),
    index('cases_waiting', ['open', 'last_customer_message_at', 'id']),
    index('cases_assignee_waiting', ['assignee_id', 'open', 'last_customer_message_at', 'id']),
    /** all that counters ask, so that counting reads no row */
    index('cases_counts', ['open', 'snoozed', 'assignee_id', 'id']),
    index('cases_requester', ['requester_id', 'id']),
    index('cases_awaiting', ['awaiting_agent', 'id']),
    index('cases_snoozed', ['snoozed', 'snoozed_until']),
    index('cases_held', ['held', 'id']),
    index('cases_previous', ['previous_case_id']),
    index('cases_merged', ['merged_into_id']),
    // What reports count by time.
    index('cases_opened', ['created_at']),
    index('cases_closed', ['closed_at']),
    index('cases_answered', ['first_response_at']),
  ],
});
