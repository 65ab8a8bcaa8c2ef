/** The stream of a case as the panel shows it: events with their mails, files and actors, read in four statements. */
import type { AgentSummary } from '../../domain/agent';
import type { CasePriority, CaseStatus } from '../../domain/case-state';
import { findCaseEvents, type CaseEventRecord } from '../../data/case-events';
import type { Strapi } from '../../data/database';
import { attachmentsOf, deliveriesOf, findEmails } from '../../data/emails';
import { findUsers } from '../../data/users';
import type { Viewer } from '../../access/viewer';
import { readSuggestedCases } from '../../inbox/read-cases';
import type { EmailView, FailedRecipient, TimelineEntry } from '../contracts';
import { emailView } from '../serializers';

interface Lookups {
  readonly emails: ReadonlyMap<number, EmailView>;
  readonly agents: ReadonlyMap<number, AgentSummary>;
}

/** @param where which events, by the query engine's terms; oldest first */
export async function timelineOf(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly TimelineEntry[]> {
  const events = await findCaseEvents(strapi, where);
  const lookups: Lookups = {
    emails: await emailsOf(strapi, viewer, events),
    agents: await agentsOf(strapi, events),
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
    .flatMap(({ actorId, kind, details }) =>
      kind === 'assigned' ? [actorId, details.from, details.to] : [actorId],
    )
    .filter((id) => typeof id === 'number');
  return findUsers(strapi, ids);
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function entryOf(event: CaseEventRecord, { emails, agents }: Lookups): TimelineEntry | null {
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
      return { ...base, kind: 'note', text: event.text, mentions: [], files: [] };
    case 'status-changed':
      return { ...base, kind: 'status-changed', from: from as CaseStatus, to: to as CaseStatus };
    case 'priority-changed':
      return { ...base, kind: 'priority-changed', from: from as CasePriority, to: to as CasePriority };
    case 'assigned':
      return { ...base, kind: 'assigned', from: agent(from), to: agent(to) };
    case 'bounce':
      return { ...base, kind: 'bounce', failed: (event.details.failed ?? []) as readonly FailedRecipient[] };
    default:
      return null;
  }
}
