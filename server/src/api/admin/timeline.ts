/**
 * The stream of a case as the panel shows it: events with their mails, files and actors, each kind read at once. Bodies
 * of mails that are shown folded are left out: a long case opens as fast as a short one.
 */
import type { AgentSummary } from '../../domain/agent';
import type { CasePriority, CaseStatus } from '../../domain/case-state';
import { findCaseEvents, streamOf, type CaseEventRecord } from '../../data/case-events';
import { casesWithin } from '../../data/merged-cases';
import type { Strapi } from '../../data/database';
import { unreadEmails } from '../../data/email-lists';
import { findEmailBodies } from '../../data/email-parts';
import { deliveriesOf } from '../../data/deliveries';
import { attachmentsOf, findEmailHeads, type EmailHead } from '../../data/emails';
import { findUsers } from '../../data/users';
import type { Viewer } from '../../access/viewer';
import { readSuggestedCases } from '../../inbox/read-cases';
import { mailsWithPictures } from '../../inbox/read-senders';
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

/** Which mails come with what they say. */
export type Bodies = 'open' | 'all';

/** @param where which events, by the query engine's terms; oldest first */
export async function timelineOf(
  strapi: Strapi,
  viewer: Viewer,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly TimelineEntry[]> {
  return entriesOf(strapi, viewer, await findCaseEvents(strapi, where), 'all');
}

/** The stream of a case, with those of the cases that were merged into it; oldest first. */
export async function timelineOfCase(
  strapi: Strapi,
  viewer: Viewer,
  caseId: number,
  bodies: Bodies,
): Promise<readonly TimelineEntry[]> {
  const events = await streamOf(strapi, [caseId, ...(await casesWithin(strapi, caseId))]);
  return entriesOf(strapi, viewer, withoutOtherEnd(events, caseId), bodies);
}

async function entriesOf(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
  bodies: Bodies,
): Promise<readonly TimelineEntry[]> {
  const [emails, agents, readable, files] = await Promise.all([
    emailsOf(strapi, viewer, events, bodies),
    agentsOf(strapi, events),
    namedTypes(strapi, viewer, events),
    noteFilesOf(strapi, events),
  ]);
  const lookups: Lookups = { emails, agents, readable, files };
  return events.flatMap((event) => entryOf(event, lookups) ?? []);
}

/** Bodies of the newest mails come with the stream, as many as are read at a glance. */
const OPEN_MAILS = 3;
/** Of mails that were not read; of a long absence only the newest are worth waiting for. */
const MOST_UNREAD = 20;

async function emailsOf(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
  bodies: Bodies,
): Promise<Lookups['emails']> {
  const ids = events.flatMap(({ emailId }) => (emailId === null ? [] : [emailId]));
  const [emails, attachments, deliveries, open] = await Promise.all([
    findEmailHeads(strapi, ids),
    attachmentsOf(strapi, ids),
    deliveriesOf(strapi, ids),
    bodies === 'all' ? ids : openMails(strapi, viewer, events),
  ]);
  const [written, suggested, pictures] = await Promise.all([
    findEmailBodies(strapi, open),
    readSuggestedCases(strapi, viewer, emails),
    mailsWithPictures(strapi, emails),
  ]);
  const view = (email: EmailHead): EmailView =>
    emailView(
      email,
      written.get(email.id) ?? null,
      attachments,
      deliveries,
      suggested,
      pictures.has(email.id),
    );
  return new Map(emails.map((email) => [email.id, view(email)]));
}

/** The newest mails that people wrote, and those that the viewer has not read. */
async function openMails(
  strapi: Strapi,
  viewer: Viewer,
  events: readonly CaseEventRecord[],
): Promise<readonly number[]> {
  const ids = events.flatMap(({ kind, emailId }) =>
    (kind === 'email-received' || kind === 'email-sent') && emailId !== null ? [emailId] : [],
  );
  const unread = await unreadEmails(strapi, viewer.userId, ids);
  const unreadIds = ids.filter((id) => unread.has(id)).slice(-MOST_UNREAD);
  return [...new Set([...ids.slice(-OPEN_MAILS), ...unreadIds])];
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
