import { newFilter, scopeRef } from '../../../server/src/api/filters/schemas';
import { parse } from '../../../server/src/api/http';

const FILTER = {
  name: 'Invoices',
  scope: { kind: 'global' },
  criteria: { subject: '*invoice*' },
  actions: [{ kind: 'skip' }],
};

/** What is said about a filter that differs from a good one. */
function refusal(change: object): string {
  try {
    parse(newFilter, { ...FILTER, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
}

test('what is not said has its usual value', () => {
  expect(parse(newFilter, FILTER)).toEqual({
    ...FILTER,
    active: true,
    stop: true,
    criteria: {
      from: null,
      to: null,
      cc: null,
      subject: '*invoice*',
      bodyContains: [],
      bodyContainsAll: [],
      hasAttachment: null,
      classifications: [],
    },
  });
});

test.each([
  [{ criteria: {} }, /at least one thing/],
  [{ criteria: { from: '  ', bodyContains: [] } }, /at least one thing/],
  [{ criteria: { from: 'a@b.example', sender: 'x' } }, /sender/],
  [{ criteria: { bodyContains: [' '] } }, /criteria\.bodyContains\.0/],
  [{ criteria: { classifications: ['robot'] } }, /criteria\.classifications\.0/],
  [{ criteria: { subject: 'x'.repeat(1001) } }, /At most 1000/],
  [{ actions: [] }, /at least one thing to do/],
  [{ actions: [{ kind: 'forward', to: 'x@y.example' }] }, /actions\.0/],
  [{ actions: [{ kind: 'mark-read' }, { kind: 'mark-read' }] }, /actions\.1.*twice/],
  [{ actions: [{ kind: 'move-to-folder', folder: null }] }, /actions\.0\.folder.*no longer exists/],
  [{ actions: [{ kind: 'skip', folder: 'x' }] }, /folder/],
  [{ name: ' ' }, /name/],
  [{ hits: 7 }, /hits/],
  [{ scope: { kind: 'team' } }, /scope/],
])('%j is refused with words', (change, words) => {
  expect(refusal(change)).toMatch(words);
});

test('several tags are no repetition, the same one is', () => {
  const tags = (...names: readonly string[]) => ({ actions: names.map((tag) => ({ kind: 'add-tag', tag })) });
  expect(refusal(tags('one', 'two'))).toBe('accepted');
  expect(refusal(tags('one', 'ONE'))).toMatch(/twice/);
});

test('an account’s scope names the account, a user’s the user', () => {
  expect(scopeRef.safeParse({ kind: 'group-account' }).success).toBe(false);
  expect(scopeRef.safeParse({ kind: 'user', user: 3 }).success).toBe(true);
});
