import { createIntl } from 'react-intl';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  filterFieldNames,
  filterValues,
  moveTo,
  NEW_FILTER,
  scopeKey,
  toFilterInput,
  validateFilter,
  type FilterValues,
} from '../../../admin/src/pages/filters/filter-values';
import { nameOfTarget, targetChoices } from '../../../admin/src/pages/filters/target-choices';
import type { FilterChoices, FilterDetail } from '../../../server/src/api/contracts';

const STORED: FilterDetail = {
  id: 'filter-1',
  name: 'Invoices',
  scope: { kind: 'group-account', account: 'account-1' },
  active: true,
  order: 1,
  stop: false,
  criteria: {
    from: '*@feld.example',
    to: null,
    cc: null,
    subject: null,
    bodyContains: ['due date', 'net 30'],
    bodyContainsAll: [],
    hasAttachment: false,
    classifications: ['human', 'list'],
  },
  actions: [
    { kind: 'set-priority', priority: 'high' },
    { kind: 'assign-user', user: 7 },
    { kind: 'assign-team', team: 'team-1' },
    { kind: 'move-to-group-folder', folder: 'folder-1' },
    { kind: 'add-tag', tag: 'billing' },
    { kind: 'no-notification' },
  ],
  targetNames: ['', 'Ana', 'Support', 'Invoices', '', ''],
  hits: 3,
  lastHitAt: null,
  version: 4,
};

test('what is stored comes back from the form as it was, with its version and without its scope', () => {
  const { name, active, stop, criteria, actions } = STORED;
  expect(toFilterInput(filterValues(STORED), STORED.scope, STORED)).toEqual({
    name,
    active,
    stop,
    criteria,
    actions,
    version: 4,
  });
});

test('only what is said becomes a row', () => {
  expect(filterValues(STORED).criteria).toEqual([
    { criterion: 'from', value: '*@feld.example', kinds: [] },
    { criterion: 'bodyContains', value: 'due date\nnet 30', kinds: [] },
    { criterion: 'hasAttachment', value: 'no', kinds: [] },
    { criterion: 'classifications', value: '', kinds: ['human', 'list'] },
  ]);
});

test('a new filter has a scope, and its phrases are its lines', () => {
  const values: FilterValues = {
    ...NEW_FILTER,
    name: '  Offers ',
    criteria: [{ criterion: 'bodyContainsAll', value: ' one \n\n two\n', kinds: [] }],
    actions: [{ kind: 'add-tag', target: ' offer ' }],
  };
  expect(toFilterInput(values, { kind: 'global' }, null)).toMatchObject({
    name: 'Offers',
    scope: { kind: 'global' },
    criteria: { bodyContainsAll: ['one', 'two'], from: null },
    actions: [{ kind: 'add-tag', tag: 'offer' }],
  });
  expect(toFilterInput(values, { kind: 'global' }, null)).not.toHaveProperty('version');
});

test('what is missing is said at its row', () => {
  const values: FilterValues = {
    ...NEW_FILTER,
    criteria: [
      { criterion: 'from', value: ' ', kinds: [] },
      { criterion: 'classifications', value: '', kinds: [] },
      { criterion: 'subject', value: '*', kinds: [] },
    ],
    actions: [
      { kind: 'mark-read', target: '' },
      { kind: 'assign-user', target: '' },
    ],
  };
  expect(validateFilter(values).map(({ path }) => path)).toEqual([
    'name',
    'criteria.from',
    'criteria.classifications',
    'actions.1',
  ]);
  expect(filterFieldNames(values)).toEqual(
    expect.arrayContaining(['criteria.subject', 'actions.1', 'criteria']),
  );
  expect(validateFilter({ ...values, name: 'A', criteria: [], actions: [] })).toEqual([
    { path: 'criteria', id: 'settings.error.no-criteria' },
    { path: 'actions', id: 'settings.error.no-actions' },
  ]);
});

test('what an action named and is gone has to be chosen again', () => {
  const gone = { ...STORED, actions: [{ kind: 'assign-team', team: null } as const] };
  expect(validateFilter(filterValues(gone))).toEqual([{ path: 'actions.0', id: 'settings.error.required' }]);
});

test('a filter moves to its place, and the others keep their order', () => {
  const items = ['a', 'b', 'c', 'd'];
  expect(moveTo(items, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moveTo(items, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moveTo(items, 3, 4)).toBe(items);
  expect(moveTo(items, 1, 1)).toBe(items);
});

test('scopes are told apart', () => {
  const keys = [
    scopeKey({ kind: 'global' }),
    scopeKey({ kind: 'group-account', account: '1' }),
    scopeKey({ kind: 'personal-account', account: '1' }),
    scopeKey({ kind: 'user', user: 1 }),
  ];
  expect(new Set(keys).size).toBe(4);
});

test('lists offer what an action can name', () => {
  const choices: FilterChoices = {
    actions: [],
    agents: [{ id: 7, name: 'Ana', email: 'ana@shop.example', active: true }],
    teams: [{ id: 'team-1', name: 'Support', color: '' }],
    folders: [{ id: 'mine', name: 'Mine' }],
    groupFolders: [{ id: 'ours', name: 'Ours' }],
    tags: [],
    custom: [{ name: 'mark-vip', label: 'Mark VIP' }],
  };
  expect(targetChoices('custom', choices)).toEqual([{ value: 'mark-vip', label: 'Mark VIP' }]);
  expect(nameOfTarget({ kind: 'custom', name: 'mark-vip' }, choices)).toBe('Mark VIP');
  expect(targetChoices('move-to-folder', choices)).toEqual([{ value: 'mine', label: 'Mine' }]);
  expect(targetChoices('assign-user', choices)).toEqual([{ value: '7', label: 'Ana' }]);
  expect(targetChoices('skip', choices)).toEqual([]);
  expect(nameOfTarget({ kind: 'assign-team', team: 'team-1' }, choices)).toBe('Support');
  expect(nameOfTarget({ kind: 'move-to-group-folder', folder: 'mine' }, choices)).toBe('');
  expect(nameOfTarget({ kind: 'assign-user', user: 7 }, null)).toBe('');
});

describe('the texts of the filters', () => {
  const textsOf = (language: string) =>
    JSON.parse(
      readFileSync(join(__dirname, `../../../admin/src/translations/${language}/filters.json`), 'utf8'),
    ) as Record<string, string>;
  const VALUES = {
    name: '<name>',
    criteria: '<criteria>',
    criterion: '<criterion>',
    action: '<action>',
    position: 101,
    total: 102,
    count: 103,
    matched: 104,
    looked: 105,
  };
  const filledIn = (language: string, id: string): readonly string[] => {
    const onError = (error: Error): never => {
      throw error;
    };
    const intl = createIntl({ locale: language, messages: textsOf(language), onError });
    const said = intl.formatMessage({ id }, VALUES);
    return Object.values(VALUES)
      .map(String)
      .filter((value) => said.includes(value));
  };

  test.each(['fr', 'id', 'de', 'es'])('fill in the same in %s as in English', (language) => {
    const keys = Object.keys(textsOf('en'));
    expect(keys.map((key) => [key, filledIn(language, key)])).toEqual(
      keys.map((key) => [key, filledIn('en', key)]),
    );
  });
});
