/** All content types, by singular name. */
import agentProfile from './agent-profile/schema';
import anonymisation from './anonymisation/schema';
import attachment from './attachment/schema';
import auditEntry from './audit-entry/schema';
import authorizationAttempt from './authorization-attempt/schema';
import caseEvent from './case-event/schema';
import bulkRun from './bulk-run/schema';
import caseType from './case/schema';
import correspondent from './correspondent/schema';
import change from './change/schema';
import counter from './counter/schema';
import deletedEmail from './deleted-email/schema';
import delivery from './delivery/schema';
import draft from './draft/schema';
import email from './email/schema';
import fileText from './file-text/schema';
import filter from './filter/schema';
import folderCursor from './folder-cursor/schema';
import folder from './folder/schema';
import follow from './follow/schema';
import groupAccount from './group-account/schema';
import idempotencyRecord from './idempotency-record/schema';
import importRun from './import-run/schema';
import inboxEntry from './inbox-entry/schema';
import jobLease from './job-lease/schema';
import mailbox from './mailbox/schema';
import mention from './mention/schema';
import messageLocation from './message-location/schema';
import messageReference from './message-reference/schema';
import notification from './notification/schema';
import participant from './participant/schema';
import pendingFlag from './pending-flag/schema';
import personalAccount from './personal-account/schema';
import presence from './presence/schema';
import recordLink from './record-link/schema';
import savedView from './saved-view/schema';
import storedFile from './stored-file/schema';
import tag from './tag/schema';
import tagging from './tagging/schema';
import recordRule from './record-rule/schema';
import team from './team/schema';
import template from './template/schema';
import webhookDelivery from './webhook-delivery/schema';
import webhook from './webhook/schema';

export const contentTypes = {
  'agent-profile': agentProfile,
  anonymisation,
  attachment,
  'audit-entry': auditEntry,
  'authorization-attempt': authorizationAttempt,
  'bulk-run': bulkRun,
  'case-event': caseEvent,
  case: caseType,
  change,
  correspondent,
  counter,
  'deleted-email': deletedEmail,
  delivery,
  draft,
  email,
  'file-text': fileText,
  filter,
  'folder-cursor': folderCursor,
  folder,
  follow,
  'group-account': groupAccount,
  'idempotency-record': idempotencyRecord,
  'import-run': importRun,
  'inbox-entry': inboxEntry,
  'job-lease': jobLease,
  mailbox,
  mention,
  'message-location': messageLocation,
  'message-reference': messageReference,
  notification,
  participant,
  'pending-flag': pendingFlag,
  'personal-account': personalAccount,
  presence,
  'record-link': recordLink,
  'stored-file': storedFile,
  tag,
  tagging,
  'record-rule': recordRule,
  'saved-view': savedView,
  team,
  template,
  webhook,
  'webhook-delivery': webhookDelivery,
} as const;
