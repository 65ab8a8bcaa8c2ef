/** Why something happened, as a code that every language can say. Never a sentence: those are the panel's. */

/**
 * A reason is a code with parameters, translated by the panel under `mailroom.reason.<code>`.
 * The server never stores a sentence.
 */
export interface Reason {
  readonly code: ReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type ReasonCode =
  // why a mail is where it is
  | 'thread.own-message' // {messageId}: it answers a mail we sent
  | 'thread.known-message' // {messageId}: it answers a stored mail, and its sender takes part in the case
  | 'thread.answered' // {messageId}: a stored mail answers it
  | 'thread.reported-message' // {messageId}: it reports what became of a mail we sent
  | 'thread.token' // {number}: it carries our signature for case number
  | 'thread.common-reference' // {number}: it and a mail of the case name one mail that never came here
  | 'thread.new-person' // {number}: it proves to continue the case, and its sender is new there
  | 'thread.unverified' // {number}: it proves to continue the case, but its sender may be forged
  | 'thread.case-number' // {number}: the number is in its subject, and its sender takes part in the case
  | 'thread.foreign-number' // {reference}: another system's number is in its subject
  | 'thread.same-subject' // {days}: the same sender wrote under this subject within so many days
  | 'case.number-unproven' // {number}: case number is in the subject, but the sender takes no part in it
  | 'case.closed' // {number}: it continues case number, which is closed and stays so
  | 'case.first-of-thread' // nothing stored is referenced
  | 'case.stranger' // {number}: it references case number, but the sender takes no part in it
  | 'case.reference-elsewhere' // it references mail that belongs to no case of this account
  | 'mail.no-case-creation' // the account does not open cases
  | 'mail.personal' // a personal account
  | 'mail.automatic' // {signal}: automatic mail opens no case
  | 'mail.spam' // {signal}: spam opens no case
  | 'mail.history' // it lay in the mailbox before it was connected, and opens no case
  | 'mail.deleted' // somebody deleted it here, and no copy of it is filed again
  | 'mail.kept-no-longer' // {account, count}: by the account's rule on how long mail is kept
  | 'mail.sent-elsewhere' // sent by us in another program, in no conversation that has a case
  | 'mail.notification-report' // what a machine says about a notification of ours to a user
  | 'mail.answers-notification' // it answers a notification about several cases
  | 'mail.own-copy' // a copy of a mail we sent
  | 'mail.no-case-by-filter' // {filter}: a filter of the account says that it opens none
  | 'mail.filtered' // {filter}: left out by a filter
  | 'mail.skipped-by-step' // {step, words}: left out by an intake step of the app
  | 'duplicate.identity' // the same mail came before
  // why a case has its assignee
  | 'assign.direct' // {agent}
  | 'assign.direct-inactive' // {agent}: the direct assignee is inactive
  | 'assign.direct-away' // {agent}: the direct assignee is away
  | 'assign.direct-full' // {agent}: the direct assignee has as many open cases as they take
  | 'assign.direct-missing' // no direct assignee is set
  | 'assign.round-robin' // {agent, team}: the first turn, or after somebody of whom nothing is known any more
  | 'assign.round-robin-after' // {agent, team, previous}: after who got the case before it
  | 'assign.least-busy' // {agent, team, open}
  | 'assign.team-empty' // {team}: the team has no active member
  | 'assign.team-away' // {team}: all active members are away
  | 'assign.team-full' // {team}: who is there has as many open cases as they take
  | 'assign.team-missing' // no target team is set
  | 'assign.custom' // {agent, rule, words}: by a rule of the app's own, in its words
  | 'assign.custom-nobody' // {rule, words}: a rule of the app's own chose nobody
  | 'assign.custom-failed' // {rule}: it failed, or chose somebody who is not free
  | 'assign.custom-missing' // {rule}: the app does not register it any more
  | 'assign.filter' // {agent, filter}
  | 'assign.filter-team' // {team, filter}: left to a team, whose account takes no turns
  | 'assign.manual' // {agent}
  | 'assign.nobody' // somebody left it to nobody
  | 'assign.none' // the account distributes nothing
  // why a status changed by itself
  | 'status.customer-answered'
  | 'status.answered' // an agent answered and chose the status
  | 'status.closed-by-requester' // the customer has closed it in the portal
  | 'status.merged' // it was merged into another case, or is no longer
  // why a snoozed case is there again
  | 'woken.due' // the time has come
  | 'woken.customer-wrote'
  // why a case is held
  | 'hold.mails-of-held' // {number}: mails of a held case came into it
  // who did it, where it was no user of the panel
  | 'app.request' // {name}: an app over REST; the name of its token or user
  | 'app.public' // an app over REST, which said not who it is
  // why an answer counts as sent
  | 'sent.found-in-folder' // {folder}: the server never confirmed it, and filed it there
  // why a mail that was to go out waits for its author
  | 'held.colleague' // {agent}: a colleague has answered or noted since it was begun
  | 'held.customer' // the customer has written since its time was chosen
  | 'held.not-allowed' // its author may no longer send it
  | 'held.not-sendable' // {words}: it cannot be sent as it is
  | 'held.fault' // it could not be made into a mail
  // whether Mailroom answered a mail by itself
  | 'auto-reply.sent' // {address}: it was answered
  | 'auto-reply.not-human' // {signal}: no person wrote it, or its sender asks for no such answers
  | 'auto-reply.own-address' // it is from one of our own addresses, or among ourselves
  | 'auto-reply.no-address' // it names nobody to whom an answer could go
  | 'auto-reply.forged-sender' // authentication says that its sender is forged
  | 'auto-reply.no-new-case' // it continues a case, or opens none
  | 'auto-reply.history' // it lay in the mailbox before it was connected
  | 'auto-reply.answered' // another copy of it was answered
  | 'auto-reply.limit-address' // {count, hours}: its sender has had so many answers
  | 'auto-reply.limit-case' // {count}: its case has had so many answers
  | 'auto-reply.limit-total' // {count, minutes}: the account has given so many answers
  | 'auto-reply.suppressed' // mail does not reach its sender
  | 'auto-reply.blocked' // its sender is blocked
  | 'auto-reply.robot' // its sender writes as fast as only machines do
  | 'auto-reply.spam'
  | 'auto-reply.too-old' // {days}: it is older
  | 'auto-reply.no-template' // the account has no template, or an empty one
  | 'auto-reply.cannot-send'; // the account has no SMTP server, or is switched off
