import {
  awaitsAgent,
  distribute,
  type Assignment,
  type DistributionInput,
  type Member,
  type TurnPointer,
} from '../../../server/src/domain/distribution';

const member = (userId: number, openCases = 0, active = true): Member => ({
  userId,
  name: `Agent ${userId}`,
  active,
  away: false,
  capacity: null,
  openCases,
});
const away = (userId: number): Member => ({ ...member(userId), away: true });
const full = (userId: number): Member => ({ ...member(userId, 3), capacity: 3 });

const [A, B, C] = [1, 2, 3] as const;
const THREE = [member(A), member(B), member(C)];

const input = (parts: Partial<DistributionInput> & { members?: readonly Member[] }): DistributionInput => ({
  distribution: 'round-robin',
  directAssignee: null,
  team: { name: 'Lamps', members: parts.members ?? THREE },
  pointer: null,
  ...parts,
});

const assignee = (assignment: Assignment): number | null =>
  assignment.kind === 'assigned' ? assignment.userId : null;

const lastTurn = (userId: number, position = userId - 1): TurnPointer => ({ userId, position });

describe('none and direct assignment', () => {
  test('distribute nothing', () => {
    expect(distribute(input({ distribution: 'none' }))).toEqual({
      kind: 'unassigned',
      reason: { code: 'assign.none', params: {} },
    });
  });

  test('assign directly, without moving the turn', () => {
    expect(distribute(input({ distribution: 'direct-assignment', directAssignee: member(B) }))).toEqual({
      kind: 'assigned',
      userId: B,
      pointer: null,
      reason: { code: 'assign.direct', params: { agent: 'Agent 2' } },
    });
  });

  test.each([
    ['nobody is set', null, { code: 'assign.direct-missing', params: {} }],
    [
      'the assignee is inactive',
      member(B, 0, false),
      { code: 'assign.direct-inactive', params: { agent: 'Agent 2' } },
    ],
    ['the assignee is away', away(B), { code: 'assign.direct-away', params: { agent: 'Agent 2' } }],
    ['the assignee has enough', full(B), { code: 'assign.direct-full', params: { agent: 'Agent 2' } }],
  ])('leave the case unassigned when %s', (_, directAssignee, reason) => {
    expect(distribute(input({ distribution: 'direct-assignment', directAssignee }))).toEqual({
      kind: 'unassigned',
      reason,
    });
  });
});

describe.each(['round-robin', 'least-busy'] as const)('%s without candidates', (distribution) => {
  test('says which is missing', () => {
    const reasonOf = (parts: Partial<DistributionInput> & { members?: readonly Member[] }) =>
      distribute(input({ distribution, ...parts }));
    expect(reasonOf({ team: null })).toEqual({
      kind: 'unassigned',
      reason: { code: 'assign.team-missing', params: {} },
    });
    const empty = { kind: 'unassigned', reason: { code: 'assign.team-empty', params: { team: 'Lamps' } } };
    expect(reasonOf({ members: [] })).toEqual(empty);
    expect(reasonOf({ members: [], pointer: lastTurn(C) })).toEqual(empty);
    expect(reasonOf({ members: [member(A, 0, false), member(B, 0, false)] })).toEqual(empty);
  });

  test.each([
    ['away', [member(A), away(B), member(C, 0, false)], 'assign.team-away'],
    ['full, when nobody else is there', [member(A), full(B), away(C)], 'assign.team-full'],
    ['empty, when the only one hands the case on', [member(A)], 'assign.team-empty'],
  ] as const)('says that the team is %s', (_, members, code) => {
    expect(distribute(input({ distribution, members, except: A }))).toEqual({
      kind: 'unassigned',
      reason: { code, params: { team: 'Lamps' } },
    });
  });

  test('passes over who is away, has enough, or hands the case on', () => {
    const members = [away(A), full(B), member(C, 9), member(4, 9)];
    expect(assignee(distribute(input({ distribution, members })))).toBe(C);
    expect(assignee(distribute(input({ distribution, members, except: C })))).toBe(4);
  });
});

