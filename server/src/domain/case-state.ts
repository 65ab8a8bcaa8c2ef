/** The states of a case and what moves it from one to another without anybody's click. */

export const CASE_STATUSES = ['new', 'assigned', 'pending', 'closed', 'rejected', 'duplicate'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type CasePriority = (typeof CASE_PRIORITIES)[number];

const NOT_OPEN: readonly CaseStatus[] = ['closed', 'rejected', 'duplicate'];

export function isOpen(status: CaseStatus): boolean {
  return !NOT_OPEN.includes(status);
}

const workedOn = (hasAssignee: boolean): CaseStatus => (hasAssignee ? 'assigned' : 'new');

/**
 * A customer has written again: a case that waited for the answer, or was closed, is open for work again. EspoCRM leaves
 * it closed and the mail unseen (rule C17). `rejected` and `duplicate` were decisions of an agent and stay.
 */
export function statusAfterCustomerMail(status: CaseStatus, hasAssignee: boolean): CaseStatus {
  return status === 'closed' || status === 'pending' ? workedOn(hasAssignee) : status;
}

/** Giving a case to somebody, or taking it away, moves it between `new` and `assigned`; other states stay. */
export function statusAfterAssignment(status: CaseStatus, hasAssignee: boolean): CaseStatus {
  return status === 'new' || status === 'assigned' ? workedOn(hasAssignee) : status;
}
