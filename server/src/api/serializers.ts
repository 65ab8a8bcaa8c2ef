/** The only way in which rows leave the server: field by field, so that a new column is not published by accident. */
import type { AccountInTrouble } from '../data/account-attention';
import type { GroupAccount, TeamRow } from '../data/accounts';
import type { CaseRecord } from '../data/cases';
import type { EmailBody as BodyRecord } from '../data/email-parts';
import { type DeliveryRecord } from '../data/deliveries';
import { isKept, type AttachmentRecord, type EmailHead } from '../data/emails';
import type { EmailListRow } from '../data/email-lists';
import type { ImportRunRecord } from '../data/import-runs';
import type { QuarantineRecord } from '../data/quarantine';
import type { TagRecord } from '../data/tags';
import type { Team } from '../data/teams';
import { agentSummary } from '../data/users';
import type { ForwardedMail } from '../domain/visible-part';
import { dangersIn } from '../inbox/shown-html';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import type { TaskState } from '../jobs/tasks';
import type {
  AccountAttention,
  AccountSummary,
  AgentSummary,
  AttachmentView,
  CaseName,
  CaseRow,
  EmailBody,
  EmailRow,
  EmailView,
  ForwardedView,
  ImportRun,
  OutgoingState,
  QuarantinedMail,
  ScheduledJob,
  TagSummary,
  TeamDetail,
  TeamSummary,
  Timestamp,
} from './contracts';

export const iso = (date: Date | null): Timestamp | null => date?.toISOString() ?? null;

export const teamSummary = ({
  documentId,
  name,
  color,
}: Pick<TeamRow, 'documentId' | 'name' | 'color'>): TeamSummary => ({
  id: documentId,
  name,
  color: color ?? '',
});

export const accountSummary = ({
  documentId,
  name,
  mailbox,
}: Pick<GroupAccount, 'documentId' | 'name' | 'mailbox'>): AccountSummary => ({
  id: documentId,
  name,
  address: mailbox.address,
});

export const teamDetail = (team: Team, openCases: number): TeamDetail => ({
  ...teamSummary(team),
  description: team.description,
  members: team.members.map(agentSummary),
  autoFollow: team.autoFollow,
  openCases,
});

/** What a page of rows needs beside the rows. */
export interface CaseRowContext {
  readonly agents: ReadonlyMap<number, AgentSummary>;
  readonly accounts: ReadonlyMap<number, AccountSummary>;
  readonly unread: ReadonlySet<number>;
  readonly tags: ReadonlyMap<number, readonly TagRecord[]>;
  readonly writing: ReadonlyMap<number, NonNullable<CaseRow['writing']>>;
}

export const tagSummary = ({ documentId, name }: TagRecord): TagSummary => ({ id: documentId, name });

export const caseRow = (
  record: CaseRecord,
  { agents, accounts, unread, tags, writing }: CaseRowContext,
): CaseRow => ({
  id: record.documentId,
  number: record.number,
  subject: record.subject,
  status: record.status,
  priority: record.priority,
  assignee: record.assigneeId === null ? null : (agents.get(record.assigneeId) ?? null),
  requester: record.requester,
  snippet: record.snippet,
  emailCount: record.emailCount,
  hasAttachments: record.hasAttachments,
  deliveryProblem: record.deliveryProblem,
  unread: unread.has(record.id),
  teams: record.teams.map(teamSummary),
  account: record.groupAccountId === null ? null : (accounts.get(record.groupAccountId) ?? null),
  lastActivityAt: record.lastActivityAt.toISOString(),
  lastCustomerMessageAt: iso(record.lastCustomerMessageAt),
  writing: writing.get(record.id) ?? null,
  snoozed: record.snoozed ? { until: iso(record.snoozedUntil) } : null,
  tags: (tags.get(record.id) ?? []).map(tagSummary),
});

const attachmentView = (attachment: AttachmentRecord): AttachmentView => ({
  id: attachment.documentId,
  name: attachment.name,
  type: attachment.type,
  size: attachment.size,
  inline: attachment.inline,
  contentId: attachment.contentId,
  available: attachment.sha256 !== null,
  deleted: !isKept(attachment),
});

function forwardedView({ from, to, cc, subject, date }: ForwardedMail): ForwardedView {
  return { from, to, cc, subject, date };
}

/** @param subject of the mail, by which what it quotes is found where nobody has looked for it yet */
export const emailBody = (subject: string, { text, folds, html }: BodyRecord): EmailBody => ({
  text,
  folds: folds ?? visiblePartOf(text, { subject, answers: true }).folds,
  html,
  links: dangersIn(text, html),
});

/**
 * @param body null: left out
 * @param attachments and `deliveries` of any mails; those of this one are picked
 * @param visibleCases those that the reading user may see, among them the suggested one
 * @param remoteImages whether its pictures of the web are shown without asking
 */
