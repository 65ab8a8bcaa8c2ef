/** What filters do to the mails of a batch: scopes, order and stop, and each action. */
import type { Filter, FilterAction, FilterScope } from '../../../server/src/domain/filter';
import { allowedActions } from '../../../server/src/domain/filters/allowed-actions';
import { NO_TARGETS, type FilterTargets } from '../../../server/src/domain/filters/targets';
import type { InboxPlacement, IntakeContext } from '../../../server/src/domain/intake-plan';
import { BatchFilters } from '../../../server/src/intake/decide-filters';
import { decide } from '../../../server/src/intake/decide';
import { criteria, filter } from '../support/filters';
import {
  as,
  context,
  fingerprintOfItem,
  groupAccount,
  item,
  knowing,
  storedCase,
  teamAccount,
} from '../support/intake';
import { identityHash } from '../../../server/src/domain/identity';
import { address, message } from '../support/messages';

const GROUP: FilterScope = { kind: 'group-account', accountId: 1 };
const USER: FilterScope = { kind: 'user', userId: 3 };
const PERSONAL: IntakeContext['account'] = { kind: 'personal', id: 2, ownerId: 9, folderId: null };

const doing = (actions: readonly FilterAction[], parts: Partial<Filter> = {}): Filter =>
  filter({ actions, ...parts });
const member = (userId: number, openCases = 0, active = true) => ({
  userId,
  name: `Agent ${userId}`,
  active,
  away: false,
  capacity: null,
  openCases,
});
const targets: FilterTargets = {
  users: new Map([
    [3, member(3)],
    [4, member(4, 0, false)],
  ]),
  teams: new Map([[30, { id: 30, name: 'Billing', members: [member(5, 2), member(6, 0)] }]]),
  groupFolders: new Set([70, 71]),
  folderOwners: new Map([
    [80, 3],
    [90, 9],
  ]),
};
const filing = (filters: readonly Filter[], parts: Partial<IntakeContext> = {}) =>
  decide(
    [item({ messageId: '<1@customer.example>' })],
    context({ filters, filterTargets: targets, ...parts }),
  );

describe('skip', () => {
  test('a filter of all leaves the mail out: no case, no inbox, and the ledger says which filter', () => {
    const skipping = doing([{ kind: 'skip' }], { name: 'Spam' });
    const { outcomes, cases, lastCaseNumber } = filing([skipping]);
    expect(as('ignored', outcomes[0])).toMatchObject({
      filterIds: [skipping.id],
      reason: { code: 'mail.filtered', params: { filter: 'Spam' } },
    });
    expect(cases).toEqual([]);
    expect(lastCaseNumber).toBe(100);
  });

  test('so does one of the account, and not one of another account', () => {
    expect(filing([doing([{ kind: 'skip' }], { scope: GROUP })]).outcomes[0]?.kind).toBe('ignored');
    const other: FilterScope = { kind: 'group-account', accountId: 2 };
    expect(filing([doing([{ kind: 'skip' }], { scope: other })]).outcomes[0]?.kind).toBe('filed');
    const personal: FilterScope = { kind: 'personal-account', accountId: 1 };
    expect(filing([doing([{ kind: 'skip' }], { scope: personal })]).outcomes[0]?.kind).toBe('filed');
  });

  test('a mail that is known already is a copy of it, whatever filters say', () => {
    const mail = item({ messageId: '<1@customer.example>', text: 'Once' });
    const known = knowing(
      { emails: [{ identityHash: identityHash(fingerprintOfItem(mail), 0) }] },
      { filters: [doing([{ kind: 'skip' }])] },
    );
    expect(decide([mail], known).outcomes[0]?.kind).toBe('duplicate');
  });

  test('an answer to a case is left out as well, and the case stays as it is', () => {
    const known = knowing(
      { emails: [{ messageId: '<ours@shop>', direction: 'out', caseId: 7 }], cases: [storedCase()] },
      { filters: [doing([{ kind: 'skip' }])] },
    );
    const { outcomes, cases } = decide([item({ inReplyTo: ['<ours@shop>'] })], known);
    expect(outcomes[0]?.kind).toBe('ignored');
    expect(cases).toEqual([]);
  });

  test('mail of ours is not filtered', () => {
    expect(filing([doing([{ kind: 'skip' }])], { sent: true }).outcomes[0]?.kind).toBe('filed');
  });

  test('history is, and in the history nobody is told', () => {
    const history: Partial<IntakeContext> = { handling: { kind: 'history', opensCases: true } };
    expect(filing([doing([{ kind: 'skip' }])], history).outcomes[0]?.kind).toBe('ignored');
    const { outcomes, cases } = filing([doing([{ kind: 'assign-user', userId: 3 }])], history);
    expect(cases[0]?.assigneeId).toBe(3);
    expect(as('filed', outcomes[0]).inboxes).toMatchObject([{ userId: 3, notify: false, unread: false }]);
  });
});

