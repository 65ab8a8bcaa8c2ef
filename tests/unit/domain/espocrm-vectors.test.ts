/**
 * The reference product's vectors (EspoCRM study §10) that no other file has: those of filters are in filters/match, those
 * of fetching in the engine's tests, those of records in record-links. Where ours is different on purpose, the row says why.
 */
import { isOpen } from '../../../server/src/domain/case-state';
import { distribute, type Member, type TurnPointer } from '../../../server/src/domain/distribution';
import { caseNumbersIn } from '../../../server/src/domain/subject';

describe('the number in a subject (C4)', () => {
  test.each<[string, readonly number[]]>([
    ['Re: [#123] foo', [123]],
    ['[#123 - open]', [123]],
    ['[#12a3]', []],
    ['#123', []],
    ['[# 123]', []],
    // EspoCRM looks at the first alone; ours are hints, and each is weighed against who writes.
    ['[#1] and [#2]', [1, 2]],
  ])('%s', (subject, expected) => {
    expect(caseNumbersIn(subject, '#')).toEqual(expected);
  });
});

describe('distribution (D)', () => {
  const [A, B, C] = [1, 2, 3] as const;
  const team = (
    open: readonly [number, number, number],
    inactive: readonly number[] = [],
  ): readonly Member[] =>
    [A, B, C].map((userId, index) => ({
      userId,
      name: `Agent ${userId}`,
      active: !inactive.includes(userId),
      away: false,
      capacity: null,
      openCases: open[index] ?? 0,
    }));
  const given = (
    distribution: 'round-robin' | 'least-busy',
    members: readonly Member[],
    pointer: TurnPointer | null = null,
  ): number | null => {
    const assignment = distribute({
      distribution,
      directAssignee: null,
      team: { name: 'Lamps', members },
      pointer,
    });
    return assignment.kind === 'assigned' ? assignment.userId : null;
  };
  const after = (userId: number): TurnPointer => ({ userId, position: userId - 1 });

  test.each<[string, TurnPointer | null, readonly number[], number]>([
    ['no cases yet', null, [], A],
    ["the newest is B's", after(B), [], C],
    ["the newest is C's", after(C), [], A],
    // EspoCRM forgets the turn of somebody inactive; ours keeps the place, which is after C here too.
    ["the newest is C's, who is inactive", after(C), [C], A],
  ])('round-robin: %s', (_, pointer, inactive, expected) => {
    expect(given('round-robin', team([0, 0, 0], inactive), pointer)).toBe(expected);
  });

  test('round-robin: a case that is handed on by hand does not move the turn (weak point 12)', () => {
    // EspoCRM gives B the next one after C\'s case went to A; ours goes on after C, who had the turn.
    expect(given('round-robin', team([1, 0, 0]), after(C))).toBe(A);
  });

  test.each<[readonly [number, number, number], number]>([
    [[2, 2, 3], A],
    [[2, 1, 3], B],
  ])('least-busy: %j', (open, expected) => {
    expect(given('least-busy', team(open))).toBe(expected);
  });

  test('least-busy: what is pending counts; what is closed, rejected or a duplicate does not', () => {
    expect((['new', 'assigned', 'pending'] as const).map(isOpen)).toEqual([true, true, true]);
    expect((['closed', 'rejected', 'duplicate'] as const).map(isOpen)).toEqual([false, false, false]);
  });
});
