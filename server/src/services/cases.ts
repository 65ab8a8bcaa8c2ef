/**
 * What the app's own code calls about cases: `strapi.plugin('mailroom').service('cases')`. It asks nobody for permission, and
 * does what the panel does, by the same rules; the stream names the app, or the user in whose name it acts.
 */
import { z } from '@strapi/utils';
import { parse } from '../api/http';
import { addNote } from '../cases/add-note';
import { changeCase } from '../cases/change-case';
import { linkByHand } from '../cases/link-records';
import { setTags } from '../cases/tag-case';
import { streamOf } from '../data/case-events';
import { findGroupAccounts } from '../data/accounts';
import type { NewCaseEvent } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEmail, findEmails } from '../data/emails';
import {
  CASE_PRIORITIES,
  CASE_STATUSES,
  CASE_TYPES,
  type CasePriority,
  type CaseStatus,
  type CaseType,
} from '../domain/case-state';
import type { Reason } from '../domain/reason';
import { recordKey, type RecordReference } from '../domain/record';
import { kickSending } from '../jobs/send-mail';
import { queueReply } from '../outbox/queue-reply';
import { namesOfExisting } from '../records/resolved-records';
import { runtimeOf } from '../runtime';
import {
  actingAs,
  actor,
  caseOf,
  findCaseBy,
  serviceCase,
  serviceEmail,
  type ActingOptions,
  type CaseReference,
  type ServiceCase,
  type ServiceEmail,
} from './common';
import { openCase, type OpenCaseOptions } from './open-case';
import { idempotencyKey, requireSending } from './sending';

export interface CaseChanges extends ActingOptions {
  readonly status?: CaseStatus;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  /** id of an admin user; null takes the assignee away */
  readonly assignee?: number | null;
  /** these and no others */
  readonly tags?: readonly string[];
}

export interface NoteOptions extends ActingOptions {
  readonly text: string;
  /** true: whoever reads the case may read it, the requester too; false when absent */
  readonly post?: boolean;
  /** ids of admin users, who must be able to read the case */
  readonly mentions?: readonly number[];
}

export interface ReplyOptions extends ActingOptions {
  readonly text: string;
  /** addresses; absent: whoever wrote */
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  /** what the case becomes; absent: it stays */
  readonly status?: CaseStatus;
  /** the second call with it sends nothing, and returns the first mail; absent: every call sends */
  readonly key?: string;
}