describe('order and stop', () => {
  const priority = (level: 'low' | 'high' | 'urgent', parts: Partial<Filter> = {}): Filter =>
    doing([{ kind: 'set-priority', priority: level }], { stop: false, ...parts });

  test('what stops keeps later filters of its scope from being asked, and not those of the next', () => {
    const first = priority('low', { stop: true });
    const second = priority('high');
    const ofAccount = doing([{ kind: 'add-tag', tag: 'Shop' }], { scope: GROUP });
    const { outcomes, cases } = filing([first, second, ofAccount]);
    expect(cases[0]?.priority).toBe('low');
    expect(as('filed', outcomes[0])).toMatchObject({ tags: ['Shop'], filterIds: [first.id, ofAccount.id] });
  });

  test('what does not match stops nothing', () => {
    const { cases } = filing([
      priority('low', { stop: true, criteria: criteria({ from: 'x@y' }) }),
      priority('high'),
    ]);
    expect(cases[0]?.priority).toBe('high');
  });

  test('a later filter has the last word, and that of the account after that of all', () => {
    const { cases } = filing([priority('urgent', { scope: GROUP }), priority('low'), priority('high')]);
    expect(cases[0]?.priority).toBe('urgent');
  });

  test('skip ends everything', () => {
    const skipping = doing([{ kind: 'skip' }], { stop: false });
    const { outcomes } = filing([skipping, priority('low'), priority('low', { scope: GROUP })]);
    expect(as('ignored', outcomes[0]).filterIds).toEqual([skipping.id]);
  });
});

describe('what concerns cases', () => {
  test('a user is given the case, with the reason', () => {
    const { cases, outcomes } = filing([doing([{ kind: 'assign-user', userId: 3 }], { name: 'VIP' })]);
    expect(cases[0]).toMatchObject({ assigneeId: 3, status: 'assigned' });
    expect(cases[0]?.assignment.reason).toEqual({
      code: 'assign.filter',
      params: { agent: 'Agent 3', filter: 'VIP' },
    });
    expect(as('filed', outcomes[0]).inboxes).toMatchObject([{ userId: 3, because: 'assignee' }]);
  });

  test('a user who left or is inactive is not: the account distributes as ever', () => {
    const account = teamAccount('round-robin', [0, 0]);
    for (const userId of [4, 99])
      expect(filing([doing([{ kind: 'assign-user', userId }])], { account }).cases[0]?.assigneeId).toBe(1);
  });

  test('it takes no turn from the others', () => {
    const filters = [doing([{ kind: 'assign-user', userId: 3 }], { criteria: criteria({ subject: 'VIP' }) })];
    const mails = [item({}), item({ subject: 'VIP' }), item({})];
    const plan = decide(
      mails,
      context({ filters, filterTargets: targets, account: teamAccount('round-robin', [0, 0, 0]) }),
    );
    expect(plan.cases.map(({ assigneeId }) => assigneeId)).toEqual([1, 3, 2]);
  });

  test('a team works on it in place of the target team; where the account takes turns, the least busy gets it', () => {
    const filters = [doing([{ kind: 'assign-team', teamId: 30 }], { name: 'Bills' })];
    const turns = filing(filters, { account: teamAccount('round-robin', [0]) });
    expect(turns.cases[0]).toMatchObject({ assigneeId: 6, teamIds: [10, 30] });
    expect(turns.pointer).toBeNull();
    const none = filing(filters);
    expect(none.cases[0]).toMatchObject({ assigneeId: null, status: 'new', teamIds: [10, 30] });
    expect(none.cases[0]?.assignment.reason).toEqual({
      code: 'assign.filter-team',
      params: { team: 'Billing', filter: 'Bills' },
    });
  });

  test('no case is opened, with the reason; what proves its case joins it, and its assignee stays', () => {
    const filters = [
      doing(
        [
          { kind: 'no-case' },
          { kind: 'assign-user', userId: 99 },
          { kind: 'set-priority', priority: 'urgent' },
        ],
        {
          name: 'News',
        },
      ),
    ];
    const { outcomes, cases } = filing(filters);
    expect(cases).toEqual([]);
    expect(as('filed', outcomes[0]).email.reason).toEqual({
      code: 'mail.no-case-by-filter',
      params: { filter: 'News' },
    });
    const known = knowing(
      { emails: [{ messageId: '<ours@shop>', direction: 'out', caseId: 7 }], cases: [storedCase()] },
      { filters, filterTargets: targets },
    );
    const joined = decide([item({ inReplyTo: ['<ours@shop>'] })], known);
    expect(as('filed', joined.outcomes[0]).case).toMatchObject({
      number: 42,
      assigneeId: 3,
      priority: 'normal',
    });
  });

  test('tags are each there once, and folders only where they exist', () => {
    const tags: readonly FilterAction[] = ['Bill', 'Shop', 'Bill'].map((tag) => ({ kind: 'add-tag', tag }));
    const moves: readonly FilterAction[] = [70, 999].map((folderId) => ({
      kind: 'move-to-group-folder',
      folderId,
    }));
    const { outcomes } = filing([doing([...tags, ...moves], { scope: GROUP })]);
    expect(as('filed', outcomes[0])).toMatchObject({ tags: ['Bill', 'Shop'], groupFolderId: 70 });
  });
});

