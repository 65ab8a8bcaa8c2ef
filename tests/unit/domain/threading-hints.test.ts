/** Everything by which mails are compared beside their ids: subjects, numbers, what a relay answered, who may append. */
import { admission, type Evidence, type Standing } from '../../../server/src/domain/append-policy';
import { acceptsMail } from '../../../server/src/domain/case-state';
import { foreignNumbersOf, matchesSender } from '../../../server/src/domain/foreign-reference';
import { aliasForms, relayIds } from '../../../server/src/domain/relay-ids';
import { baseSubject, caseNumbersIn, withCaseNumber } from '../../../server/src/domain/subject';
import { ThreadKeys } from '../../../server/src/domain/thread-keys';

describe('who may append (R17)', () => {
  const ROWS: readonly (readonly [Evidence, string, string, string, string])[] = [
    // evidence, participant, stranger, forged participant, forged stranger
    ['proof', 'append', 'append-new-person', 'append-unverified', 'append-unverified'],
    ['known', 'append', 'suggest', 'suggest', 'suggest'],
    ['hint', 'append', 'suggest', 'suggest', 'suggest'],
  ];
  test.each(ROWS)('%s', (evidence, insider, stranger, forgedInsider, forgedStranger) => {
    for (const standing of ['participant', 'linked', 'user'] as readonly Standing[]) {
      expect(admission(evidence, standing, true)).toBe(insider);
      expect(admission(evidence, standing, false)).toBe(forgedInsider);
    }
    expect(admission(evidence, 'stranger', true)).toBe(stranger);
    expect(admission(evidence, 'stranger', false)).toBe(forgedStranger);
  });
});

test.each([
  ['Re: AW: Fwd: The lamp', 'the lamp'],
  ['RE[2]: [list] WG:  The   lamp (fwd)', 'the lamp'],
  ['回复：The lamp', 'the lamp'],
  ['Ответ на The lamp', 'ответ на the lamp'],
  ['Отв: The lamp', 'the lamp'],
  ['[urgent]', '[urgent]'],
  ['Re:', ''],
  ['', ''],
  ['Regarding: the lamp', 'regarding: the lamp'],
])('the base of %p is %p', (subject, base) => {
  expect(baseSubject(subject)).toBe(base);
});

test('case numbers stand after the tag of the account, and nowhere else', () => {
  expect(caseNumbersIn('Re: Lamp [#42] [#7]', '#')).toEqual([42, 7]);
  expect(caseNumbersIn('Re: Lamp [shop#42]', 'SHOP#')).toEqual([42]);
  expect(caseNumbersIn('Re: Lamp [#42] #43 [44] [#45a] [#]', 'SHOP#')).toEqual([]);
  expect(caseNumbersIn('[#42]', '')).toEqual([]);
  expect(withCaseNumber('Re: Lamp', '#', 42)).toBe('Re: Lamp [#42]');
  expect(withCaseNumber('Re: Lamp [#42]', '#', 42)).toBe('Re: Lamp [#42]');
  expect(withCaseNumber('Re: Lamp', '', 42)).toBe('Re: Lamp');
});

describe('numbers of other systems', () => {
  const numbers = (subject: string, from: string, pattern: string, sender = '*@service.example') =>
    foreignNumbersOf({ subject, from: { name: '', address: from } }, [{ sender, pattern }]);

  test.each([
    ['INC0047 opened', 'INC#', ['INC0047']],
    ['inc0047 opened', 'INC#', ['INC0047']],
    ['[JIRA] (ABC-17) Lamp', '(ABC-#)', ['(ABC-17)']],
    ['Case 2024/17', 'CASE #/#', ['CASE 2024/17']],
    ['PRINCE0047 and INC0048', 'INC#', ['INC0048']],
    ['INC0047x', 'INC#', []],
    ['INC', 'INC#', []],
    ['INC0047', 'INC', []],
  ])('%p by %p', (subject, pattern, found) => {
    expect(numbers(subject, 'bot@service.example', pattern)).toEqual(found);
  });

  test('count only from the senders that the admin has named', () => {
    expect(numbers('INC0047', 'mallory@elsewhere.example', 'INC#')).toEqual([]);
    expect(numbers('INC0047', 'bot@service.example', 'INC#', 'BOT@service.example')).toEqual(['INC0047']);
  });

  test.each([
    ['*', 'a@b', true],
    ['*@b', 'a@b', true],
    ['a*c@*', 'abc@d', true],
    ['*@b', 'a@b.evil', false],
    ['ab*ba', 'aba', false],
    ['a@b', 'a@c', false],
  ])('%p as sender %p: %p', (pattern, sender, matches) => {
    expect(matchesSender(pattern, sender)).toBe(matches);
  });
});

