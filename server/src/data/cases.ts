/** Rows of cases and their stream: single cases read and changed. Lists are in data/case-lists. */
import { CASE_TYPES, isOpen, type CasePriority, type CaseStatus, type CaseType } from '../domain/case-state';
import type { Reason } from '../domain/reason';
import { noteChanges } from './changes';
import {
  insertRows,
  inTransaction,
  read,
  readInChunks,
  rowsOf,
  toDate,
  type NewRow,
  type Strapi,
} from './database';
import type { TeamRow } from './accounts';
import { noteEvents, notesOfEntries } from './domain-events';
import { indexStored, WRITTEN_ENTRIES } from './search/write-index';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

/** Since when nothing of a case may be deleted. */
export interface CaseHold {
  readonly at: Date;
  /** null: an app did it, or that user is gone */
  readonly byId: number | null;
}

export interface CaseRecord {
  readonly id: number;
  readonly documentId: string;
  readonly number: number;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly type: CaseType;
  readonly assigneeId: number | null;
  readonly assignmentReason: Reason | null;
  readonly teams: readonly TeamRow[];
  readonly groupAccountId: number | null;
  readonly requesterId: number | null;
  readonly requester: { readonly name: string; readonly address: string };
  /** why mail does not reach the requester, in the words of a server; null: nothing says so */
  readonly requesterUnreachable: string | null;
  readonly snippet: string;
  readonly emailCount: number;
  readonly hasAttachments: boolean;
  readonly deliveryProblem: boolean;
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  readonly lastCustomerMessageAt: Date | null;
  readonly firstResponseAt: Date | null;
  readonly closedAt: Date | null;
  readonly snoozed: boolean;
  /** null while snoozed: until the customer writes */
  readonly snoozedUntil: Date | null;
  /** who snoozed it last; null: nobody has, or that user is gone */
  readonly snoozedById: number | null;
  /** null: it is not held */
  readonly held: CaseHold | null;
  readonly previousCaseId: number | null;
  readonly mergedIntoId: number | null;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly number: number;
  readonly subject: string | null;
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly type: string | null;
  readonly assignmentReason: Reason['code'] | null;
  readonly assignmentReasonParams: Reason['params'] | null;
  readonly assignee: { readonly id: number } | null;
  readonly teams: readonly TeamRow[] | null;
  readonly groupAccount: { readonly id: number } | null;
  readonly requester: {
    readonly id: number;
    readonly address: string;
    readonly suppressed: boolean | null;
    readonly suppressedReason: string | null;
  } | null;
  readonly requesterName: string | null;
  readonly snippet: string | null;
  readonly emailCount: number | null;
  readonly hasAttachments: boolean | null;
  readonly deliveryProblem: boolean | null;
  readonly createdAt: string;
  readonly lastActivityAt: string | null;
  readonly lastCustomerMessageAt: string | null;
  readonly firstResponseAt: string | null;
  readonly closedAt: string | null;
  readonly snoozed: boolean | null;
  readonly snoozedUntil: string | null;
  readonly snoozedBy: { readonly id: number } | null;
  readonly held: boolean | null;
  readonly heldAt: string | null;
  readonly heldBy: { readonly id: number } | null;
  readonly previousCase: { readonly id: number } | null;
  readonly mergedInto: { readonly id: number } | null;
}

const POPULATE = {
  assignee: { select: ['id'] },
  teams: { select: ['id', 'documentId', 'name', 'color'] },
  groupAccount: { select: ['id'] },
  snoozedBy: { select: ['id'] },
  heldBy: { select: ['id'] },
  previousCase: { select: ['id'] },
  mergedInto: { select: ['id'] },
  requester: { select: ['id', 'address', 'suppressed', 'suppressedReason'] },
};

function caseFromRow(row: Row): CaseRecord {
  return {
    id: row.id,
    documentId: row.documentId,
    number: row.number,
    subject: row.subject ?? '',
    status: row.status,
    priority: row.priority,
    type: CASE_TYPES.find((type) => type === row.type) ?? '',
    assigneeId: row.assignee?.id ?? null,
    assignmentReason:
      row.assignmentReason === null
        ? null
        : { code: row.assignmentReason, params: row.assignmentReasonParams ?? {} },
    teams: row.teams ?? [],
    groupAccountId: row.groupAccount?.id ?? null,
    requesterId: row.requester?.id ?? null,
    requester: { name: row.requesterName ?? '', address: row.requester?.address ?? '' },
    requesterUnreachable: row.requester?.suppressed === true ? (row.requester.suppressedReason ?? '') : null,
    snippet: row.snippet ?? '',
    emailCount: row.emailCount ?? 0,
    hasAttachments: row.hasAttachments === true,
    deliveryProblem: row.deliveryProblem === true,
    createdAt: toDate(row.createdAt) ?? new Date(0),
    lastActivityAt: toDate(row.lastActivityAt) ?? new Date(0),
    lastCustomerMessageAt: toDate(row.lastCustomerMessageAt),
    firstResponseAt: toDate(row.firstResponseAt),
    closedAt: toDate(row.closedAt),
    snoozed: row.snoozed === true,
    snoozedUntil: toDate(row.snoozedUntil),
    snoozedById: row.snoozedBy?.id ?? null,
    held: row.held === true ? { at: toDate(row.heldAt) ?? new Date(0), byId: row.heldBy?.id ?? null } : null,
    previousCaseId: row.previousCase?.id ?? null,
    mergedIntoId: row.mergedInto?.id ?? null,
  };
}