export function emailView(
  email: EmailHead,
  body: BodyRecord | null,
  attachments: readonly AttachmentRecord[],
  deliveries: readonly DeliveryRecord[],
  visibleCases: readonly CaseRecord[],
  remoteImages: boolean,
): EmailView {
  const outgoing = email.direction === 'out';
  const state = outgoing ? (email.state as OutgoingState) : null;
  const troubled = state === 'failed' || state === 'uncertain' || (state === 'queued' && email.attempts > 0);
  return {
    id: email.documentId,
    direction: email.direction,
    state,
    from: email.from,
    via: outgoing ? null : email.via,
    replyTo: email.replyTo,
    to: email.to,
    cc: email.cc,
    bcc: email.bcc,
    subject: email.subject,
    date: email.sentAt.toISOString(),
    body: body === null ? null : emailBody(email.subject, body),
    forwarded: email.forwarded === null ? null : forwardedView(email.forwarded),
    snippet: email.snippet,
    internal: email.internal,
    suggestion: suggestionView(email, visibleCases),
    classification: email.classification,
    classificationSignals: email.classificationSignals,
    authentication: email.authentication,
    warnings: email.warnings,
    report: email.report,
    invitation: email.invitation,
    signed: email.signed,
    encrypted: email.encrypted,
    autoReply: email.autoReply,
    remoteImages,
    attachments: attachments.filter(({ emailId }) => emailId === email.id).map(attachmentView),
    hasSource: email.sourceHash !== null && !email.incomplete,
    incomplete: email.incomplete,
    removed: removedView(email),
    deliveryError: troubled ? email.response : null,
    nextAttemptAt: iso(email.nextAttemptAt),
    sentBecause: state === 'sent' ? email.reason : null,
    sentCopyError: email.sentCopy === 'failed' ? email.sentCopyProblem : null,
    deliveries: deliveries
      .filter(({ emailId }) => emailId === email.id)
      .map(({ address, state: reached, response }) => ({ address, state: reached, response })),
  };
}

function removedView({ removed }: EmailHead): EmailView['removed'] {
  return removed === null ? null : { ...removed, at: removed.at.toISOString() };
}

export const caseName = ({ documentId, number, subject, status }: CaseRecord): CaseName => ({
  id: documentId,
  number,
  subject,
  status,
});

function suggestionView(
  { suggestion }: EmailHead,
  visibleCases: readonly CaseRecord[],
): EmailView['suggestion'] {
  const target = visibleCases.find(({ id }) => id === suggestion?.caseId);
  if (suggestion === null || target === undefined) return null;
  return { case: caseName(target), reason: suggestion.reason };
}

export const emailRow = (row: EmailListRow, account: AccountSummary | null, unread: boolean): EmailRow => ({
  id: row.documentId,
  from: row.from,
  subject: row.subject,
  snippet: row.snippet,
  date: row.sentAt.toISOString(),
  unread,
  hasAttachments: row.hasAttachments,
  classification: row.classification,
  account,
});

export const quarantinedMail = (record: QuarantineRecord): QuarantinedMail => ({
  id: record.documentId,
  accountName: record.address,
  folder: record.folder,
  uid: record.uid,
  reason: record.reason,
  detail: record.detail,
  subject: record.subject,
  from: record.sender,
  size: record.size,
  tries: record.tries,
  quarantinedAt: record.quarantinedAt.toISOString(),
});

export const accountAttention = ({
  documentId,
  kind,
  name,
  state,
  silentSince,
}: AccountInTrouble): AccountAttention => ({
  id: documentId,
  kind,
  name,
  state,
  silentSince: iso(silentSince),
});

export const scheduledJob = (
  { name, rule, running, lastRun }: TaskState,
  next: Date | null,
): ScheduledJob => ({
  name,
  rule,
  running,
  lastStartedAt: iso(lastRun?.startedAt ?? null),
  lastFinishedAt: iso(lastRun?.finishedAt ?? null),
  lastDurationMs: lastRun === null ? null : lastRun.finishedAt.getTime() - lastRun.startedAt.getTime(),
  lastError: lastRun?.error ?? null,
  lastResult: lastRun?.result ?? null,
  nextRunAt: iso(next),
});

export const importRun = (record: ImportRunRecord): ImportRun => ({
  id: record.documentId,
  accountName: record.address,
  state: record.state,
  files: record.files.map(({ name }) => name),
  opensCases: record.opensCases,
  filed: record.filed,
  duplicates: record.duplicates,
  ignored: record.ignored,
  quarantined: record.quarantined,
  bytesDone: record.bytesDone,
  bytesTotal: record.bytesTotal,
  startedAt: record.startedAt.toISOString(),
  finishedAt: iso(record.finishedAt),
  error: record.error,
});