describe('round-robin', () => {
  test.each([
    ['begins with the first', THREE, null, A],
    ['goes on after the last turn', THREE, lastTurn(B), C],
    ['wraps around', THREE, lastTurn(C), A],
    ['follows the order of the team, not of ids', [member(C), member(A), member(B)], lastTurn(C, 0), A],
    ['looks for the member, not for the place', [member(C), member(A), member(B)], lastTurn(A, 0), B],
    ['passes over who is inactive', [member(A), member(B, 0, false), member(C)], lastTurn(A), C],
    ['goes on after an inactive last turn', [member(A), member(B), member(C, 0, false)], lastTurn(C), A],
    ['gives all to the only one', [member(A), member(B, 0, false)], lastTurn(A), A],
    ['goes on in the place of who has left', [member(A), member(C)], lastTurn(B), C],
    ['wraps when the last has left', [member(A), member(B)], lastTurn(C), A],
    ['survives a team that shrank to one', [member(C)], { userId: 99, position: 5 }, C],
    ['survives a whole new team', [member(7), member(8)], { userId: 99, position: 1 }, 8],
    ['does not look at loads', [member(A, 50), member(B), member(C)], null, A],
  ])('%s', (_, members, pointer, expected) => {
    expect(assignee(distribute(input({ members, pointer })))).toBe(expected);
  });

  test('hands back the pointer to store, with the reason', () => {
    expect(distribute(input({ pointer: lastTurn(A) }))).toEqual({
      kind: 'assigned',
      userId: B,
      pointer: { userId: B, position: 1, name: 'Agent 2' },
      reason: {
        code: 'assign.round-robin-after',
        params: { agent: 'Agent 2', team: 'Lamps', previous: 'Agent 1' },
      },
    });
  });

  test('names whom a turn came after as far as anybody knows', () => {
    const reasonAfter = (pointer: TurnPointer | null) => distribute(input({ pointer })).reason;
    expect(reasonAfter({ userId: 9, position: 0, name: 'Gone Agent' })).toMatchObject({
      code: 'assign.round-robin-after',
      params: { previous: 'Gone Agent' },
    });
    for (const nobody of [null, { userId: 0, position: 0 }])
      expect(reasonAfter(nobody)).toEqual({
        code: 'assign.round-robin',
        params: { agent: 'Agent 1', team: 'Lamps' },
      });
  });

  test('an inactive member keeps the place and gets the turn again on return', () => {
    const inactive = [member(A), member(B, 0, false), member(C)];
    const withoutB = distribute(input({ members: inactive, pointer: lastTurn(A) }));
    expect(withoutB).toMatchObject({ userId: C, pointer: { userId: C, position: 2 } });
    const back = distribute(input({ pointer: lastTurn(A) }));
    expect(assignee(back)).toBe(B);
  });
});

describe('least-busy', () => {
  const least = (members: readonly Member[], pointer: TurnPointer | null = null) =>
    distribute(input({ distribution: 'least-busy', members, pointer }));

  test.each([
    ['the first of equals', [member(A, 2), member(B, 2), member(C, 3)], null, A],
    ['who has fewest', [member(A, 2), member(B, 1), member(C, 3)], null, B],
    ['the next in turn of equals', [member(A, 2), member(B, 2), member(C, 3)], lastTurn(A), B],
    ['the first in turn after a wrap', [member(A, 2), member(B, 3), member(C, 2)], lastTurn(C), A],
    ['nobody inactive, however idle', [member(A, 0, false), member(B, 9), member(C, 8)], null, C],
  ])('takes %s', (_, members, pointer, expected) => expect(assignee(least(members, pointer))).toBe(expected));

  test('says how many cases were open', () => {
    expect(least([member(A, 4), member(B, 3)])).toMatchObject({
      reason: { code: 'assign.least-busy', params: { agent: 'Agent 2', team: 'Lamps', open: 3 } },
      pointer: { userId: B, position: 1 },
    });
  });
});

