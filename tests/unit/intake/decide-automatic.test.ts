/** Mail of machines, mail to personal accounts, and who gets new cases. */
import type { IntakeContext } from '../../../server/src/domain/intake-plan';
import { decide } from '../../../server/src/intake/decide';
import { as, context, groupAccount, item, knowing, storedCase, teamAccount } from '../support/intake';
import { address } from '../support/messages';

const AWAY = { 'auto-submitted': 'auto-replied' };
const BOUNCE = { 'content-type': 'multipart/report; report-type=delivery-status' };
const OURS = '<ours@shop.example>';

describe('answers of machines', () => {
  test.each([
    ['an out-of-office answer', AWAY, 'Auto-Submitted: auto-replied'],
    ['a bounce', BOUNCE, 'Content-Type: multipart/report; report-type=delivery-status'],
  ])('%s opens no case, and is filed with what gave it away', (_, headers, signal) => {
    const { outcomes, cases } = decide([item({ headers })], context());
    expect(as('filed', outcomes[0]).email.reason).toEqual({ code: 'mail.automatic', params: { signal } });
    expect(as('filed', outcomes[0]).case).toBeNull();
    expect(cases).toEqual([]);
  });

  test.each([
    ['an out-of-office answer', AWAY],
    ['a bounce', BOUNCE],
  ])('%s to a mail of ours joins the case and changes nothing in it', (_, headers) => {
    const before = storedCase({ status: 'closed', closedAt: new Date('2024-03-04T18:00:00Z') });
    const known = knowing({ emails: [{ messageId: OURS, direction: 'out', caseId: 7 }], cases: [before] });
    const { outcomes, cases } = decide([item({ headers, inReplyTo: [OURS], text: 'I am away' })], known);
    expect(as('filed', outcomes[0])).toMatchObject({
      statusChange: null,
      email: { reason: { code: 'thread.own-message' } },
    });
    const { status, closedAt, snippet, lastActivityAt, lastCustomerMessageAt } = before;
    expect(cases[0]).toMatchObject({
      status,
      closedAt,
      snippet,
      lastActivityAt,
      lastCustomerMessageAt,
      emailCount: 3,
    });
  });

  test.each([
    ['list mail', { precedence: 'list' }, 'list'],
    ['a notification', { 'auto-submitted': 'auto-generated' }, 'notification'],
    ['a person who says so', { 'auto-submitted': 'no' }, 'human'],
  ])('%s is no answer of a machine, and opens a case', (_, headers, classification) => {
    const { outcomes } = decide([item({ headers })], context());
    expect(as('filed', outcomes[0])).toMatchObject({ opensCase: true, email: { classification } });
  });
});

describe('a personal account', () => {
  const personal: IntakeContext['account'] = { kind: 'personal', id: 2, ownerId: 9, folderId: null };

  test('opens no case: its mail is in the inbox of its owner', () => {
    const { outcomes, cases } = decide([item({})], context({ account: personal }));
    expect(as('filed', outcomes[0])).toMatchObject({
      case: null,
      inboxes: [{ userId: 9 }],
      email: { reason: { code: 'mail.personal' } },
    });
    expect(cases).toEqual([]);
  });

  test('hands on what belongs to a case', () => {
    const known = knowing(
      { emails: [{ messageId: OURS, direction: 'out', caseId: 7 }], cases: [storedCase()] },
      { account: personal },
    );
    const { outcomes } = decide([item({ inReplyTo: [OURS] })], known);
    expect(as('filed', outcomes[0])).toMatchObject({
      case: { number: 42 },
      inboxes: [{ userId: 9 }, { userId: 3 }],
    });
  });
});

describe('distribution inside a batch', () => {
  const assigneesOf = (account: IntakeContext['account'], count: number) => {
    const plan = decide(
      Array.from({ length: count }, () => item({})),
      context({ account }),
    );
    return { plan, assignees: plan.cases.map(({ assigneeId }) => assigneeId) };
  };

  test('round-robin goes round and leaves the pointer where it stopped', () => {
    const { plan, assignees } = assigneesOf(
      teamAccount('round-robin', [0, 0, 0], { userId: 2, position: 1 }),
      5,
    );
    expect(assignees).toEqual([3, 1, 2, 3, 1]);
    expect(plan.pointer).toEqual({ userId: 1, position: 0, name: 'Agent 1' });
  });

  test('least-busy counts what the batch has given already', () => {
    const { assignees } = assigneesOf(teamAccount('least-busy', [2, 0, 1]), 5);
    // Loads 2 0 1 become 2 1 1, 2 1 2, 2 2 2, 2 2 3 and 3 2 3; equals go by turn.
    expect(assignees).toEqual([2, 3, 2, 3, 1]);
  });

  test('only mail that opens a case takes a turn', () => {
    const account = teamAccount('round-robin', [0, 0, 0]);
    const { plan } = assigneesOf(account, 1);
    expect(plan.cases[0]?.assigneeId).toBe(1);
    const mails = [
      item({ messageId: '<1@x>' }),
      item({ headers: AWAY }),
      item({ inReplyTo: ['<1@x>'] }),
      item({}),
    ];
    const { cases, pointer } = decide(mails, context({ account }));
    expect(cases.map(({ assigneeId }) => assigneeId)).toEqual([1, 2]);
    expect(pointer).toEqual({ userId: 2, position: 1, name: 'Agent 2' });
  });

  test('the target team works on the case besides the teams of the account, once', () => {
    const account = { ...teamAccount('round-robin', [0]), teamIds: [20, 10] };
    expect(decide([item({})], context({ account })).cases[0]?.teamIds).toEqual([20, 10]);
    const other = { ...teamAccount('round-robin', [0]), teamIds: [10] };
    expect(decide([item({})], context({ account: other })).cases[0]?.teamIds).toEqual([10, 20]);
  });

  test('the assignee has the case, its mail and the reason', () => {
    const direct = { userId: 5, name: 'Eve', active: true, away: false, capacity: null, openCases: 0 };
    const account = groupAccount({ distribution: 'direct-assignment', directAssignee: direct });
    const { outcomes, cases, pointer } = decide([item({})], context({ account }));
    expect(cases[0]).toMatchObject({ status: 'assigned', assigneeId: 5 });
    expect(cases[0]?.assignment).toEqual({
      userId: 5,
      reason: { code: 'assign.direct', params: { agent: 'Eve' } },
    });
    expect(as('filed', outcomes[0]).inboxes).toMatchObject([{ userId: 5 }]);
    expect(pointer).toBeNull();
  });

  test('nobody to assign leaves the case new, with the reason', () => {
    const { cases } = decide([item({})], context({ account: teamAccount('least-busy', []) }));
    expect(cases[0]).toMatchObject({ status: 'new', assigneeId: null });
    expect(cases[0]?.assignment.reason.code).toBe('assign.team-empty');
  });
});

test('an empty batch changes nothing', () => {
  expect(decide([], context())).toEqual({
    outcomes: [],
    cases: [],
    lastCaseNumber: 100,
    merges: [],
    pointer: null,
  });
});

test('cases that are only looked at are not stored again', () => {
  const known = knowing({ emails: [{ messageId: '<1@x>', caseId: 7 }], cases: [storedCase()] });
  const { cases } = decide([item({ inReplyTo: ['<1@x>'], from: address('evil@x.example') })], known);
  expect(cases.map(({ number }) => number)).toEqual([101]);
});
