import {
  changedPresence,
  presenceByCase,
  type PageOfCase,
} from '../../../../server/src/domain/live/presence';

const page = (caseId: number, userId: number, doing: PageOfCase['doing']): PageOfCase => ({
  caseId,
  userId,
  doing,
});

test('a person with several pages does the most that one of them does', () => {
  const pages = [
    page(1, 7, 'writing-note'),
    page(1, 7, 'looking'),
    page(1, 8, 'looking'),
    page(2, 7, 'writing-answer'),
  ];
  const cases = presenceByCase(pages);
  expect([...(cases.get(1) ?? [])]).toEqual([
    [7, 'writing-note'],
    [8, 'looking'],
  ]);
  expect(cases.get(2)?.get(7)).toBe('writing-answer');
});

test('cases change when somebody comes, leaves or does something else', () => {
  const before = presenceByCase([
    page(1, 7, 'looking'),
    page(2, 7, 'looking'),
    page(3, 7, 'looking'),
    page(5, 9, 'looking'),
  ]);
  const after = presenceByCase([
    page(1, 7, 'writing-answer'),
    page(3, 8, 'looking'),
    page(4, 7, 'looking'),
    page(5, 9, 'looking'),
  ]);
  expect([...changedPresence(before, after)].sort()).toEqual([1, 2, 3, 4]);
  expect(changedPresence(after, after)).toEqual([]);
});
