/** GET /cases/:id/events: the stream of a case for apps, oldest first. What its entries may tell beside their kind is said here. */
import { z } from '@strapi/utils';
import { streamOf, type CaseEventRecord } from '../../data/case-events';
import { casesWithin } from '../../data/merged-cases';
import type { Strapi } from '../../data/database';
import { findEmailIds } from '../../data/email-parts';
import { entryFilesOf, type EntryFileRecord } from '../../data/entry-files';
import { findUsers } from '../../data/users';
import { withoutOtherEnd } from '../admin/timeline-life';
import { parse } from '../http';
import { answering, type ContentContext } from './context';
import { caseOf } from './rows';
import type { publicAttachment, publicEvent } from './schemas/public';

type PublicEvent = z.infer<typeof publicEvent>;

export const eventsQuery = z.strictObject({
  pagination: z
    .strictObject({
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(25),
    })
    .prefault({}),
});

export default ({ strapi }: { strapi: Strapi }) => ({
  find: answering(async (context: ContentContext) => {
    const { page, pageSize } = parse(eventsQuery, context.query).pagination;
    const { id } = await caseOf(strapi, context);
    const stream = withoutOtherEnd(await streamOf(strapi, [id, ...(await casesWithin(strapi, id))]), id);
    const total = stream.length;
    context.body = {
      data: await publicEvents(strapi, stream.slice((page - 1) * pageSize, page * pageSize)),
      meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
    };
  }),
});

/** Entries as apps see them; what they name is read at once. */
export async function publicEvents(
  strapi: Strapi,
  events: readonly CaseEventRecord[],
): Promise<readonly PublicEvent[]> {
  const present = <Value>(values: readonly (Value | null)[]): Value[] =>
    values.filter((value) => value !== null);
  const [agents, emails, files] = await Promise.all([
    findUsers(strapi, present(events.map(({ actorId }) => actorId))),
    findEmailIds(strapi, present(events.map(({ emailId }) => emailId))),
    entryFilesOf(
      strapi,
      events.map(({ id }) => id),
    ),
  ]);
  return events.map((event) => {
    const agent = agents.get(event.actorId ?? 0);
    return {
      documentId: event.documentId,
      kind: event.kind,
      at: event.at.toISOString(),
      actorId: agent?.id ?? null,
      actorName: agent?.name ?? null,
      text: event.text === '' ? null : event.text,
      reason: event.reason,
      details: detailsOf(event),
      email: emails.get(event.emailId ?? 0) ?? null,
      attachments: files.filter(({ eventId }) => eventId === event.id).map(fileOf),
    };
  });
}

/** By kind, what is told; of anything else nothing. Recipients and records are not: they have rules of their own. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'status-changed': ['from', 'to'],
  'priority-changed': ['from', 'to'],
  'type-changed': ['from', 'to'],
  'email-moved': ['from', 'to'],
  assigned: ['from', 'to'],
  tagged: ['names'],
  untagged: ['names'],
  filtered: ['names'],
  snoozed: ['until'],
  continued: ['number'],
  merged: ['number', 'into'],
  unmerged: ['number', 'into'],
  split: ['number', 'into'],
};

const detailsOf = ({ kind, details }: CaseEventRecord): Readonly<Record<string, unknown>> =>
  Object.fromEntries((TOLD[kind] ?? []).map((name) => [name, details[name] ?? null]));

const fileOf = ({ documentId, name, type, size }: EntryFileRecord): z.infer<typeof publicAttachment> => ({
  documentId,
  name,
  type,
  size,
  inline: false,
  contentId: null,
});
