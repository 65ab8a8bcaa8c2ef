/** What agents, apps and its requester do to a case: state, priority, type, assignee. Each change is an entry of its stream. */
import { fillInboxes } from '../data/awaiting-cases';
import {
  isOpen,
  statusAfterAssignment,
  type CasePriority,
  type CaseStatus,
  type CaseType,
} from '../domain/case-state';
import type { Reason } from '../domain/reason';
import {
  addCaseEvents,
  findCase,
  updateCase,
  type CaseRecord,
  type CaseUpdate,
  type NewCaseEvent,
} from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCases } from '../data/intake-reads';
import { findUsers } from '../data/users';
import { followCase, tellOfAssignment } from '../people/case-news';

export interface RequestedChange {
  readonly status?: CaseStatus;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  /** null takes the assignee away */
  readonly assigneeId?: number | null;
}

/** Thrown when a case is given to somebody who cannot sign in. */
export class AssigneeNotActive extends Error {
  constructor() {
    super('Cases can only be assigned to active users');
    this.name = 'AssigneeNotActive';
  }
}

/** Thrown when a case is to be open again that is worked on as another one. */
export class CaseIsMerged extends Error {
  constructor() {
    super('This case was merged into another one. Undo the merge to work on it again.');
    this.name = 'CaseIsMerged';
  }
}

/**
 * Changes a case by hand. What does not differ is neither written nor noted.
 * @param actorId null: an app, or its requester, who is no user of the panel
 * @param because said of each change; null: who did it says all
 * @throws AssigneeNotActive, CaseIsMerged
 */
export async function changeCase(
  strapi: Strapi,
  caseId: number,
  change: RequestedChange,
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  const { assigneeId } = change;
  const people =
    assigneeId === undefined ? null : await findUsers(strapi, [...present(actorId), ...present(assigneeId)]);
  if (typeof assigneeId === 'number' && people?.get(assigneeId)?.active !== true)
    throw new AssigneeNotActive();
  await inTransaction(strapi, async (transaction) => {
    await lockCases(transaction, [caseId]);
    const current = await findCase(strapi, { id: caseId });
    if (current === null) return;
    const now = new Date();
    const assignment =
      change.assigneeId === undefined || change.assigneeId === current.assigneeId
        ? null
        : { assigneeId: change.assigneeId, by: people?.get(actorId ?? 0)?.name ?? '' };
    const status =
      change.status ??
      (assignment === null
        ? current.status
        : statusAfterAssignment(current.status, assignment.assigneeId !== null));
    if (current.mergedIntoId !== null && isOpen(status)) throw new CaseIsMerged();
    const { update, events } = changesOf(
      current,
      {
        status,
        priority: change.priority ?? current.priority,
        type: change.type ?? current.type,
        assignment,
      },
      { actorId, because },
      now,
    );
    if (events.length === 0) return;
    await updateCase(strapi, caseId, update);
    await addCaseEvents(strapi, events);
    if (assignment === null || assignment.assigneeId === null) return;
    await fillInboxes(transaction, [{ caseId, userId: assignment.assigneeId }]);
    await followCase(strapi, transaction, current, assignment.assigneeId, 'assigned');
    await tellOfAssignment(strapi, current, assignment.assigneeId, actorId, now);
  });
}

const present = (id: number | null): readonly number[] => (id === null ? [] : [id]);

interface Target {
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly type: CaseType;
  readonly assignment: { readonly assigneeId: number | null; readonly by: string } | null;
}

function changesOf(
  current: CaseRecord,
  target: Target,
  { actorId, because }: { readonly actorId: number | null; readonly because: Reason | null },
  now: Date,
): { readonly update: CaseUpdate; readonly events: readonly NewCaseEvent[] } {
  const base = { caseId: current.id, actorId, reason: because, at: now };
  const { assignment } = target;
  const reason: Reason =
    because ??
    (assignment?.assigneeId === null
      ? { code: 'assign.nobody', params: {} }
      : { code: 'assign.manual', params: { agent: assignment?.by ?? '' } });
  const assigned =
    assignment === null
      ? []
      : [
          {
            ...base,
            kind: 'assigned' as const,
            details: { from: current.assigneeId, to: assignment.assigneeId },
          },
        ];
  const restated =
    target.status === current.status
      ? []
      : [{ ...base, kind: 'status-changed' as const, details: { from: current.status, to: target.status } }];
  const prioritized =
    target.priority === current.priority
      ? []
      : [
          {
            ...base,
            kind: 'priority-changed' as const,
            details: { from: current.priority, to: target.priority },
          },
        ];
  const retyped =
    target.type === current.type
      ? []
      : [{ ...base, kind: 'type-changed' as const, details: { from: current.type, to: target.type } }];
  return {
    update: {
      now,
      ...(restated.length === 0 ? {} : { status: target.status }),
      ...(prioritized.length === 0 ? {} : { priority: target.priority }),
      ...(retyped.length === 0 ? {} : { type: target.type }),
      ...(assignment === null ? {} : { assigneeId: assignment.assigneeId, assignmentReason: reason }),
    },
    events: [...assigned, ...restated, ...prioritized, ...retyped],
  };
}