/** An entry of a case's stream. */
export interface ServiceEvent {
  /** documentId */
  readonly id: string;
  readonly kind: NewCaseEvent['kind'];
  readonly at: Date;
  /** id of an admin user; null: nobody, or an app */
  readonly actorId: number | null;
  /** of a note or post */
  readonly text: string;
  /** documentId of the mail that it tells of */
  readonly email: string | null;
  readonly reason: Reason | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface CasesService {
  /**
   * Opens a case in the name of somebody who has asked for something. What was asked becomes a mail of theirs and goes the way
   * of all mail: filters, distribution and automatic answers mind it.
   * @throws Error when an input is wrong, or the mail opens no case; its message says why
   */
  open(options: OpenCaseOptions): Promise<ServiceCase>;
  /** @returns null when there is none */
  find(reference: CaseReference): Promise<ServiceCase | null>;
  /** Changes what is given, and nothing else. @throws Error when there is no such case, or a change cannot be */
  change(reference: CaseReference, changes: CaseChanges): Promise<ServiceCase>;
  /** `change` of the assignee alone. */
  assign(reference: CaseReference, assignee: number | null, options?: ActingOptions): Promise<ServiceCase>;
  /** @throws Error when there is no such case, or somebody is mentioned who may not read it */
  addNote(reference: CaseReference, options: NoteOptions): Promise<void>;
  /** Queues an answer from the case's group account. @throws Error when it cannot be sent as it is */
  reply(reference: CaseReference, options: ReplyOptions): Promise<ServiceEmail>;
  /** Links a record of any content type that people see in the content manager. @throws Error when there is no such record */
  link(reference: CaseReference, record: RecordReference, options?: ActingOptions): Promise<void>;
  /** Its stream, oldest first. */
  events(reference: CaseReference): Promise<readonly ServiceEvent[]>;
}

const changes = z.strictObject({
  status: z.enum(CASE_STATUSES).optional(),
  priority: z.enum(CASE_PRIORITIES).optional(),
  type: z.enum(CASE_TYPES).optional(),
  assignee: z.number().int().positive().nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  actor,
});

const note = z.strictObject({
  text: z.string().trim().min(1, 'Write something.').max(500_000),
  post: z.boolean().default(false),
  mentions: z.array(z.number().int().positive()).max(50).default([]),
  actor,
});

const reply = z.strictObject({
  text: z.string().max(500_000),
  to: z.array(z.string().max(320)).max(100).optional(),
  cc: z.array(z.string().max(320)).max(100).default([]),
  status: z.enum(CASE_STATUSES).optional(),
  key: z.string().min(8, 'At least 8 characters.').max(100).optional(),
  actor,
});

const acting = z.strictObject({ actor }).default({});
const recordReference = z.strictObject({
  contentType: z.string().min(1).max(200),
  documentId: z.string().min(1).max(64),
});

export default ({ strapi }: { strapi: Strapi }): CasesService => {
  const service: CasesService = {
    open: (options) => openCase(strapi, options),

    async find(reference) {
      const record = await findCaseBy(strapi, reference);
      return record === null ? null : serviceCase(record);
    },

    async change(reference, given) {
      const { actor: by, assignee, tags, ...change } = parse(changes, given);
      const { id } = await caseOf(strapi, reference);
      const { actorId, because } = await actingAs(strapi, by);
      const assigneeId = assignee === undefined ? {} : { assigneeId: assignee };
      await changeCase(strapi, id, { ...change, ...assigneeId }, actorId, because);
      if (tags !== undefined) await setTags(strapi, id, tags, actorId, because);
      return serviceCase(await caseOf(strapi, reference));
    },

    assign: (reference, assignee, options = {}) => service.change(reference, { ...options, assignee }),

    async addNote(reference, given) {
      const { actor: by, post, ...written } = parse(note, given);
      const { id: caseId } = await caseOf(strapi, reference);
      const who = await actingAs(strapi, by);
      const kind = post ? 'post' : 'note';
      await addNote(strapi, runtimeOf(strapi).blobs, { ...who, ...written, caseId, kind, files: [] });
    },

    reply: (reference, given) => replyTo(strapi, reference, given),

    async link(reference, given, options) {
      const record = parse(recordReference, given);
      const { actorId, because } = await actingAs(strapi, parse(acting, options).actor);
      const { id } = await caseOf(strapi, reference);
      const label = (await namesOfExisting(strapi, [record])).get(recordKey(record));
      if (label === undefined)
        throw new Error(`There is no record ${record.documentId} of ${record.contentType} to be linked.`);
      const link = { ...record, label, rule: 'hand', matched: '' } as const;
      await linkByHand(strapi, { case: id }, link, actorId, because);
    },

    events: (reference) => eventsOf(strapi, reference),
  };
  return service;
};

async function replyTo(strapi: Strapi, reference: CaseReference, given: ReplyOptions): Promise<ServiceEmail> {
  const { actor: by, key, to, status, ...written } = parse(reply, given);
  const record = await caseOf(strapi, reference);
  const { actorId: authorId, because } = await actingAs(strapi, by);
  const [account] =
    record.groupAccountId === null ? [] : await findGroupAccounts(strapi, { id: record.groupAccountId });
  if (account === undefined)
    throw new Error(`Case ${record.number} has no group account from which it could be answered.`);
  const runtime = runtimeOf(strapi);
  const id = await queueReply(strapi, runtime.blobs, {
    ...written,
    record,
    account: requireSending(account),
    authorId,
    because,
    to: to ?? null,
    status: status ?? null,
    files: [],
    idempotencyKey: idempotencyKey(key),
  });
  kickSending(strapi, runtime);
  const email = await findEmail(strapi, { id });
  if (email === null) throw new Error('The mail was deleted while it was queued.');
  return serviceEmail(strapi, email);
}

async function eventsOf(strapi: Strapi, reference: CaseReference): Promise<readonly ServiceEvent[]> {
  const { id: caseId } = await caseOf(strapi, reference);
  const events = await streamOf(strapi, [caseId]);
  const emails = await findEmails(
    strapi,
    events.flatMap(({ emailId }) => emailId ?? []),
  );
  const documentIds = new Map(emails.map(({ id, documentId }) => [id, documentId]));
  return events.map(({ documentId: id, kind, at, actorId, text, emailId, reason, details }) => ({
    id,
    kind: kind as NewCaseEvent['kind'],
    at,
    actorId,
    text,
    email: documentIds.get(emailId ?? 0) ?? null,
    reason,
    details,
  }));
}
