/** The stream of a case as the panel shows it: events with their mails, files and actors, read in four statements. */
import type { AgentSummary } from '../../domain/agent';
import type { CasePriority, CaseStatus } from '../../domain/case-state';
import { findCaseEvents, streamOf, type CaseEventRecord } from '../../data/case-events';
import { casesWithin } from '../../data/merged-cases';
import type { Strapi } from '../../data/database';
import { attachmentsOf, deliveriesOf, findEmails } from '../../data/emails';
import { findUsers } from '../../data/users';
import type { Viewer } from '../../access/viewer';
import { readSuggestedCases } from '../../inbox/read-cases';
import type { AttachmentView, EmailView, FailedRecipient, TimelineEntry } from '../contracts';
import { emailView } from '../serializers';
import { lifeEntry, namedTypes, withoutOtherEnd } from './timeline-life';
import { noteFilesOf } from './note-files';

interface Lookups {
  readonly emails: ReadonlyMap<number, EmailView>;
  readonly agents: ReadonlyMap<number, AgentSummary>;
  /** content types of records that the viewer may know the names of */
  readonly readable: ReadonlySet<string>;
  /** of notes and posts, by entry */
  readonly files: ReadonlyMap<number, readonly AttachmentView[]>;
}

/** @param where which events, by the query engine's terms; oldest first */
export async function timelineOf(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly TimelineEntry[]> {
  return entriesOf(strapi, viewer, await findCaseEvents(strapi, where));
}

/** The stream of a case, with those of the cases that were merged into it; oldest first. */
export async function timelineOfCase(
  strapi: Strapi,
  viewer: Viewer,
  caseId: number,
): Promise<readonly TimelineEntry[]> {
  const events = await streamOf(strapi, [caseId, ...(await casesWithin(strapi, caseId))]);
  return entriesOf(strapi, viewer, withoutOtherEnd(events, caseId));
}

async function entriesOf(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
): Promise<readonly TimelineEntry[]> {
  const lookups: Lookups = {
    emails: await emailsOf(strapi, viewer, events),
    agents: await agentsOf(strapi, events),
    readable: await namedTypes(strapi, viewer, events),
    files: await noteFilesOf(strapi, events),
  };
  return events.flatMap((event) => entryOf(event, lookups) ?? []);
}

async function emailsOf(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
): Promise<Lookups['emails']> {
  const ids = events.flatMap(({ emailId }) => (emailId === null ? [] : [emailId]));
  const [emails, attachments, deliveries] = await Promise.all([
    findEmails(strapi, ids),
    attachmentsOf(strapi, ids),
    deliveriesOf(strapi, ids),
  ]);
  const suggested = await readSuggestedCases(strapi, viewer, emails);
  return new Map(emails.map((email) => [email.id, emailView(email, attachments, deliveries, suggested)]));
}

async function agentsOf(strapi: Strapi, events: readonly CaseEventRecord[]): Promise<Lookups['agents']> {
  const ids = events
    .flatMap(({ actorId, kind, details, mentions }) =>
      kind === 'assigned' ? [actorId, details.from, details.to] : [actorId, ...mentions],
    )
    .filter((id) => typeof id === 'number');
  return findUsers(strapi, ids);
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function entryOf(event: CaseEventRecord, { emails, agents, files, readable }: Lookups): TimelineEntry | null {
  const agent = (id: unknown): AgentSummary | null =>
    typeof id === 'number' ? (agents.get(id) ?? null) : null;
  const base = {
    id: event.documentId,
    at: event.at.toISOString(),
    actor: agent(event.actorId),
    reason: event.reason,
  };
  const { from, to } = event.details;
  switch (event.kind) {
    case 'case-opened':
      return { ...base, kind: 'case-opened' };
    case 'email-received':
    case 'email-sent': {
      const email = event.emailId === null ? undefined : emails.get(event.emailId);
      return email === undefined ? null : { ...base, kind: event.kind, email };
    }
    case 'email-moved':
      return { ...base, kind: 'email-moved', from: numberOf(from), to: numberOf(to) ?? 0 };
    case 'note':
    case 'post':
      return {
        ...base,
        kind: event.kind,
        text: event.text,
        mentions: event.mentions.flatMap((id) => agents.get(id) ?? []),
        files: files.get(event.id) ?? [],
      };
    case 'status-changed':
      return { ...base, kind: 'status-changed', from: from as CaseStatus, to: to as CaseStatus };
    case 'priority-changed':
      return { ...base, kind: 'priority-changed', from: from as CasePriority, to: to as CasePriority };
    case 'assigned':
      return { ...base, kind: 'assigned', from: agent(from), to: agent(to) };
    case 'bounce':
      return { ...base, kind: 'bounce', failed: (event.details.failed ?? []) as readonly FailedRecipient[] };
    case 'automatic-mail':
      return { ...base, kind: 'automatic-mail', email: emails.get(event.emailId ?? 0) ?? null };
    default:
      return lifeEntry(event, base, readable);
  }
}