describe('what a relay answers', () => {
  const ADDRESSES = ['jonas.maximilian.feld.1984@feld.example'];
  test.each([
    ['250 Ok 0100018c2f5e-7d1a-4b0e-000000', '<0100018c2f5e-7d1a-4b0e-000000@*>'],
    [
      '250 2.0.0 OK <AM0PR04MB6004D1C9B5F7E0B6B8@AM0PR04MB6004.eurprd04.prod.outlook.com> [Hostname=AM9PR]',
      '<AM0PR04MB6004D1C9B5F7E0B6B8@AM0PR04MB6004.eurprd04.prod.outlook.com>',
    ],
  ])('%p', (response, id) => {
    expect(relayIds(response, ADDRESSES)).toEqual([id]);
  });

  test.each([
    '250 2.0.0 Ok: queued as 4F1B22A0C',
    '250 OK',
    '',
    '250 Message accepted',
    '250 OK <jonas.maximilian.feld.1984@feld.example>',
    '250 OK <1@x>',
  ])('%p names none', (response) => {
    expect(relayIds(response, ADDRESSES)).toEqual([]);
  });

  test('is found whatever domain the relay puts behind it', () => {
    const [alias] = relayIds('250 Ok 0100018c2f5e-7d1a-4b0e-000000', ADDRESSES);
    expect(aliasForms('<0100018c2f5e-7d1a-4b0e-000000@email.amazonses.com>')).toContain(alias);
    expect(aliasForms('<other@email.amazonses.com>')).not.toContain(alias);
  });
});

describe('closed cases', () => {
  const now = new Date('2024-03-05T09:00:00Z');
  const closed = (days: number) =>
    ({ status: 'closed', closedAt: new Date(now.getTime() - days * 86_400_000) }) as const;
  test.each([
    ['reopen', 900, true],
    ['reopen-within', 6, true],
    ['reopen-within', 8, false],
    ['new-case', 0, false],
  ] as const)('%s after %p days: %p', (closedCasePolicy, days, accepts) => {
    expect(acceptsMail(closed(days), { closedCasePolicy, closedCaseDays: 7 }, now)).toBe(accepts);
    const open = { status: 'pending', closedAt: null } as const;
    expect(acceptsMail(open, { closedCasePolicy, closedCaseDays: 7 }, now)).toBe(true);
  });
});

describe('conversations', () => {
  const nothingStored = () => [];

  test('are one where mails name one id, seen or not, and are joined by a later mail', () => {
    const keys = new ThreadKeys(nothingStored);
    const [a, b, c] = [
      keys.place('a', '<a@x>', ['<ghost@x>']),
      keys.place('b', '<b@x>', ['<other@x>']),
      keys.place('c', null, []),
    ];
    expect(new Set([a, b, c].map((key) => keys.resolve(key))).size).toBe(3);
    const late = keys.place('d', '<d@x>', ['<ghost@x>', '<b@x>']);
    expect(new Set([a, b, late].map((key) => keys.resolve(key))).size).toBe(1);
    expect(keys.resolve(c)).toBe(c);
  });

  test('that are stored become one, and the change says which', () => {
    const stored: Readonly<Record<string, string>> = { '<a@x>': 'thread 2', '<b@x>': 'thread 1' };
    const keys = new ThreadKeys((id) => (stored[id] === undefined ? [] : [stored[id]]));
    expect(keys.resolve(keys.place('new', '<n@x>', ['<a@x>', '<b@x>']))).toBe('thread 1');
    expect(keys.merges()).toEqual([{ from: 'thread 2', into: 'thread 1' }]);
  });

  test('mails without any id are each their own', () => {
    const keys = new ThreadKeys(nothingStored);
    expect(keys.place('a', null, [])).not.toBe(keys.place('b', null, []));
  });
});
