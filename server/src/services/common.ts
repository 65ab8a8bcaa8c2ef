/** What the services have in common: how cases are named, in whose name something is done, and what the app's code sees. */
import { z } from '@strapi/utils';
import { parse } from '../api/http';
import { findCase, type CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import type { EmailRecord } from '../data/emails';
import { findUsers } from '../data/users';
import { isOpen, type CasePriority, type CaseStatus, type CaseType } from '../domain/case-state';
import type { Reason } from '../domain/reason';
import { singleLine, truncate } from '../domain/text';

/** The documentId of a case, or its number. */
export type CaseReference = string | number;

/** A case as the app's code sees it. A copy: changing it changes nothing. */
export interface ServiceCase {
  /** documentId */
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly type: CaseType;
  /** neither closed, rejected nor a duplicate */
  readonly open: boolean;
  readonly requester: { readonly name: string; readonly address: string };
  /** id of an admin user */
  readonly assigneeId: number | null;
  /** documentIds */
  readonly teams: readonly string[];
  readonly emailCount: number;
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  readonly firstResponseAt: Date | null;
  readonly closedAt: Date | null;
}

/** A mail as the app's code sees it. A copy: changing it changes nothing. */
export interface ServiceEmail {
  /** documentId */
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** of outgoing mail: `queued`, `sending`, `sent`, `uncertain` or `failed` */
  readonly state: string;
  /** with angle brackets; null when the mail has none */
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  readonly text: string;
  readonly date: Date;
  readonly case: { readonly id: string; readonly number: number } | null;
}

/** In whose name something is done. */
export interface ActingOptions {
  /** id of an admin user; absent: the app itself, which the stream names */
  readonly actor?: number;
}

export interface Acting {
  readonly actorId: number | null;
  readonly because: Reason | null;
}

/** For options that name who acts. */
export const actor = z.number().int().positive().optional();
export const caseReference = z.union(
  [z.string().min(1).max(64), z.number().int().positive()],
  'Give the documentId of a case, or its number.',
);

const LONGEST_NAME = 100;

/** @throws ValidationError when there is no such user */
export async function actingAs(strapi: Strapi, actorId: number | undefined): Promise<Acting> {
  if (actorId !== undefined) {
    if ((await findUsers(strapi, [actorId])).has(actorId)) return { actorId, because: null };
    throw new Error(`There is no admin user ${actorId}: "actor" is the id of whoever acts.`);
  }
  const name = truncate(singleLine(String(strapi.config.get('info.name') ?? '')), LONGEST_NAME) || 'Strapi';
  return { actorId: null, because: { code: 'app.request', params: { name } } };
}

/** @throws Error when there is none */
export async function caseOf(strapi: Strapi, reference: CaseReference): Promise<CaseRecord> {
  const record = await findCaseBy(strapi, reference);
  if (record === null) throw new Error(`There is no case ${reference}.`);
  return record;
}

/** @throws ValidationError for what is neither a documentId nor a number */
export function findCaseBy(strapi: Strapi, reference: CaseReference): Promise<CaseRecord | null> {
  const wanted = parse(caseReference, reference);
  return findCase(strapi, typeof wanted === 'number' ? { number: wanted } : { documentId: wanted });
}

export const serviceCase = (record: CaseRecord): ServiceCase => ({
  id: record.documentId,
  number: record.number,
  subject: record.subject,
  status: record.status,
  priority: record.priority,
  type: record.type,
  open: isOpen(record.status),
  requester: { name: record.requester.name, address: record.requester.address },
  assigneeId: record.assigneeId,
  teams: record.teams.map(({ documentId }) => documentId),
  emailCount: record.emailCount,
  createdAt: record.createdAt,
  lastActivityAt: record.lastActivityAt,
  firstResponseAt: record.firstResponseAt,
  closedAt: record.closedAt,
});

export async function serviceEmail(strapi: Strapi, email: EmailRecord): Promise<ServiceEmail> {
  const record = email.caseId === null ? null : await findCase(strapi, { id: email.caseId });
  const { documentId, direction, state, messageId, from, to, cc, subject, text, sentAt } = email;
  return {
    id: documentId,
    direction,
    state,
    messageId,
    from,
    to,
    cc,
    subject,
    text,
    date: sentAt,
    case: record === null ? null : { id: record.documentId, number: record.number },
  };
}
