/** Stores what a batch does to cases: opened ones, changed ones, and their streams, in the caller's transaction. */
import { addressKey } from '../domain/addresses';
import { isOpen } from '../domain/case-state';
import { awaitsAgent } from '../domain/distribution';
import type { CaseDraft, Filed } from '../domain/intake-plan';
import { insertRows, updateRows, type NewRow, type Strapi, type Transaction } from './database';
import { caseTeamsTable } from './teams';
import { indexOpened } from './search/write-index';
import { lifeEvents } from './intake-life-events';
import { UIDS } from './uids';

/** Stores opened cases and what has changed in known ones; gives new drafts their ids. */
export async function storeCases(
  strapi: Strapi,
  transaction: Transaction,
  drafts: readonly CaseDraft[],
  context: { readonly groupAccountId: number | null; readonly correspondents: ReadonlyMap<string, number> },
): Promise<void> {
  const opened = drafts.filter(({ isNew }) => isNew);
  const ids = await insertRows(
    strapi,
    UIDS.case,
    opened.map((draft) => newCaseRow(draft, context)),
  );
  opened.forEach((draft, position) => {
    draft.id = ids[position] ?? null;
  });
  const links = opened.flatMap((draft) =>
    draft.teamIds.map((teamId, order) => ({ case_id: draft.id, team_id: teamId, team_ord: order + 1 })),
  );
  if (links.length > 0) await transaction.knex.batchInsert(caseTeamsTable(strapi), links, 50);
  await indexOpened(strapi, transaction, opened);
  await updateRows(transaction, UIDS.case, drafts.filter(({ isNew }) => !isNew).map(changedCaseRow));
}

function newCaseRow(
  draft: CaseDraft,
  context: { readonly groupAccountId: number | null; readonly correspondents: ReadonlyMap<string, number> },
): NewRow {
  const { requester } = draft;
  return {
    number: draft.number,
    subject: draft.subject,
    status: draft.status,
    open: true,
    priority: draft.priority,
    type: '',
    assignee: draft.assigneeId,
    assignmentReason: draft.assignment.reason.code,
    assignmentReasonParams: draft.assignment.reason.params,
    awaitingAgent: draft.assigneeId === null && awaitsAgent(draft.assignment.reason.code),
    awaitingTeam: draft.assignment.awaitingTeamId ?? null,
    groupAccount: context.groupAccountId,
    requester:
      requester === null ? null : (context.correspondents.get(addressKey(requester.address)) ?? null),
    requesterName: requester?.name ?? '',
    snippet: draft.snippet,
    emailCount: draft.emailCount,
    hasAttachments: draft.hasAttachments,
    lastActivityAt: draft.lastActivityAt,
    lastCustomerMessageAt: draft.lastCustomerMessageAt,
    startedByUs: draft.lastCustomerMessageAt === null,
    previousCase: draft.previous?.id ?? null,
  };
}

const changedCaseRow = (draft: CaseDraft): Readonly<Record<string, unknown>> & { readonly id: number } => ({
  id: draft.id ?? 0,
  status: draft.status,
  open: isOpen(draft.status),
  email_count: draft.emailCount,
  has_attachments: draft.hasAttachments,
  snippet: draft.snippet,
  last_activity_at: draft.lastActivityAt,
  last_customer_message_at: draft.lastCustomerMessageAt,
  closed_at: draft.closedAt,
  snoozed: draft.snoozed,
});

/** The stream: opened, received, reopened. */
export async function storeEvents(strapi: Strapi, filed: readonly Filed[], now: Date): Promise<void> {
  const rows = filed.flatMap((outcome): readonly NewRow[] => {
    const { case: target, email, direction, opensCase, statusChange } = outcome;
    if (target === null) return [];
    const base = { case: target.id, at: now };
    const received: NewRow = {
      ...base,
      kind: direction === 'out' ? 'email-sent' : 'email-received',
      email: email.id,
      reason: email.reason.code,
      reasonParams: email.reason.params,
    };
    const { reason, userId } = target.assignment;
    const opening: readonly NewRow[] = opensCase
      ? [
          { ...base, kind: 'case-opened', reason: email.reason.code, reasonParams: email.reason.params },
          {
            ...base,
            kind: 'assigned',
            details: { from: null, to: userId },
            reason: reason.code,
            reasonParams: reason.params,
          },
        ]
      : [];
    const change: readonly NewRow[] =
      statusChange === null
        ? []
        : [
            {
              ...base,
              kind: 'status-changed',
              details: statusChange,
              reason: 'status.customer-answered',
              reasonParams: {},
            },
          ];
    return [...opening, received, ...change, ...lifeEvents(outcome, now)];
  });
  await insertRows(strapi, UIDS.caseEvent, rows);
}