describe('fairness', () => {
  /** Distributes cases one after the other, as intake does, and returns who got how many. */
  function shares(
    distribution: 'round-robin' | 'least-busy',
    cases: number,
    inactive: readonly number[] = [],
  ) {
    const given = new Map<number, number>();
    let pointer: TurnPointer | null = null;
    for (let made = 0; made < cases; made += 1) {
      const members = [1, 2, 3, 4, 5, 6, 7].map((id) =>
        member(id, given.get(id) ?? 0, !inactive.includes(id)),
      );
      const assignment = distribute(input({ distribution, members, pointer }));
      if (assignment.kind !== 'assigned') throw new Error('unassigned');
      pointer = assignment.pointer;
      given.set(assignment.userId, (given.get(assignment.userId) ?? 0) + 1);
    }
    return given;
  }

  test.each(['round-robin', 'least-busy'] as const)(
    '%s: shares of a thousand differ by one at most',
    (rule) => {
      const all = [...shares(rule, 1000).values()];
      expect(all).toHaveLength(7);
      expect(all.reduce((sum, share) => sum + share)).toBe(1000);
      expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
    },
  );

  test.each(['round-robin', 'least-busy'] as const)('%s: also when two of the seven are away', (rule) => {
    const some = shares(rule, 1000, [3, 4]);
    expect([...some.keys()].sort()).toEqual([1, 2, 5, 6, 7]);
    expect([...some.values()]).toEqual([200, 200, 200, 200, 200]);
  });
});

/**
 * The cases of the reference (espocrm-behaviour §10), candidates A, B, C. Where it asks for the newest case of any
 * candidate, we ask whose turn it was: a case that was given away by hand moves nothing.
 */
describe('the vectors of EspoCRM', () => {
  const turn = (pointer: TurnPointer | null, members: readonly Member[] = THREE) =>
    assignee(distribute(input({ pointer, members })));

  test.each([
    ['no cases', null, THREE, A],
    ['the newest is B’s', lastTurn(B), THREE, C],
    ['the newest is C’s', lastTurn(C), THREE, A],
    ['the newest went from C to A by hand: EspoCRM goes on with B, the turn is A’s', lastTurn(C), THREE, A],
    [
      'C is inactive and had the newest: EspoCRM forgets that turn, we go on after it',
      lastTurn(C),
      [member(A), member(B), member(C, 0, false)],
      A,
    ],
  ])('round-robin: %s', (_, pointer, members, expected) => expect(turn(pointer, members)).toBe(expected));

  test.each([
    ['A 2, B 2, C 3', [member(A, 2), member(B, 2), member(C, 3)], A],
    ['B closes one', [member(A, 2), member(B, 1), member(C, 3)], B],
  ])('least-busy: %s', (_, members, expected) =>
    expect(assignee(distribute(input({ distribution: 'least-busy', members })))).toBe(expected),
  );
});

test('a case waits for an agent where one was asked for, and only there', () => {
  const waiting = ['direct', 'round-robin', 'least-busy'] as const;
  const nobody = [
    ...waiting.map((rule) =>
      distribute(input({ distribution: rule === 'direct' ? 'direct-assignment' : rule, members: [] })),
    ),
    distribute(input({ distribution: 'round-robin', team: null })),
    distribute(input({ distribution: 'least-busy', members: [away(A)] })),
    distribute(input({ distribution: 'direct-assignment', directAssignee: full(A) })),
  ];
  for (const { reason } of nobody)
    expect([reason.code, awaitsAgent(reason.code)]).toEqual([reason.code, true]);
  expect(awaitsAgent(distribute(input({ distribution: 'none' })).reason.code)).toBe(false);
  expect(awaitsAgent('assign.nobody')).toBe(false);
  expect(awaitsAgent('assign.filter-team')).toBe(false);
});
