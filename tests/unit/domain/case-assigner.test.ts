/** Several cases at once: turns and loads move on, and whoever hands a case on does not get it back. */
import { CaseAssigner, type DistributingAccount } from '../../../server/src/domain/case-assigner';
import type { Member } from '../../../server/src/domain/distribution';

const member = (userId: number, openCases = 0, more: Partial<Member> = {}): Member => ({
  userId,
  name: `Agent ${userId}`,
  active: true,
  away: false,
  capacity: null,
  openCases,
  ...more,
});
/** What no built-in rule looks at. */
const FACTS = (): never => {
  throw new Error('Nobody has asked for them');
};
const account = (
  members: readonly Member[],
  distribution: DistributingAccount['distribution'] = 'least-busy',
): DistributingAccount => ({
  id: 1,
  teamIds: [10],
  distribution,
  directAssignee: null,
  targetTeam: { id: 20, name: 'Lamps', members },
  pointer: null,
});

test('a capacity is filled up and no further', () => {
  const assigner = new CaseAssigner();
  const lamps = account([member(1, 0, { capacity: 2 }), member(2, 5, { capacity: 6 })], 'round-robin');
  const given = Array.from({ length: 4 }, () => assigner.assign(lamps, null, FACTS).assignment);
  expect(given.map(({ userId }) => userId)).toEqual([1, 2, 1, null]);
  expect(given[3]?.reason).toEqual({ code: 'assign.team-full', params: { team: 'Lamps' } });
});

test('loads are those of the users, in whatever account the cases are', () => {
  const assigner = new CaseAssigner();
  const first = account([member(1), member(2, 1)]);
  const second = { ...first, id: 2 };
  expect(assigner.assign(first, null, FACTS).assignment.userId).toBe(1);
  // One each, and the turn of the second account has not moved.
  expect(assigner.assign(second, null, FACTS).assignment.userId).toBe(1);
  expect(assigner.assign(second, null, FACTS).assignment.userId).toBe(2);
  expect([...assigner.pointers.keys()]).toEqual([1, 2]);
});

test('handing on frees whoever had the case', () => {
  const assigner = new CaseAssigner();
  const lamps = account([member(1, 2), member(2, 2), member(3, 9)]);
  expect(assigner.handOn(lamps, 1, FACTS).userId).toBe(2);
  // 1 has one, 2 has three.
  expect(assigner.handOn(lamps, 3, FACTS)).toMatchObject({ userId: 1, reason: { params: { open: 1 } } });
});

test('a case that nobody else can have stays where it is, and moves no turn', () => {
  const assigner = new CaseAssigner();
  const lamps = account([member(1), member(2, 0, { away: true })], 'round-robin');
  expect(assigner.handOn(lamps, 1, FACTS).userId).toBeNull();
  expect(assigner.pointers.size).toBe(0);
});

test('another team gives by load, and the case waits for that team', () => {
  const assigner = new CaseAssigner();
  const billing = { id: 30, name: 'Billing', members: [member(5, 2), member(6)] };
  expect(assigner.handOnIn(billing, null)).toMatchObject({
    userId: 6,
    reason: { code: 'assign.least-busy', params: { team: 'Billing', open: 0 } },
  });
  const nobody = { ...billing, members: [] };
  expect(assigner.handOnIn(nobody, null)).toMatchObject({ userId: null, awaitingTeamId: 30 });
  expect(assigner.pointers.size).toBe(0);
});
