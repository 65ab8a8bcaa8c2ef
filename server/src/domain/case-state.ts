/** The states of a case and what moves it from one to another without anybody's click. */
import type { ThreadingSettings } from './threading-settings';

export const CASE_STATUSES = ['new', 'assigned', 'pending', 'closed', 'rejected', 'duplicate'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type CasePriority = (typeof CASE_PRIORITIES)[number];

/** What a case is about; empty: nobody has said. */
export const CASE_TYPES = ['', 'question', 'incident', 'problem'] as const;
export type CaseType = (typeof CASE_TYPES)[number];

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

const DAY = 24 * 60 * 60 * 1000;

/** Whether more mail of a customer goes into a case, by its account's policy for closed ones. Open cases take all. */
export function acceptsMail(
  { status, closedAt }: { readonly status: CaseStatus; readonly closedAt: Date | null },
  { closedCasePolicy, closedCaseDays }: Pick<ThreadingSettings, 'closedCasePolicy' | 'closedCaseDays'>,
  now: Date,
): boolean {
  if (isOpen(status) || closedCasePolicy === 'reopen') return true;
  if (closedCasePolicy === 'new-case' || closedAt === null) return false;
  return now.getTime() - closedAt.getTime() <= (closedCaseDays ?? 0) * DAY;
}
