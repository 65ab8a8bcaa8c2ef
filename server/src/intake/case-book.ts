/** The cases that a batch opens or touches, each as one draft, so that several mails of the batch change the same one. */
import { isOpen } from '../domain/case-state';
import type { CaseDraft, StoredCase } from '../domain/intake-plan';

export class CaseBook {
  private readonly drafts = new Map<number, CaseDraft>();

  constructor(private readonly known: ReadonlyMap<number, StoredCase>) {}

  /** The draft of a stored case; null when it is not in the context. */
  stored(id: number): CaseDraft | null {
    const stored = this.known.get(id);
    if (stored === undefined) return null;
    const draft = this.drafts.get(stored.number) ?? draftOf(stored);
    this.drafts.set(stored.number, draft);
    return draft;
  }

  open(
    opening: Pick<
      CaseDraft,
      'number' | 'subject' | 'requester' | 'teamIds' | 'priority' | 'assignment' | 'previous'
    > & { readonly at: Date },
  ): CaseDraft {
    const { at, ...rest } = opening;
    const assigneeId = opening.assignment.userId;
    const draft: CaseDraft = {
      ...rest,
      id: null,
      isNew: true,
      assigneeId,
      status: assigneeId === null ? 'new' : 'assigned',
      emailCount: 0,
      hasAttachments: false,
      snippet: '',
      lastActivityAt: at,
      lastCustomerMessageAt: null,
      closedAt: null,
      snoozed: false,
    };
    this.drafts.set(draft.number, draft);
    return draft;
  }

  /** Opened cases and those that differ from what is stored. */
  touched(): readonly CaseDraft[] {
    return [...this.drafts.values()]
      .filter((draft) => draft.isNew || draft.emailCount !== this.known.get(draft.id ?? 0)?.emailCount)
      .sort((left, right) => left.number - right.number);
  }
}

function draftOf(stored: StoredCase): CaseDraft {
  return {
    ...stored,
    isNew: false,
    subject: '',
    requester: null,
    teamIds: [],
    priority: 'normal',
    assignment: { userId: stored.assigneeId, reason: { code: 'assign.none', params: {} } },
    closedAt: isOpen(stored.status) ? null : stored.closedAt,
    previous: null,
  };
}
