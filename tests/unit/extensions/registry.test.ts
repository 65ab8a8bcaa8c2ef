/** What the app may register, and what is asked of it afterwards. */
import type { DistributionFacts, FilterActionFacts } from '../../../server/src/domain/extension';
import { mailFacts } from '../../../server/src/domain/mail-facts';
import { adviceFor } from '../../../server/src/extensions/advise';
import type {
  DistributionRule,
  FilterActionExtension,
  IntakeStep,
  LinkResolver,
} from '../../../server/src/extensions/contract';
import { decidingExtensions } from '../../../server/src/extensions/deciding';
import { ExtensionRegistry } from '../../../server/src/extensions/registry';
import { message } from '../support/messages';

const registry = () => new ExtensionRegistry(() => undefined);
const rule = (parts: Partial<DistributionRule> = {}): DistributionRule => ({
  name: 'language',
  label: 'By language',
  choose: () => ({ member: null, reason: 'nobody' }),
  ...parts,
});
const step = (look: IntakeStep['look'], name = 'step'): IntakeStep => ({ name, label: 'Step', look });
const resolver = (resolve: LinkResolver['resolve']): LinkResolver => ({
  name: 'orders',
  label: 'Orders',
  resolve,
});

describe('registering', () => {
  test.each([
    ['a name with spaces', rule({ name: 'By language' }), /small letters/],
    ['no name', rule({ name: undefined }), /small letters/],
    ['no label', rule({ label: ' ' }), /label/],
    ['a label that is too long', rule({ label: 'x'.repeat(101) }), /label/],
    ['no function', rule({ choose: undefined }), /"choose" must be a function/],
    ['nothing', null as unknown as DistributionRule, /must be an object/],
  ])('refuses %s', (_, given, words) => {
    expect(() => registry().addDistributionRule(given)).toThrow(words);
  });

  test.each([
    ['headers that are no list', { headers: 'x-spam' as unknown as string[] }, /headers/],
    ['a header with a colon', { headers: ['x-spam:'] }, /headers/],
    ['a name that objects have', { headers: ['__proto__'] }, /headers/],
    ['a timeout that is too long', { timeout: 60_000 }, /timeout/],
    ['a timeout that is no number', { timeout: '5' as unknown as number }, /timeout/],
  ])('refuses %s', (_, parts, words) => {
    expect(() => registry().addIntakeStep({ ...step(() => []), ...parts })).toThrow(words);
  });

  test('refuses the same name twice, and whatever comes after the start', () => {
    const known = registry();
    known.addDistributionRule(rule());
    expect(() => known.addDistributionRule(rule())).toThrow(/registered already/);
    known.close();
    expect(() => known.addDistributionRule(rule({ name: 'other' }))).toThrow(/register\(\)/);
  });

  test('one name may stand for different kinds', () => {
    const known = registry();
    known.addDistributionRule(rule({ name: 'vip' }));
    known.addFilterAction({ name: 'vip', label: 'VIP', apply: () => [] });
    expect(known.states().map(({ kind }) => kind)).toEqual(['distribution-rule', 'filter-action']);
  });

  test('an action needs something to do', () => {
    expect(() => registry().addFilterAction({ name: 'vip', label: 'VIP' })).toThrow(/"apply" must be/);
    expect(() =>
      registry().addFilterAction({ name: 'vip', label: 'VIP', afterCommit: () => 1 }),
    ).not.toThrow();
  });

  test('header fields are asked for once, in small letters', () => {
    const known = registry();
    known.addIntakeStep({ ...step(() => []), headers: ['X-Spam-Flag', 'X-Order'] });
    known.addLinkResolver({ ...resolver(() => []), headers: ['x-order'] });
    expect(known.headers()).toEqual(['x-order', 'x-spam-flag']);
  });
});

const facts: DistributionFacts = {
  case: { number: 1, subject: 'Lamp', priority: 'normal', requester: null, language: 'de' },
  team: { id: 20, name: 'Lamps' },
  members: [1, 2].map((id) => ({
    id,
    name: `Agent ${id}`,
    free: id === 1,
    active: true,
    away: id !== 1,
    capacity: null,
    openCases: 0,
  })),
  lastMember: null,
};

