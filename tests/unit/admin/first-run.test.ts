import type { FirstRun } from '../../../server/src/api/contracts';
import { firstSteps, welcomeOf } from '../../../admin/src/pages/welcome/first-run-steps';

const nothing: FirstRun = {
  hasTeam: false,
  hasAccount: false,
  address: null,
  hasMail: false,
  hasCase: false,
  allowed: { teams: true, groupAccounts: true },
  helpers: [],
};
const editor: FirstRun = {
  ...nothing,
  allowed: { teams: false, groupAccounts: false },
  helpers: ['Ada Admin'],
};
const nextOf = (firstRun: FirstRun) => firstSteps(firstRun).find(({ isNext }) => isNext)?.name;

test('leads to the first step that is not done, in whatever order they were', () => {
  expect(nextOf(nothing)).toBe('team');
  expect(nextOf({ ...nothing, hasTeam: true })).toBe('account');
  expect(nextOf({ ...nothing, hasAccount: true })).toBe('team');
  expect(nextOf({ ...nothing, hasTeam: true, hasAccount: true })).toBe('mail');
  expect(nextOf({ ...nothing, hasTeam: true, hasAccount: true, hasMail: true })).toBe('case');
});

test('shows who may set up a checklist, and tells others whom to ask', () => {
  expect(welcomeOf(nothing, false)).toMatchObject({ kind: 'checklist', steps: { length: 4 } });
  expect(welcomeOf(editor, false)).toEqual({ kind: 'ask', helpers: ['Ada Admin'] });
});

test('is silent when it is over, put away, not known yet, or nobody need be asked', () => {
  for (const welcome of [
    welcomeOf({ ...nothing, hasCase: true }, false),
    welcomeOf(nothing, true),
    welcomeOf(undefined, false),
    welcomeOf({ ...editor, hasAccount: true }, false),
  ])
    expect(welcome).toEqual({ kind: 'nothing' });
});
