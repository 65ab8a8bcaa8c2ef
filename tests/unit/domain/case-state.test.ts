import {
  CASE_STATUSES,
  isOpen,
  statusAfterAssignment,
  statusAfterCustomerMail,
  type CaseStatus,
} from '../../../server/src/domain/case-state';

test('closed, rejected and duplicate cases are not open', () => {
  expect(CASE_STATUSES.filter(isOpen)).toEqual(['new', 'assigned', 'pending']);
});

describe('after a mail of the customer', () => {
  test.each<[CaseStatus, boolean, CaseStatus]>([
    ['new', false, 'new'],
    ['assigned', true, 'assigned'],
    ['pending', true, 'assigned'],
    ['pending', false, 'new'],
    ['closed', true, 'assigned'],
    ['closed', false, 'new'],
    ['rejected', true, 'rejected'],
    ['duplicate', false, 'duplicate'],
  ])('%s (assigned: %s) becomes %s', (status, hasAssignee, expected) =>
    expect(statusAfterCustomerMail(status, hasAssignee)).toBe(expected),
  );
});

describe('after an assignment', () => {
  test.each<[CaseStatus, boolean, CaseStatus]>([
    ['new', true, 'assigned'],
    ['assigned', false, 'new'],
    ['assigned', true, 'assigned'],
    ['new', false, 'new'],
    ['pending', true, 'pending'],
    ['pending', false, 'pending'],
    ['closed', true, 'closed'],
    ['rejected', false, 'rejected'],
    ['duplicate', true, 'duplicate'],
  ])('%s (assigned: %s) becomes %s', (status, hasAssignee, expected) =>
    expect(statusAfterAssignment(status, hasAssignee)).toBe(expected),
  );
});