describe('a distribution rule', () => {
  const chosen = (choose: DistributionRule['choose']) => {
    const known = registry();
    known.addDistributionRule(rule({ choose }));
    return decidingExtensions(known).chooseByRule('language', facts);
  };

  test('chooses a member, or nobody, with a reason', () => {
    expect(chosen(() => ({ member: 1, reason: 'speaks\r\n de ' }))).toEqual({
      kind: 'member',
      userId: 1,
      rule: 'By language',
      words: 'speaks de',
    });
    expect(chosen(() => ({ member: null, reason: 'nobody does' }))).toMatchObject({ kind: 'nobody' });
  });

  test.each([
    ['throws', () => JSON.parse('{')],
    ['chooses who is away', () => ({ member: 2, reason: 'x' })],
    ['chooses a stranger', () => ({ member: 3, reason: 'x' })],
    ['says nothing', () => undefined],
    ['gives no reason', () => ({ member: 1, reason: ' ' })],
    ['answers later', () => Promise.resolve({ member: 1, reason: 'x' })],
  ])('that %s has failed', (_, choose) => {
    expect(chosen(choose as DistributionRule['choose'])).toEqual({ kind: 'failed', rule: 'By language' });
  });

  test('that is not registered any more is missing', () => {
    expect(decidingExtensions(registry()).chooseByRule('gone', facts)).toEqual({
      kind: 'missing',
      rule: 'gone',
    });
  });
});

describe('a filter action', () => {
  const about: FilterActionFacts = {
    filter: { name: 'VIPs' },
    classification: 'human',
    teams: [{ id: 20, name: 'Lamps' }],
  };
  const applied = (apply: FilterActionExtension['apply']) => {
    const known = registry();
    known.addFilterAction({ name: 'vip', label: 'VIP', apply });
    return decidingExtensions(known).applyAction('vip', mailFacts(message({})), about);
  };

  test('comes to built-in actions', () => {
    expect(
      applied((_, { teams }) => [
        { kind: 'set-priority', priority: 'high' },
        { kind: 'assign-team', teamId: teams[0]?.id ?? 0 },
      ]),
    ).toEqual([
      { kind: 'set-priority', priority: 'high' },
      { kind: 'assign-team', teamId: 20 },
    ]);
  });

  test.each([
    ['throws', () => JSON.parse('{')],
    ['names a team that there is not', () => [{ kind: 'assign-team', teamId: 21 }]],
    ['moves into a folder', () => [{ kind: 'move-to-folder', folderId: 1 }]],
    ['names a priority that there is not', () => [{ kind: 'set-priority', priority: 'huge' }]],
    ['answers later', () => Promise.resolve([])],
  ])('that %s does nothing', (_, apply) => {
    expect(applied(apply as FilterActionExtension['apply'])).toEqual([]);
  });

  test('that is gone does nothing', () => {
    expect(decidingExtensions(registry()).applyAction('gone', mailFacts(message({})), about)).toEqual([]);
  });
});

describe('steps and resolvers', () => {
  const about = { account: { kind: 'group', address: 'support@shop.example' }, handling: 'live' } as const;
  const mails = [mailFacts(message({ subject: 'One' })), mailFacts(message({ subject: 'Two' }))];

  test('what they say of each mail is gathered, the first reason to leave it out first', async () => {
    const known = registry();
    known.addIntakeStep(step(() => [{ tags: ['a'], caseNumber: 7 }, { skip: 'spam' }], 'first'));
    known.addIntakeStep(step(async () => [{ tags: ['b'] }, { skip: 'later' }], 'second'));
    known.addLinkResolver(resolver(() => [[{ contentType: 'api::order.order', documentId: 'x' }], null]));
    expect(await adviceFor(known, mails, about)).toEqual([
      {
        skip: null,
        tags: ['a', 'b'],
        caseNumbers: [7],
        links: [{ contentType: 'api::order.order', documentId: 'x', by: 'Orders' }],
      },
      { skip: { step: 'Step', words: 'spam' }, tags: [], caseNumbers: [], links: [] },
    ]);
  });

  test.each([
    ['an answer too few', () => [{ tags: ['wrong mail'] }]],
    ['what is unknown', () => [{ tags: ['x'], delete: true }, null]],
    ['a case number that is none', () => [{ caseNumber: -1 }, null]],
    ['no list', () => ({ tags: ['x'] })],
  ])('%s is no answer, and the other steps are asked all the same', async (_, look) => {
    const known = registry();
    known.addIntakeStep(step(look as unknown as IntakeStep['look'], 'bad'));
    known.addIntakeStep(step(() => [{ tags: ['good'] }, undefined], 'good'));
    const [first, second] = await adviceFor(known, mails, about);
    expect(first).toMatchObject({ tags: ['good'], caseNumbers: [], skip: null });
    expect(second).toMatchObject({ tags: [], skip: null });
    expect(known.states().find(({ name }) => name === 'bad')).toMatchObject({ failures: 1 });
  });

  test('records of Strapi itself cannot be named', async () => {
    const known = registry();
    known.addLinkResolver(resolver(() => [[{ contentType: 'admin::user', documentId: 'x' }], null]));
    expect((await adviceFor(known, mails, about))[0]?.links).toEqual([]);
  });
});
