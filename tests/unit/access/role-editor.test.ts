/** What Strapi's role editor lists of ours, in the language of who asks. */
import {
  ACTION_ATTRIBUTES,
  ACTIONS,
  CONDITIONS,
  UNDIVIDED_ACTIONS,
} from '../../../server/src/access/actions';
import { ACTION_WORDS } from '../../../server/src/access/action-words';
import hasAnyPermission from '../../../server/src/access/has-any-permission';
import { partsOfAdministration } from '../../../server/src/access/first-permissions';
import { translated } from '../../../server/src/access/translate-role-editor';
import { scopeOf } from '../../../server/src/access/viewer';

const FOREIGN = { action: 'plugin::upload.read', subCategory: 'general', displayName: 'Access' };
const layout = {
  conditions: [
    { id: 'admin::is-creator', displayName: 'Is creator', category: 'default' },
    ...Object.values(CONDITIONS).map((id) => ({ id, displayName: 'English', category: 'Mailroom' })),
  ],
  sections: {
    plugins: [
      FOREIGN,
      ...ACTION_ATTRIBUTES.map(({ uid, ...rest }) => ({ ...rest, action: `plugin::mailroom.${uid}` })),
    ],
    settings: [FOREIGN],
  },
};

test('lists every action once, each in a group', () => {
  const listed = ACTION_ATTRIBUTES.map(({ uid }) => `plugin::mailroom.${uid}`);
  expect([...listed].sort()).toEqual(Object.values(ACTIONS).sort());
});

describe.each(Object.entries(ACTION_WORDS))('in %s', (_language, words) => {
  const { conditions = [], sections = {} } = translated(layout, words);

  test('everything of ours has another name, and one of its own', () => {
    const ours = (sections.plugins ?? []).slice(1);
    const names = ours.map(({ displayName }) => displayName);
    expect(new Set(names).size).toBe(Object.keys(ACTIONS).length);
    const english = new Map(
      ACTION_ATTRIBUTES.map(({ uid, displayName }) => [`plugin::mailroom.${uid}`, displayName]),
    );
    for (const { action, displayName } of ours) expect(displayName).not.toBe(english.get(String(action)));
    expect(conditions.slice(1).map(({ displayName }) => displayName)).not.toContain('English');
  });

  test('what belongs together stays together, and what is not ours stays as it is', () => {
    const groupsOf = (actions: readonly Readonly<Record<string, unknown>>[]) =>
      actions.map(
        ({ subCategory }, at) => actions.findIndex((other) => other.subCategory === subCategory) === at,
      );
    expect(groupsOf(sections.plugins ?? [])).toEqual(groupsOf(layout.sections.plugins));
    expect(sections.plugins?.[0]).toEqual(FOREIGN);
    expect(sections.settings).toEqual(layout.sections.settings);
    expect(conditions[0]).toEqual(layout.conditions[0]);
  });
});

describe('a condition on an action that has no rows', () => {
  const context = (rules: Readonly<Record<string, readonly { readonly conditions?: unknown }[]>>) => ({
    state: {
      userAbility: {
        can: (action: string) => (rules[action] ?? []).length > 0,
        rulesFor: (action: string) => rules[action] ?? [],
      },
    },
  });
  const conditional = [{ conditions: { $and: [] } }];

  test.each([...UNDIVIDED_ACTIONS])('%s grants nothing, rather than everything', (action) => {
    expect(hasAnyPermission(context({ [action]: conditional }), { actions: [action] })).toBe(false);
    expect(hasAnyPermission(context({ [action]: [...conditional, {}] }), { actions: [action] })).toBe(true);
    const teams = [{ id: 1 }];
    const granted = [{ action, conditions: [CONDITIONS.ownTeams] }];
    expect(scopeOf(granted, action as never, 7, teams)).toEqual({ kind: 'none' });
    expect(scopeOf([...granted, { action, conditions: [] }], action as never, 7, teams)).toEqual({
      kind: 'all',
    });
  });

  test('elsewhere opens the route, behind which it says which rows', () => {
    const rules = { [ACTIONS.readCases]: conditional };
    expect(hasAnyPermission(context(rules), { actions: [ACTIONS.audit, ACTIONS.readCases] })).toBe(true);
    expect(hasAnyPermission(context(rules), { actions: [ACTIONS.audit] })).toBe(false);
    expect(hasAnyPermission({ state: {} }, { actions: [ACTIONS.readCases] })).toBe(false);
  });
});

test('the parts of the former administration go to who had the whole, under the same conditions', () => {
  const whole = 'plugin::mailroom.administration.manage';
  const kept = [
    { roleId: 1, action: whole, conditions: [] },
    { roleId: 2, action: ACTIONS.teams, conditions: [] },
  ];
  const given = partsOfAdministration(kept, [{ roleId: 1, action: ACTIONS.jobs, conditions: [] }]);
  expect(new Set(given.map(({ roleId }) => roleId))).toEqual(new Set([1]));
  expect(given.map(({ action }) => action).sort()).toEqual(
    [
      ACTIONS.groupAccounts,
      ACTIONS.teams,
      ACTIONS.recordLinks,
      ACTIONS.quarantine,
      ACTIONS.importMail,
    ].sort(),
  );
});