describe('inboxes', () => {
  const placement = (userId: number): InboxPlacement => ({
    userId,
    because: 'addressed',
    unread: true,
    important: false,
    trashed: false,
    folderId: null,
    notify: true,
  });
  const placed = (
    filters: readonly Filter[],
    users: readonly number[],
    account: IntakeContext['account'] = groupAccount(),
  ) => {
    const verdict = new BatchFilters(context({ filters, filterTargets: targets, account })).ask(
      message({ from: address('ann@acme.com') }),
      'human',
    );
    if (verdict.kind !== 'passed') throw new Error('The mail was left out');
    return verdict.inInboxes(users.map(placement));
  };

  test('a user’s skip puts the mail into that user’s trash, and into nobody else’s', () => {
    const mine = doing([{ kind: 'skip' }], { scope: USER });
    const { inboxes, filterIds } = placed([mine], [3, 5]);
    expect(inboxes).toEqual([{ ...placement(3), trashed: true, unread: false, notify: false }, placement(5)]);
    expect(filterIds).toEqual([mine.id]);
  });

  test('a user’s filter counts only where the mail comes into the inbox', () => {
    expect(placed([doing([{ kind: 'skip' }], { scope: USER })], [5])).toEqual({
      inboxes: [placement(5)],
      filterIds: [],
    });
  });

  test('a user’s filter moves into a folder of that user only', () => {
    const moving = (folderId: number) => doing([{ kind: 'move-to-folder', folderId }], { scope: USER });
    expect(placed([moving(80)], [3]).inboxes[0]?.folderId).toBe(80);
    expect(placed([moving(90)], [3]).inboxes[0]?.folderId).toBeNull();
    expect(placed([moving(12345)], [3]).inboxes[0]?.folderId).toBeNull();
  });

  test('marks of a group account’s filter concern everybody, those of a personal account its owner', () => {
    const marks: readonly FilterAction[] = [
      { kind: 'mark-read' },
      { kind: 'mark-important' },
      { kind: 'no-notification' },
    ];
    const marked = { unread: false, important: true, notify: false };
    expect(placed([doing(marks, { scope: GROUP })], [3, 5]).inboxes).toEqual([
      { ...placement(3), ...marked },
      { ...placement(5), ...marked },
    ]);
    const ofOwner = doing([...marks, { kind: 'move-to-folder', folderId: 90 }], {
      scope: { kind: 'personal-account', accountId: 2 },
    });
    expect(placed([ofOwner], [9, 5], PERSONAL).inboxes).toEqual([
      { ...placement(9), ...marked, folderId: 90 },
      placement(5),
    ]);
  });
});

test('no scope allows what would touch others’ inboxes or cases', () => {
  expect(allowedActions({ kind: 'user' })).not.toContain('assign-user');
  expect(allowedActions({ kind: 'personal-account' })).not.toContain('move-to-group-folder');
  expect(allowedActions({ kind: 'global' })).not.toContain('move-to-folder');
  for (const kind of ['global', 'group-account', 'personal-account', 'user'] as const)
    expect(allowedActions({ kind })).toContain('skip');
});

test('without filters nothing changes', () => {
  const mail = item({ messageId: '<1@customer.example>' });
  expect(decide([mail], context({ filterTargets: NO_TARGETS })).outcomes[0]).toMatchObject({
    kind: 'filed',
    tags: [],
    groupFolderId: null,
    filterIds: [],
  });
});
