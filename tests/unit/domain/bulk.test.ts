import { addRefusals, sameSteps } from '../../../server/src/domain/bulk';

test('rows whose step is the same are changed together', () => {
  const step = (status: string) => ({ kind: 'status', status });
  expect(
    sameSteps([
      { id: 1, step: step('closed') },
      { id: 2, step: step('new') },
      { id: 3, step: step('closed') },
    ]),
  ).toEqual([
    { step: step('closed'), ids: [1, 3] },
    { step: step('new'), ids: [2] },
  ]);
});

test('refusals are counted by their words', () => {
  const once = addRefusals([], ['no', 'no', 'later']);
  expect(addRefusals(once, ['later'])).toEqual([
    { words: 'no', count: 2 },
    { words: 'later', count: 2 },
  ]);
});