export async function findCases(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly CaseRecord[]> {
  return (await rowsOf<Row>(strapi, UIDS.case).findMany({ where, populate: POPULATE })).map(caseFromRow);
}

export async function findCase(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<CaseRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.case).findOne({ where, populate: POPULATE });
  return row === null ? null : caseFromRow(row);
}

/** Earlier cases of the same requester, newest first. */
export async function casesOfRequester(
  strapi: Strapi,
  requesterId: number,
  exceptId: number,
): Promise<readonly CaseRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.case).findMany({
    where: { requester: requesterId, id: { $ne: exceptId } },
    populate: POPULATE,
    orderBy: { id: 'desc' },
    limit: 10,
  });
  return rows.map(caseFromRow);
}

/** What a change writes into a case; keys that are absent stay. */
export interface CaseUpdate {
  readonly status?: CaseStatus;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  /** null wakes it */
  readonly snooze?: { readonly until: Date | null; readonly userId: number | null } | null;
  /** null releases it */
  readonly hold?: CaseHold | null;
  readonly mergedIntoId?: number | null;
  readonly assigneeId?: number | null;
  readonly assignmentReason?: Reason;
  readonly lastActivityAt?: Date;
  readonly snippet?: string;
  readonly emailCount?: number;
  readonly hasAttachments?: boolean;
  readonly firstResponseAt?: Date;
  readonly now: Date;
}

/**
 * Writes a change of one case; `open` and `closedAt` follow the status, and what is not open is not snoozed. Joins the caller's
 * transaction.
 */
export async function updateCase(
  strapi: Strapi,
  id: number,
  { assigneeId, assignmentReason, snooze, hold, mergedIntoId, now, ...update }: CaseUpdate,
): Promise<void> {
  const data: NewRow = {
    ...update,
    ...(snooze === undefined ? {} : snoozeColumns(snooze)),
    ...(hold === undefined
      ? {}
      : { held: hold !== null, heldAt: hold?.at ?? null, heldBy: hold?.byId ?? null }),
    ...(mergedIntoId === undefined ? {} : { mergedInto: mergedIntoId }),
    // Who gives a case or takes it away by hand has decided: nobody is looked for any more.
    ...(assigneeId === undefined ? {} : { assignee: assigneeId, awaitingAgent: false, awaitingTeam: null }),
    ...(assignmentReason === undefined
      ? {}
      : { assignmentReason: assignmentReason.code, assignmentReasonParams: assignmentReason.params }),
    ...(update.status === undefined
      ? {}
      : isOpen(update.status)
        ? { open: true, closedAt: null }
        : { open: false, closedAt: now, snoozed: false }),
  };
  await rowsOf<Row>(strapi, UIDS.case).update({ where: { id }, data });
}

/** What it was snoozed until stays when it wakes: `snoozed` alone says whether it is. */
const snoozeColumns = (snooze: NonNullable<CaseUpdate['snooze']> | null): NewRow =>
  snooze === null
    ? { snoozed: false }
    : { snoozed: true, snoozedUntil: snooze.until, snoozedBy: snooze.userId };

/** One entry of the stream. */
export interface NewCaseEvent {
  readonly caseId: number;
  readonly kind:
    | 'case-opened'
    | 'email-received'
    | 'email-sent'
    | 'email-moved'
    | 'email-deleted'
    | 'note'
    | 'post'
    | 'status-changed'
    | 'priority-changed'
    | 'type-changed'
    | 'assigned'
    | 'linked'
    | 'unlinked'
    | 'tagged'
    | 'untagged'
    | 'snoozed'
    | 'woken'
    | 'held'
    | 'released'
    | 'merged'
    | 'unmerged'
    | 'split';
  readonly actorId: number | null;
  readonly emailId?: number;
  readonly text?: string;
  /** ids of users */
  readonly mentions?: readonly number[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly reason?: Reason | null;
  readonly at: Date;
}

/**
 * Adds to the stream and returns the ids; apps are told of what they are told of. Joins the caller's transaction, after the
 * case is written.
 */
export async function addCaseEvents(
  strapi: Strapi,
  events: readonly NewCaseEvent[],
): Promise<readonly number[]> {
  const ids = await insertRows(
    strapi,
    UIDS.caseEvent,
    events.map(({ caseId, actorId, emailId, reason, ...rest }) => ({
      ...rest,
      case: caseId,
      actor: actorId,
      email: emailId ?? null,
      reason: reason?.code ?? null,
      reasonParams: reason?.params ?? {},
    })),
  );
  await noteEvents(strapi, notesOfEntries(events), new Date());
  const written = ids.filter((_, position) => WRITTEN_ENTRIES.includes(events[position]?.kind ?? ''));
  if (written.length > 0)
    await inTransaction(strapi, (transaction) => indexStored(strapi, transaction, 'entry', written));
  return ids;
}

export async function markCaseRead(strapi: Strapi, caseId: number, userId: number): Promise<void> {
  const { count } = await rowsOf(strapi, UIDS.inboxEntry).updateMany({
    where: { user_id: userId, case_id: caseId, unread: true },
    data: { unread: false },
  });
  if (count > 0) await noteChanges(strapi, [{ kind: 'lists', userId }]);
}

/** Teams of these cases, by the case's id. */
export async function teamsOfCases(
  strapi: Strapi,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await readInChunks<number, { case_id: number; team_id: number }>(caseIds, (chunk) =>
    read(strapi, (knex) =>
      knex(caseTeamsTable(strapi)).whereIn('case_id', chunk).select('case_id', 'team_id'),
    ),
  );
  const found = new Map<number, number[]>();
  for (const row of rows) found.set(row.case_id, [...(found.get(row.case_id) ?? []), row.team_id]);
  return found;
}
