/** What code of the app says has its place among decisions, and opens no door that is closed to everybody. */
import {
  NO_ADVICE,
  NO_EXTENSIONS,
  type DecidingExtensions,
  type DistributionFacts,
  type MailAdvice,
} from '../../../server/src/domain/extension';

import { decide } from '../../../server/src/intake/decide';
import { criteria, filter } from '../support/filters';
import { as, context, groupAccount, item, knowing, storedCase, teamAccount } from '../support/intake';
import { address } from '../support/messages';

const advised = (advice: Partial<MailAdvice>, mail = {}) =>
  item(mail, { advice: { ...NO_ADVICE, ...advice } });
const extensions = (parts: Partial<DecidingExtensions>): DecidingExtensions => ({
  ...NO_EXTENSIONS,
  ...parts,
});

describe('an intake step', () => {
  test('leaves a mail out, with its reason, and the next mail goes on', () => {
    const { outcomes, cases } = decide(
      [advised({ skip: { step: 'Spam service', words: 'score 9' } }), item({ subject: 'Lamp' })],
      context(),
    );
    expect(outcomes[0]).toMatchObject({
      kind: 'ignored',
      filterIds: [],
      reason: { code: 'mail.skipped-by-step', params: { step: 'Spam service', words: 'score 9' } },
    });
    expect(cases).toHaveLength(1);
  });

  test('tags join those of filters', () => {
    const filters = [filter({ criteria: criteria({ from: '*' }), actions: [{ kind: 'add-tag', tag: 'a' }] })];
    const { outcomes } = decide([advised({ tags: ['a', 'b'] })], context({ filters }));
    expect(as('filed', outcomes[0]).tags).toEqual(['a', 'b']);
  });

  test('a case number is a hint: it leads participants into the case, and strangers only past its door', () => {
    const hint = advised({ caseNumbers: [42] }, { from: address('ann@acme.com') });
    const known = (participants: readonly string[]) =>
      knowing({ cases: [storedCase()], participants }, { caseIdsByNumber: new Map([[42, 7]]) });
    const inside = as('filed', decide([hint], known(['7:ann@acme.com'])).outcomes[0]);
    expect(inside).toMatchObject({ opensCase: false, case: { number: 42 } });
    const outside = as('filed', decide([hint], known([])).outcomes[0]);
    expect(outside).toMatchObject({ opensCase: true, suggestion: { case: { number: 42 } } });
  });
});

test('a link resolver’s records are linked to the mail', () => {
  const link = {
    contentType: 'api::order.order',
    documentId: 'x',
    label: 'Order 7',
    rule: 'resolver',
    matched: 'Orders',
  } as const;
  const { outcomes } = decide([advised({ links: [link] })], context());
  expect(as('filed', outcomes[0]).links).toEqual([link]);
});

describe('an own filter action', () => {
  const vip = filter({
    name: 'VIPs',
    criteria: criteria({ from: '*@acme.com' }),
    stop: false,
    actions: [{ kind: 'custom', name: 'vip' }],
  });
  const from = (who: string) => item({ from: address(who) });

  test('comes to built-in actions, for the mails that its filter means', () => {
    const asked: string[] = [];
    const { outcomes, cases } = decide(
      [from('ann@acme.com'), from('bob@elsewhere.com')],
      context({
        filters: [vip],
        extensions: extensions({
          applyAction: (name, mail, facts) => {
            asked.push(`${name} ${facts.filter.name} ${mail.from?.address}`);
            return [
              { kind: 'set-priority', priority: 'urgent' },
              { kind: 'add-tag', tag: 'vip' },
            ];
          },
        }),
      }),
    );
    expect(asked).toEqual(['vip VIPs ann@acme.com']);
    expect(cases.map(({ priority }) => priority)).toEqual(['urgent', 'normal']);
    expect(as('filed', outcomes[0])).toMatchObject({ tags: ['vip'], customActions: ['vip'] });
    expect(as('filed', outcomes[1]).customActions).toEqual([]);
  });

  test('that leaves mail out ends the asking, as the built-in one does', () => {
    const later = filter({
      id: 2,
      criteria: criteria({ from: '*' }),
      actions: [{ kind: 'add-tag', tag: 'x' }],
    });
    const { outcomes } = decide(
      [from('ann@acme.com')],
      context({
        filters: [vip, later],
        extensions: extensions({ applyAction: () => [{ kind: 'skip' }] }),
      }),
    );
    expect(outcomes[0]).toMatchObject({ kind: 'ignored', filterIds: [vip.id] });
  });

  test('that the app has lost does nothing', () => {
    const { outcomes } = decide([from('ann@acme.com')], context({ filters: [vip] }));
    expect(as('filed', outcomes[0])).toMatchObject({ opensCase: true, tags: [] });
  });
});

describe('an own distribution rule', () => {
  const account = groupAccount({ ...teamAccount('round-robin', [0, 3]), distribution: 'custom:language' });
  const german = item({
    from: address('ann@acme.com'),
    subject: 'Lampe',
    visible: {
      text: 'Guten Tag, meine Lampe ist leider kaputt. Können Sie mir bitte eine neue schicken?',
      folds: [],
      forwarded: null,
    },
  });

  test('sees the case and the members, and its choice counts for the next case', () => {
    const seen: DistributionFacts[] = [];
    const { cases, pointer } = decide(
      [german, item({})],
      context({
        account,
        extensions: extensions({
          chooseByRule: (_, facts) => {
            seen.push(facts);
            return { kind: 'member', userId: 2, rule: 'By language', words: 'speaks de' };
          },
        }),
      }),
    );
    expect(seen[0]).toMatchObject({
      case: { number: 101, subject: 'Lampe', requester: { address: 'ann@acme.com' }, language: 'de' },
      team: { name: 'Lamps' },
      members: [
        { id: 1, free: true, openCases: 0 },
        { id: 2, openCases: 3 },
      ],
      lastMember: null,
    });
    expect(seen[1]).toMatchObject({ members: [{ id: 1 }, { id: 2, openCases: 4 }], lastMember: 2 });
    expect(cases[0]?.assignment).toEqual({
      userId: 2,
      reason: {
        code: 'assign.custom',
        params: { agent: 'Agent 2', rule: 'By language', words: 'speaks de' },
      },
    });
    expect(pointer).toMatchObject({ userId: 2, position: 1 });
  });

  test.each([
    [{ kind: 'nobody', rule: 'R', words: 'no match' }, 'assign.custom-nobody'],
    [{ kind: 'failed', rule: 'R' }, 'assign.custom-failed'],
    [{ kind: 'missing', rule: 'language' }, 'assign.custom-missing'],
  ] as const)('%j leaves the case waiting', (choice, code) => {
    const { cases } = decide(
      [item({})],
      context({ account, extensions: extensions({ chooseByRule: () => choice }) }),
    );
    expect(cases[0]).toMatchObject({ assigneeId: null, status: 'new', assignment: { reason: { code } } });
  });
});
